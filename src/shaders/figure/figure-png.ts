import { writePng } from "../png/write-png.ts";
import type { Pause } from "../renderer.ts";
import { type Tile, wholeOf } from "../tile.ts";
import { tilesOf } from "../tiling.ts";
import { figurePixels, type PaperFigure, paintFigure } from "./paint-figure.ts";

/** Pixels of a band at most, and of the rows that are packed in one go: 64 MB, and some 10 ms. */
const bandPixels = 2 ** 24;
const packedPixels = 2 ** 18;

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
  const { width, height } = figurePixels(paper);
  const { side } = paper.plate;
  const rows = Math.min(side, Math.max(1, Math.floor(bandPixels / width)));
  const bands = tilesOf(wholeOf({ width, height }), width, rows);
  const { context } = canvasOf(Math.min(side, width), Math.min(rows, height), paper.transparent, true);
  for (const [k, band] of bands.entries()) {
    const pixels = new Uint8ClampedArray(4 * width * band.height);
    const parts = tilesOf(band, side);
    // To write a band takes as long as one of its parts, as far as one knows.
    const told = (steps: number) => pause((k + steps / (parts.length + 1)) / bands.length);
    for (const [p, part] of parts.entries()) {
      await paintFigure(paper, part, context, (done) => told(p + done));
      copy(context, part, band, pixels);
      await told(p + 1);
    }
    const some = Math.max(1, Math.floor(packedPixels / width));
    for (let row = 0; row < band.height; row += some) {
      yield pixels.subarray(4 * width * row, 4 * width * (row + some));
      await told(parts.length + Math.min(1, (row + some) / band.height));
    }
  }
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

function canvasOf(width: number, height: number, alpha: boolean, willReadFrequently = false) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { alpha, willReadFrequently });
  if (!context) throw new Error(`a picture of ${width}×${height} pixels is too large for this browser`);
  return { canvas, context };
}
