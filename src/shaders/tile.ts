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

/** Tiles of at most `side` pixels a side that cover the picture, row by row. */
export function tilesOf({ width, height }: PixelGrid, side: number): Tile[] {
  const tiles: Tile[] = [];
  for (let y = 0; y < height; y += side) {
    for (let x = 0; x < width; x += side) {
      tiles.push({ x, y, width: Math.min(side, width - x), height: Math.min(side, height - y) });
    }
  }
  return tiles;
}
