import type { PixelGrid } from "./pixels.ts";
import type { Tile } from "./tile.ts";

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
