import { expect, test } from "vitest";
import { wholeOf } from "./tile.ts";
import { tilesOf } from "./tiling.ts";

test.each([
  [1, 1, 8],
  [8, 8, 8],
  [17, 9, 8],
  [100, 37, 16],
])("tiles of a %d×%d picture cover every pixel once", (width, height, side) => {
  const grid = { width, height, centreX: 0, centreY: 0, step: 1 };
  const covered = new Uint8Array(width * height);
  for (const tile of tilesOf(grid, side)) {
    expect(Math.max(tile.width, tile.height)).toBeLessThanOrEqual(side);
    for (let y = tile.y; y < tile.y + tile.height; y += 1) {
      for (let x = tile.x; x < tile.x + tile.width; x += 1)
        covered[y * width + x] = (covered[y * width + x] as number) + 1;
    }
  }
  expect(covered.every((count) => count === 1)).toBe(true);
  expect(wholeOf(grid)).toEqual({ x: 0, y: 0, width, height });
});
