import type { Framebuffer2D, Regl } from "regl";
import type { CompiledField } from "./compiled-field.ts";
import { CommandCache, fieldUniforms, fullScreenPass, include, type Target } from "./full-screen.ts";
import type { PixelGrid } from "./pixels.ts";
import type { MapSettings } from "./protocol.ts";
import type { Tile } from "./tiles.ts";
import fragment from "./values.frag.glsl?raw";
import vertex from "./values.vert.glsl?raw";

/** The second moment of the probes: one for all pixels, or sums per pixel of the tile with how many they hold. */
export type Moments =
  | { readonly sharing: "shared"; readonly moment: Float64Array }
  | { readonly sharing: "per-point"; readonly sums: Framebuffer2D; readonly drawn: number };

export interface ValuesInput {
  readonly compiled: CompiledField;
  readonly map: MapSettings;
  readonly time: number;
  readonly grid: PixelGrid;
  readonly tile: Tile;
  /** Not looked at for the exact map. */
  readonly moments: Moments | null;
}

interface Props extends Target {
  readonly parameters: Float64Array;
  readonly time: number;
  readonly grid: PixelGrid;
  readonly tile: Tile;
  readonly moment: ArrayLike<number>;
  readonly sums: Framebuffer2D | null;
  readonly drawn: number;
}

/** Programs kept: a few per view that is open, and the last keystrokes. */
const kept = 48;

/** Writes the map's float32 value of every pixel of a tile into a single-channel target, NaN or ±inf where it has none. */
export class ValuesPass {
  private readonly regl: Regl;
  private readonly commands = new CommandCache(kept);

  constructor(regl: Regl) {
    this.regl = regl;
  }

  draw({ compiled, map, time, grid, tile, moments }: ValuesInput, framebuffer: Framebuffer2D): void {
    const perPoint = map.kind !== "exact" && moments?.sharing === "per-point";
    const glsl = [
      "#define EXACT 0\n#define ESTIMATE 1\n#define ERROR 2\n#define SHARED 0\n#define PER_POINT 1",
      `#define MAP ${map.kind.toUpperCase()}\n#define KEYS ${perPoint ? "PER_POINT" : "SHARED"}`,
      compiled.mapGlsl(map.kind, map.quantity, map.method),
    ].join("\n");
    const { parameters } = compiled.bindings(time);
    const command = this.commands.get(glsl, () =>
      fullScreenPass<Props>(
        this.regl,
        include(fragment, "field", glsl),
        {
          ...fieldUniforms<Props>(parameters.length),
          u_centre: (_context, { grid: { centreX, centreY } }) => [
            Math.fround(centreX),
            Math.fround(centreY),
          ],
          u_middle: (_context, { grid, tile }) => middleOf(grid, tile),
          u_halfSize: (_context, { tile }) => [tile.width / 2, tile.height / 2],
          u_step: (_context, { grid }) => [grid.step, -grid.step],
          u_moment: (_context, props) => props.moment,
          u_moments: (_context, props) => props.sums,
          u_drawn: (_context, props) => props.drawn,
        },
        vertex,
      ),
    );
    command({
      framebuffer,
      width: tile.width,
      height: tile.height,
      parameters,
      time,
      grid,
      tile,
      moment: moments?.sharing === "shared" ? Array.from(moments.moment) : [1, 0, 1],
      sums: moments?.sharing === "per-point" ? moments.sums : null,
      drawn: moments?.sharing === "per-point" ? moments.drawn : 1,
    } satisfies Props);
  }
}

/** From the picture's middle, as float32 has it, to the tile's: device pixels to the right and down. */
function middleOf({ width, height, centreX, centreY, step }: PixelGrid, tile: Tile): [number, number] {
  return [
    tile.x + (tile.width - width) / 2 + (centreX - Math.fround(centreX)) / step,
    tile.y + (tile.height - height) / 2 - (centreY - Math.fround(centreY)) / step,
  ];
}
