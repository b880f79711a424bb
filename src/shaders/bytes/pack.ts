export type Bytes = Uint8Array<ArrayBuffer>;

/** What came out of packing or unpacking was more than was asked for. */
export class TooMuchError extends Error {}

/**
 * Bytes handed over at a time. Chromium unpacks all of what it is handed before it lets go, and deflate packs at most
 * 1032 to 1: so no more than 4 MB lie there unasked for.
 */
const handful = 4096;

/**
 * Bytes packed by CompressionStream, or unpacked by DecompressionStream, piece by piece: what comes to more than `most`
 * bytes is left when it has become too much, and TooMuchError is thrown. What a bomb unpacks to is never held.
 */
export async function through(
  stream: ReadableWritablePair<Uint8Array, BufferSource>,
  bytes: Bytes,
  most: number,
): Promise<Bytes> {
  const reader = handedOver(bytes).pipeThrough(stream).getReader();
  const pieces: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(pieces);
    total += value.length;
    pieces.push(value);
    if (total <= most) continue;
    await reader.cancel();
    throw new TooMuchError(`There are more than ${most} bytes.`);
  }
}

function handedOver(bytes: Bytes): ReadableStream<Bytes> {
  let at = 0;
  return new ReadableStream<Bytes>(
    {
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.subarray(at, at + handful));
        at += handful;
      },
    },
    { highWaterMark: 0 },
  );
}

export function joined(pieces: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The remainders of all bytes, for the CRC-32 of ISO 3309. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

/** The CRC-32 of ISO 3309: finds every damage of up to 32 bits in a row, and all but one in 2³² of others. */
export function crc32(bytes: Uint8Array): number {
  let remainder = 0xffff_ffff;
  for (const byte of bytes) remainder = (remainder >>> 8) ^ (remainders[(remainder ^ byte) & 0xff] as number);
  return ~remainder >>> 0;
}
