import type { CompiledField } from "./compiled-field.ts";
import { mapAlone } from "./layers/map-alone.ts";
import type { Legend } from "./legend.ts";
import { legendOf } from "./make-legend.ts";
import { Motion } from "./motion.ts";
import type { PixelInputs } from "./pixel-inputs.ts";
import { type PixelGrid, pixelGrid } from "./pixels.ts";
import type { PlaneState } from "./protocol.ts";
import type { Pause, PlaneRenderer, Plate } from "./renderer.ts";
import type { ColourRange } from "./scale.ts";
import type { Tile } from "./tile.ts";
import { tilesOf } from "./tiling.ts";

/** Tiles are no smaller than this, pixels a side, however slow their map is. */
const smallestSide = 16;

/** Contours and poles are found by the values of up to two pixels around: those that lie in the next tile are drawn with this one. */
const rim = 2;

/** How a renderer paints the tiles of a plate. */
interface TilePainter {
  /** New ones, for a map whose pixels have something of their own. */
  inputs(): PixelInputs;
  /** Takes more probes, for a bounded time. */
  advance(pixels: PixelInputs): void;
  /** How many pixels are drawn in one go; undefined for as many as there are. */
  pixels(): number | undefined;
  /** The picture of a tile, to be closed. */
  paint(grid: PixelGrid, tile: Tile, legend: Legend, pixels: PixelInputs | null): ImageBitmap;
}

/**
 * A picture at `scale` device pixels per CSS pixel, whose parts are drawn tile by tile: bounded memory, whatever its size.
 * `known` is the range of the view's picture where there is one.
 */
export async function drawPlate(
  renderer: PlaneRenderer,
  compiled: CompiledField,
  known: ColourRange | null | undefined,
  state: PlaneState,
  scale: number,
  tileSide: number,
  pause: Pause,
  { inputs, advance, pixels: atOnce, paint }: TilePainter,
): Promise<Plate> {
  const legend = legendOf(
    state,
    compiled.field.coordinateNames,
    known ?? (await rangeOf(renderer, state, pause)),
  );
  const own = state.map.kind !== "exact" && !compiled.sliced?.shades(state.map);
  const grid = pixelGrid(state, scale);
  const soon = Math.floor(Math.sqrt(atOnce() ?? Number.POSITIVE_INFINITY));
  const side = tileSide - 2 * rim;
  return {
    width: grid.width,
    height: grid.height,
    legend,
    side,
    async draw(part, context, at, pause) {
      const tiles = tilesOf(part, Math.min(side, Math.max(smallestSide, soon)));
      for (const [k, tile] of tiles.entries()) {
        const pixels = own ? inputs() : null;
        const drawn = withRim(tile, grid);
        try {
          pixels?.follow(compiled, state, grid, drawn, 1);
          while (pixels && !pixels.complete) {
            advance(pixels);
            await pause((k + pixels.progress) / tiles.length);
          }
          const bitmap = paint(grid, drawn, legend, pixels);
          const { x, y, width, height } = tile;
          const [left, top] = [x - part.x + at.x, y - part.y + at.y];
          context.drawImage(bitmap, x - drawn.x, y - drawn.y, width, height, left, top, width, height);
          bitmap.close();
        } finally {
          pixels?.destroy();
        }
        await pause((k + 1) / tiles.length);
      }
    },
  };
}

/** A tile with the pixels of the picture around it. */
function withRim({ x, y, width, height }: Tile, picture: PixelGrid): Tile {
  const [left, top] = [Math.max(0, x - rim), Math.max(0, y - rim)];
  return {
    x: left,
    y: top,
    width: Math.min(picture.width, x + width + rim) - left,
    height: Math.min(picture.height, y + height + rim) - top,
  };
}

/** The range of a view that has not been drawn: where pixels have probes of their own, that of the shared ones. */
async function rangeOf(renderer: PlaneRenderer, state: PlaneState, pause: Pause): Promise<ColourRange> {
  const viewId = `${state.viewId} plate`;
  const map = { ...state.map, keys: "shared" } as const;
  const alone = mapAlone({ ...state, viewId, map });
  try {
    for (;;) {
      const picture = renderer.draw(alone, new Motion(state.view));
      picture?.bitmap.close();
      if (picture) return picture.legend;
      // What is computed is first there in blocks.
      renderer.advance(alone);
      await pause(0);
    }
  } finally {
    renderer.forget(viewId);
  }
}
