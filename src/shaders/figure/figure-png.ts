import { writePng } from "../png/write-png.ts";
import type { Pause } from "../renderer.ts";
import { type Tile, wholeOf } from "../tile.ts";
import { figurePixels, type PaperFigure, paintFigure } from "./paint-figure.ts";

/** Pixels of a band at most, and of the rows that are packed in one go: 64 MB, and some 10 ms. */
const bandPixels = 2 ** 24;
const packedPixels = 2 ** 18;

/** Browsers dither gradients in squares of so many pixels, from a canvas's corner: parts begin where such a square does. */
const square = 8;

/**
 * A figure as a PNG. One that is no larger than a tile is painted at once. Larger ones are written band by band, from the
 * top, each painted in parts beside each other: no more of it is held than a band.
 */
export async function figurePng(paper: PaperFigure, pause: Pause): Promise<Blob> {
  const { width, height } = figurePixels(paper);
  const { side } = paper.plate;
  if (Math.max(width, height) > side)
    return writePng({ width, height, alpha: paper.transparent }, bandsOf(paper, pause));
  const { canvas, context } = canvasOf(width, height, paper.transparent);
  await paintFigure(paper, wholeOf({ width, height }), context, pause);
  return canvas.convertToBlob({ type: "image/png" });
}

/** The rows of a figure from the top, a few at a time. */
async function* bandsOf(paper: PaperFigure, pause: Pause): AsyncGenerator<Uint8ClampedArray> {
  const { width, height, picture } = figurePixels(paper);
  const { side } = paper.plate;
  const across = squares(side);
  const down = Math.max(square, Math.min(across, squares(bandPixels / width)));
  const { context } = canvasOf(Math.min(across, width), Math.min(down, height), paper.transparent);
  const frame = Math.ceil(paper.scale);
  const columns = cut(width, picture.x - frame, picture.x + picture.width + frame, across);
  // Each pixel is painted and written.
  let done = 0;
  const tell = (pixels = 0) => pause((done + pixels) / (2 * width * height));
  const strips = cut(height, picture.y - frame, picture.y + picture.height + frame, down);
  for (const { from: y, length: rows } of strips) {
    const band = { x: 0, y, width, height: rows };
    const pixels = new Uint8ClampedArray(4 * width * rows);
    for (const { from: x, length } of columns) {
      const part = { x, y, width: length, height: rows };
      await paintFigure(paper, part, context, (share) => tell(share * length * rows));
      copy(context, part, band, pixels);
      done += length * rows;
      await tell();
    }
    const some = Math.max(1, Math.floor(packedPixels / width));
    for (let row = 0; row < rows; row += some) {
      const written = pixels.subarray(4 * width * row, 4 * width * (row + some));
      yield written;
      done += written.length / 4;
      await tell();
    }
  }
}

/**
 * Pieces of a side of a figure, of at most so many pixels: what is before its picture, the picture in its frame, so that
 * most of its tiles are whole ones, and what is after it.
 */
function cut(
  side: number,
  from: number,
  to: number,
  most: number,
): readonly { readonly from: number; readonly length: number }[] {
  const pieces: { from: number; length: number }[] = [];
  let at = 0;
  for (const end of [squares(from), Math.min(side, squares(to + square - 1)), side])
    while (at < end) {
      const length = Math.min(most, end - at);
      pieces.push({ from: at, length });
      at += length;
    }
  return pieces;
}

/** So many pixels, less what is over whole squares. */
function squares(pixels: number): number {
  return square * Math.floor(pixels / square);
}

/** Copies what is painted of a part into its place in a band as wide as the picture. */
function copy(
  context: OffscreenCanvasRenderingContext2D,
  part: Tile,
  band: Tile,
  pixels: Uint8ClampedArray,
): void {
  const { data } = context.getImageData(0, 0, part.width, part.height);
  const length = 4 * part.width;
  for (let row = 0; row < part.height; row += 1)
    pixels.set(
      data.subarray(row * length, (row + 1) * length),
      4 * ((part.y - band.y + row) * band.width + part.x),
    );
}

function canvasOf(width: number, height: number, alpha: boolean) {
  const canvas = new OffscreenCanvas(width, height);
  // Painted by the CPU, to which its pixels go: graphics cards round the rims of lines otherwise, each in its own way.
  const context = canvas.getContext("2d", { alpha, willReadFrequently: true });
  if (!context) throw new Error(`a picture of ${width}×${height} pixels is too large for this browser`);
  return { canvas, context };
}
