import type { PixelGrid } from "./pixels.ts";

/** A part of the picture: columns and rows of device pixels, from the top left. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The whole picture as one tile. */
export function wholeOf({ width, height }: Pick<PixelGrid, "width" | "height">): Tile {
  return { x: 0, y: 0, width, height };
}

/** Exported pictures are drawn in tiles of at most so many pixels a side: bounded memory, below the limits of GPUs and canvases. */
export const mostTileSide = 2048;
