import { type Bytes, crc32, joined } from "../bytes/pack.ts";

/** What PNG files begin with. */
export const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** A chunk of a PNG file, after the W3C's PNG specification, third edition, section 5.3: its data may come in pieces. */
export function chunk(type: string, ...data: readonly Uint8Array[]): Bytes {
  const bytes = joined([new Uint8Array(4), new TextEncoder().encode(type), ...data, new Uint8Array(4)]);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length - 12);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(4, bytes.length - 4)));
  return bytes;
}
