import { type Bytes, crc32, joined, TooMuchError, through } from "../../shaders/bytes/pack.ts";
import { chunk, signature } from "../../shaders/png/chunk.ts";

/**
 * Chunks of PNG files, after the W3C's PNG specification, third edition, sections 5.3 and 11.3.3. Files come from
 * anywhere: no length in them is trusted, and what is unpacked is bounded.
 */

/** Where a file's first chunk, IHDR, ends: what comes with the picture is put there. */
export const headEnd = 33;

/** The keyword under which a PNG carries its document. */
export const documentKeyword = "deldot";

/** Bytes of text that is read at most, and of the chunk it is packed in: far more than documents have. */
const mostText = 16_000_000;

/** Text longer than this, in bytes, is written packed; shorter text can be read in the file. */
const longText = 4096;

/** Why a file's text cannot be read, in one sentence. */
export class PngError extends Error {}

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, k) => bytes[k] === byte);
}

/** A chunk of international text: any keyword of 1 to 79 Latin letters, any text. */
export async function textChunk(keyword: string, text: string): Promise<Bytes> {
  const body = new TextEncoder().encode(text);
  const packed = body.length > longText;
  // After the keyword: whether it is packed, by zlib, and neither a language nor a translated keyword.
  const head = new TextEncoder().encode(`${keyword}\0${packed ? "\x01" : "\0"}\0\0\0`);
  return chunk(
    "iTXt",
    joined([head, packed ? await through(new CompressionStream("deflate"), body, mostText) : body]),
  );
}

/**
 * The text of a keyword in a PNG, or in the beginning of one; null where there is none. Throws PngError where the file is
 * damaged before its text, or in it, or the text is too long.
 */
export async function readText(png: Uint8Array, keyword: string): Promise<string | null> {
  if (!isPng(png)) throw new PngError("This is not a PNG.");
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = signature.length; ; ) {
    if (at + 12 > png.length) throw cutShort();
    const length = view.getUint32(at);
    const type = latin(png.subarray(at + 4, at + 8));
    if (type === "IEND") return null;
    const begins = at + 8;
    const isWanted =
      type === "iTXt" && latin(png.subarray(begins, begins + keyword.length + 1)) === `${keyword}\0`;
    if (isWanted && length > mostText) throw tooLong();
    at = begins + length + 4;
    if (at > png.length) throw cutShort();
    if (!isWanted) continue;
    if (view.getUint32(at - 4) !== crc32(png.subarray(begins - 4, at - 4)))
      throw new PngError("This PNG is damaged: the text in it does not match its checksum.");
    return await textOf(png.subarray(begins + keyword.length + 1, at - 4));
  }
}

/** What stands after the keyword: two bytes on how it is packed, language and translated keyword, text. */
async function textOf(rest: Uint8Array): Promise<string> {
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  const [packed, method] = rest;
  if (translated < 0 || (packed !== 0 && (packed !== 1 || method !== 0))) throw unreadable();
  const body = rest.slice(translated + 1);
  try {
    const bytes = packed === 1 ? await through(new DecompressionStream("deflate"), body, mostText) : body;
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw error instanceof TooMuchError ? tooLong() : unreadable();
  }
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

const cutShort = () => new PngError("This PNG is damaged: it is cut short.");
const tooLong = () => new PngError("The text in this PNG is too long to be a document.");
const unreadable = () => new PngError("This PNG is damaged: the text in it cannot be read.");
