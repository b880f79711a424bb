import type { Uniforms } from "./full-screen.ts";
import type { PixelGrid } from "./pixels.ts";
import type { Tile } from "./tile.ts";

/** What `values.vert.glsl` places the pixels of a tile by. */
export function placeUniforms<
  Props extends { readonly grid: PixelGrid; readonly tile: Tile },
>(): Uniforms<Props> {
  return {
    u_centre: (_context, { grid: { centreX, centreY } }) => [Math.fround(centreX), Math.fround(centreY)],
    u_middle: (_context, { grid, tile }) => middleOf(grid, tile),
    u_halfSize: (_context, { tile }) => [tile.width / 2, tile.height / 2],
    u_step: (_context, { grid }) => [grid.step, -grid.step],
  };
}

/** From the picture's middle, as float32 has it, to the tile's: device pixels to the right and down. */
function middleOf({ width, height, centreX, centreY, step }: PixelGrid, tile: Tile): [number, number] {
  return [
    tile.x + (tile.width - width) / 2 + (centreX - Math.fround(centreX)) / step,
    tile.y + (tile.height - height) / 2 - (centreY - Math.fround(centreY)) / step,
  ];
}
