import type { PixelGrid } from "./pixels.ts";

/** A part of the picture: columns and rows of device pixels, from the top left. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The whole picture as one tile. */
export function wholeOf({ width, height }: PixelGrid): Tile {
  return { x: 0, y: 0, width, height };
}
