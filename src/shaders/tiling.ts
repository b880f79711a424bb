import type { Tile } from "./tile.ts";

/** Tiles of at most `across` × `down` pixels that cover a part of a picture, row by row. */
export function tilesOf(part: Tile, across: number, down = across): Tile[] {
  const [right, bottom] = [part.x + part.width, part.y + part.height];
  const tiles: Tile[] = [];
  for (let y = part.y; y < bottom; y += down) {
    for (let x = part.x; x < right; x += across) {
      tiles.push({ x, y, width: Math.min(across, right - x), height: Math.min(down, bottom - y) });
    }
  }
  return tiles;
}
