import type { Bytes } from "../bytes/pack.ts";

/** Numbers of the filters in the W3C's PNG specification, third edition, section 9.2. */
const filters = { sub: 1, up: 2 } as const;

/**
 * Filters the rows of a picture, each byte less that of the pixel to its left or of the one above, so that deflate finds
 * little to pack: whichever leaves less, summed as signed bytes without their signs. The other filters took longer and
 * made pictures of maps no smaller.
 */
export class RowFilter {
  private readonly channels: 3 | 4;
  private row: Uint8Array;
  private above: Uint8Array;
  private readonly sub: Uint8Array;
  private readonly up: Uint8Array;

  /** Without `alpha` that channel is left out. */
  constructor(width: number, alpha: boolean) {
    this.channels = alpha ? 4 : 3;
    const stride = this.channels * width;
    this.row = new Uint8Array(stride);
    this.above = new Uint8Array(stride);
    this.sub = new Uint8Array(stride);
    this.up = new Uint8Array(stride);
  }

  /** The rows that follow those before, of four bytes a pixel, each behind the number of its filter. */
  filter(pixels: Uint8ClampedArray): Bytes {
    const { length: stride } = this.row;
    const width = stride / this.channels;
    const rows = pixels.length / (4 * width);
    const filtered = new Uint8Array(rows * (1 + stride));
    for (let k = 0; k < rows; k += 1) {
      this.take(pixels, 4 * width * k);
      const least = this.subtracted();
      filtered[k * (1 + stride)] = filters[least];
      filtered.set(this[least], k * (1 + stride) + 1);
      [this.row, this.above] = [this.above, this.row];
    }
    return filtered;
  }

  private take(pixels: Uint8ClampedArray, from: number): void {
    const { row, channels } = this;
    for (let at = 0, pixel = from; at < row.length; at += channels, pixel += 4)
      for (let channel = 0; channel < channels; channel += 1)
        row[at + channel] = pixels[pixel + channel] as number;
  }

  /** Fills the row's differences, and tells which of them leave less. */
  private subtracted(): keyof typeof filters {
    const { row, above, sub, up, channels } = this;
    let [across, down] = [0, 0];
    for (let at = 0; at < row.length; at += 1) {
      const byte = row[at] as number;
      const left = at < channels ? byte : byte - (row[at - channels] as number);
      const over = byte - (above[at] as number);
      sub[at] = left;
      up[at] = over;
      across += Math.abs((left << 24) >> 24);
      down += Math.abs((over << 24) >> 24);
    }
    return across <= down ? "sub" : "up";
  }
}
