import type { PixelInputs } from "./pixel-inputs.ts";
import { type PixelGrid, pixelGrid } from "./pixels.ts";
import type { PlaneState } from "./protocol.ts";
import type { Pause } from "./renderer.ts";
import { type Tile, tilesOf } from "./tiles.ts";

/** How a renderer paints the tiles of a plate. */
interface TilePainter {
  /** New ones; null for a map whose pixels have none of their own. */
  inputs(): PixelInputs | null;
  /** Takes more probes, for a bounded time. */
  advance(pixels: PixelInputs): void;
  /** The picture of a tile, to be closed. */
  paint(grid: PixelGrid, tile: Tile, pixels: PixelInputs | null): ImageBitmap;
}

/** A picture at `scale` device pixels per CSS pixel, tile by tile: bounded memory, whatever its size. */
export async function drawPlate(
  state: PlaneState,
  scale: number,
  tileSide: number,
  pause: Pause,
  { inputs, advance, paint }: TilePainter,
): Promise<OffscreenCanvas> {
  const grid = pixelGrid(state, scale);
  const canvas = new OffscreenCanvas(grid.width, grid.height);
  const context = canvas.getContext("2d", { alpha: false });
  if (!context)
    throw new Error(`a picture of ${grid.width}×${grid.height} pixels is too large for this browser`);
  const tiles = tilesOf(grid, tileSide);
  for (const [k, tile] of tiles.entries()) {
    const pixels = inputs();
    try {
      pixels?.follow(state, grid, tile);
      while (pixels && !pixels.complete) {
        advance(pixels);
        await pause((k + pixels.progress) / tiles.length);
      }
      const bitmap = paint(grid, tile, pixels);
      context.drawImage(bitmap, tile.x, tile.y);
      bitmap.close();
    } finally {
      pixels?.destroy();
    }
    await pause((k + 1) / tiles.length);
  }
  return canvas;
}
