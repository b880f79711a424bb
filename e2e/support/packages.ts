import { deflateRawSync, deflateSync } from "node:zlib";
import { between, type Random } from "../../src/engine/testing/random.ts";
import { crc32 } from "../../src/shaders/bytes/pack.ts";

/** Bytes with some bits turned over. */
export function flipped(random: Random, bytes: Buffer, count: number, from = 0): Buffer {
  const copy = Buffer.from(bytes);
  for (let k = 0; k < count; k += 1) {
    const at = Math.floor(between(random, from, copy.length));
    copy[at] = (copy[at] as number) ^ (1 << Math.floor(8 * random()));
  }
  return copy;
}

/** The fragment of an address that carries what was packed. */
export function fragment(packed: Buffer, version: number | string = 1, check?: string): string {
  return `#d=${version}.${packed.toString("base64url")}.${check ?? crc32(packed).toString(16).padStart(8, "0")}`;
}

/** The fragment that carries a text. */
export function linkTo(text: Buffer | string): string {
  return fragment(deflateRawSync(text, { level: 9 }));
}

/** A chunk of a PNG. */
export function chunk(type: string, data: Buffer, check?: number): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(check ?? crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

export const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
export const head = chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
const end = chunk("IEND", Buffer.alloc(0));
export const png = (...chunks: Buffer[]) => Buffer.concat([signature, head, ...chunks, end]);
/** The body of a chunk that carries a document. */
export const packedText = (text: Buffer | string) =>
  Buffer.concat([Buffer.from("deldot\0\x01\0\0\0", "latin1"), deflateSync(text, { level: 9 })]);
