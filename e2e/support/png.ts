import { Readable } from "node:stream";
import { createInflate, inflateSync } from "node:zlib";

/** Pixels of a picture: four bytes each (red, green, blue, alpha), row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const signature = "89504e470d0a1a0a";

/** Shape of a PNG, and the pieces of its packed pixels. */
interface Packed {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: readonly Buffer[];
}

/**
 * Decodes a PNG of 8-bit RGB or RGBA without interlacing (what browsers write), after the PNG specification
 * (W3C, third edition), sections 5 and 9. Throws when the file is anything else.
 */
export function decodePng(file: Buffer): Pixels {
  const { width, height, channels, data } = packedIn(file);
  const filtered = inflateSync(Buffer.concat(data));
  const length = 1 + width * channels;
  if (filtered.length !== length * height) throw new Error("the PNG has too few or too many pixels");
  const pixels = new Uint8Array(4 * width * height);
  let above: Uint8Array = new Uint8Array(length - 1);
  for (let row = 0; row < height; row++) {
    above = unfiltered(filtered.subarray(row * length, (row + 1) * length), above, channels);
    pixels.set(withAlpha(above, channels), 4 * row * width);
  }
  return { width, height, data: pixels };
}

/** The rows of such a PNG from the top, of four bytes a pixel, without ever holding all of them. */
export async function* pngRows(file: Buffer): AsyncGenerator<Uint8Array> {
  const { width, height, channels, data } = packedIn(file);
  const length = 1 + width * channels;
  let above: Uint8Array = new Uint8Array(length - 1);
  let rest = Buffer.alloc(0);
  let count = 0;
  for await (const piece of Readable.from(data).pipe(createInflate())) {
    rest = Buffer.concat([rest, piece as Buffer]);
    let at = 0;
    for (; rest.length - at >= length; at += length) {
      above = unfiltered(rest.subarray(at, at + length), above, channels);
      count += 1;
      yield withAlpha(above, channels);
    }
    rest = rest.subarray(at);
  }
  if (count !== height || rest.length > 0) throw new Error("the PNG has too few or too many pixels");
}

function packedIn(file: Buffer): Packed {
  if (file.subarray(0, 8).toString("hex") !== signature) throw new Error("not a PNG");
  const data: Buffer[] = [];
  let header: Buffer | null = null;
  let ended = false;
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") header = body;
    if (type === "IDAT") data.push(body);
    if (type === "IEND") ended = true;
    at += 12 + length;
  }
  if (!header || !ended) throw new Error("the PNG is cut short");
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const [depth, colour, , , interlace] = header.subarray(8);
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlace !== 0) throw new Error("an unusual PNG");
  return { width, height, channels: colour === 6 ? 4 : 3, data };
}

/** Undoes the filter of a row, whose number comes first. */
function unfiltered(filtered: Uint8Array, above: Uint8Array, channels: number): Uint8Array {
  const row = new Uint8Array(above.length);
  for (let i = 0; i < row.length; i++) {
    const left = i < channels ? 0 : (row[i - channels] as number);
    const corner = i < channels ? 0 : (above[i - channels] as number);
    row[i] = (filtered[1 + i] as number) + prediction(filtered[0], left, above[i] as number, corner);
  }
  return row;
}

function withAlpha(row: Uint8Array, channels: number): Uint8Array {
  if (channels === 4) return row;
  const pixels = new Uint8Array((4 * row.length) / channels).fill(255);
  for (let k = 0; 4 * k < pixels.length; k++)
    pixels.set(row.subarray(k * channels, (k + 1) * channels), 4 * k);
  return pixels;
}

function prediction(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      throw new Error(`a PNG has no filter ${filter}`);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Red, green and blue of a pixel. */
export function colourAt({ width, data }: Pixels, column: number, row: number): [number, number, number] {
  const at = 4 * (row * width + column);
  return [data[at], data[at + 1], data[at + 2]] as [number, number, number];
}

/** The share of pixels that differ between two pictures of one size by more than `tolerance` in some channel. */
export function shareChanged(a: Pixels, b: Pixels, tolerance = 0): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error("pictures of different sizes");
  let changed = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    for (let channel = 0; channel < 3; channel++) {
      const difference = (a.data[at + channel] as number) - (b.data[at + channel] as number);
      if (Math.abs(difference) <= tolerance) continue;
      changed++;
      break;
    }
  }
  return changed / (a.data.length / 4);
}

/** The most by which a pixel differs in a channel, and the share of pixels that differ by more than one step of a colour. */
export function difference(a: Pixels, b: Pixels): { readonly most: number; readonly share: number } {
  const most = a.data.reduce((sum, byte, at) => Math.max(sum, Math.abs(byte - (b.data[at] as number))), 0);
  return { most, share: shareChanged(a, b, 1) };
}

/** How many different colours there are in a part of a picture. */
export function colourCount(
  pixels: Pixels,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): number {
  const colours = new Set<number>();
  for (let row = from.y; row < to.y; row++) {
    for (let column = from.x; column < to.x; column++) {
      const [red, green, blue] = colourAt(pixels, column, row);
      colours.add((red << 16) | (green << 8) | blue);
    }
  }
  return colours.size;
}

/** Every `scale`-th pixel of a part of a picture, from the middle of each block. */
export function thinned(
  picture: Pixels,
  left: number,
  top: number,
  width: number,
  height: number,
  scale: number,
): Pixels {
  const data = new Uint8Array(4 * width * height);
  const middle = Math.floor(scale / 2);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = 4 * ((top + row * scale + middle) * picture.width + left + column * scale + middle);
      data.set(picture.data.subarray(at, at + 4), 4 * (row * width + column));
    }
  }
  return { width, height, data };
}

/** Below this share of a picture's height: the share of pixels that something is drawn on, beside the ground of its corner. */
export function shareFilled({ width, height, data }: Pixels, below: number): number {
  const ground = data.slice(0, 3).join();
  const first = 4 * width * Math.ceil(below * height);
  let count = 0;
  for (let at = first; at < data.length; at += 4)
    if (data[at + 3] !== 0 && data.slice(at, at + 3).join() !== ground) count += 1;
  return (4 * count) / (data.length - first);
}
