import { expect, test } from "vitest";
import { wholeOf } from "./tile.ts";
import { tilesOf } from "./tiling.ts";

test.each([
  [1, 1, 8, 8],
  [8, 8, 8, 8],
  [17, 9, 8, 3],
  [100, 37, 16, 50],
])("tiles of a %d×%d part of a picture cover every pixel of it once, and no other", (w, h, across, down) => {
  const part = { x: 3, y: 5, width: w, height: h };
  const [width, height] = [w + 9, h + 11];
  const covered = new Uint8Array(width * height);
  for (const tile of tilesOf(part, across, down)) {
    expect(tile.width).toBeLessThanOrEqual(across);
    expect(tile.height).toBeLessThanOrEqual(down);
    for (let y = tile.y; y < tile.y + tile.height; y += 1) {
      for (let x = tile.x; x < tile.x + tile.width; x += 1)
        covered[y * width + x] = (covered[y * width + x] as number) + 1;
    }
  }
  const isWithin = (k: number) => {
    const [x, y] = [k % width, Math.floor(k / width)];
    return x >= 3 && x < 3 + w && y >= 5 && y < 5 + h;
  };
  expect(covered.every((count, k) => count === Number(isWithin(k)))).toBe(true);
  expect(wholeOf({ width, height })).toEqual({ x: 0, y: 0, width, height });
});
