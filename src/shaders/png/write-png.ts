import type { Bytes } from "../bytes/pack.ts";
import { chunk, signature } from "./chunk.ts";
import { RowFilter } from "./filter.ts";

export interface PngShape {
  readonly width: number;
  readonly height: number;
  /** Whether pixels may be transparent; else their alpha is left out. */
  readonly alpha: boolean;
}

/** The most pixels that a side of a PNG has. */
const mostSide = 2 ** 31 - 1;

/** Bytes of packed pixels in a chunk. */
const chunkSize = 2 ** 20;

/**
 * A picture as a PNG of 8 bits a channel, after the W3C's PNG specification, third edition. Its rows come from above, as
 * many at a time as one likes, four bytes a pixel: red, green, blue and alpha. They are packed as they come, and what is
 * packed is handed to the browser to keep: however large a picture is, no more is held than rows that are at hand. Rejects
 * with what the rows throw.
 */
export async function writePng(
  { width, height, alpha }: PngShape,
  rows: AsyncIterable<Uint8ClampedArray>,
): Promise<Blob> {
  if (!(width >= 1 && height >= 1 && Math.max(width, height) <= mostSide))
    throw new RangeError(`a PNG cannot have ${width}×${height} pixels`);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Bits a channel; colours with alpha or without; deflate, the usual filters, not interlaced.
  header.set([8, alpha ? 6 : 2, 0, 0, 0], 8);
  const parts: BlobPart[] = [Uint8Array.from(signature), chunk("IHDR", header)];
  const packed = streamOf(filtered(width, height, alpha, rows))
    .pipeThrough<Uint8Array>(new CompressionStream("deflate"))
    .getReader();
  let pieces: Uint8Array[] = [];
  let size = 0;
  const keep = () => {
    parts.push(new Blob([chunk("IDAT", ...pieces)]));
    pieces = [];
    size = 0;
  };
  for (;;) {
    const { done, value } = await packed.read();
    if (done) break;
    pieces.push(value);
    size += value.length;
    if (size >= chunkSize) keep();
  }
  keep();
  return new Blob([...parts, chunk("IEND")], { type: "image/png" });
}

/** As many rows as there are to be, as they are packed. */
async function* filtered(
  width: number,
  height: number,
  alpha: boolean,
  rows: AsyncIterable<Uint8ClampedArray>,
): AsyncGenerator<Bytes> {
  const filter = new RowFilter(width, alpha);
  let count = 0;
  for await (const pixels of rows) {
    count += pixels.length / (4 * width);
    yield filter.filter(pixels);
  }
  if (count !== height) throw new RangeError(`${count} rows came of ${height}`);
}

/** One piece after the other, each when it is asked for. */
function streamOf(pieces: AsyncGenerator<Bytes>): ReadableStream<Bytes> {
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}
