import type { DrawCommand, Framebuffer2D, Regl } from "regl";
import type { CompiledField } from "../compiled-field.ts";
import { byteTarget, floatTarget } from "../float-target.ts";
import { CommandCache, fieldUniforms, fullScreenPass, type Target } from "../full-screen.ts";
import { include } from "../include.ts";
import type { PixelGrid } from "../pixels.ts";
import type { Tile } from "../tile.ts";
import convolveFragment from "./convolve.frag.glsl?raw";
import directionFragment from "./direction.frag.glsl?raw";

/** CSS pixels that a line is followed each way. */
const reach = 18;
/** Ripples of the moving window on one side. */
const ripples = 1.25;

interface DirectionProps extends Target {
  readonly grid: PixelGrid;
  readonly tile: Tile;
  readonly parameters: Float64Array;
  readonly time: number;
}

interface ConvolveProps extends Target {
  readonly directions: Framebuffer2D;
  readonly grains: readonly [number, number];
  readonly grain: number;
  readonly length: number;
}

/** Smeared noise of a tile: three sums as bytes, `border` pixels wider than the tile on every side, row 0 at the top. */
export interface Lic {
  readonly target: Framebuffer2D;
  readonly border: number;
}

/** Smears noise along the field. */
export class LicPass {
  private readonly regl: Regl;
  private readonly directions = new CommandCache(24);
  private readonly convolve: DrawCommand;

  constructor(regl: Regl) {
    this.regl = regl;
    this.convolve = fullScreenPass<ConvolveProps>(regl, convolveFragment, {
      u_directions: (_context, props) => props.directions,
      u_size: (_context, { width, height }) => [width, height],
      u_grains: (_context, props) => props.grains,
      u_grain: (_context, props) => props.grain,
      u_length: (_context, props) => props.length,
      u_ripple: (_context, { length }) => (2 * Math.PI * ripples) / length,
    });
  }

  /** The smeared noise of a tile, the caller's to destroy. */
  draw(compiled: CompiledField, time: number, grid: PixelGrid, tile: Tile, ratio: number): Lic {
    const length = Math.round(reach * ratio);
    // Lines go on beyond the tile, so that it has no seams.
    const border = length;
    const { x, y, width, height } = tile;
    const wide = { x: x - border, y: y - border, width: width + 2 * border, height: height + 2 * border };
    const directions = floatTarget(this.regl, wide.width, wide.height, 4);
    const { parameters } = compiled.bindings(time);
    const glsl = compiled.fieldGlsl();
    const command = this.directions.get(glsl, () =>
      fullScreenPass<DirectionProps>(this.regl, include(directionFragment, "field", glsl), {
        ...fieldUniforms<DirectionProps>(parameters.length),
        u_corner: (_context, { grid, tile }) => [tile.x - grid.width / 2, tile.y - grid.height / 2],
        u_centre: (_context, { grid }) => [Math.fround(grid.centreX), Math.fround(grid.centreY)],
        u_rounding: (_context, { grid: { centreX, centreY, step } }) => [
          (centreX - Math.fround(centreX)) / step,
          (Math.fround(centreY) - centreY) / step,
        ],
        u_step: (_context, { grid }) => [grid.step, -grid.step],
      }),
    );
    const size = { width: wide.width, height: wide.height };
    command({
      framebuffer: directions,
      ...size,
      grid,
      tile: wide,
      parameters,
      time,
    } satisfies DirectionProps);
    const target = byteTarget(this.regl, wide.width, wide.height);
    const grain = Math.max(1, Math.round(ratio));
    this.convolve({
      framebuffer: target,
      ...size,
      directions,
      grains: grainsOf(grid, wide, grain),
      grain,
      length,
    } satisfies ConvolveProps);
    directions.destroy();
    return { target, border };
  }
}

/**
 * Grains a side after which the noise is the same again, as in convolve.frag.glsl; the world's origin is in the middle. They
 * are more than a screen has, and a field that is moved by so many takes its texture with it, as it does its streamlines.
 */
const period = 2 ** 12;

/** Pixels are counted from the world's origin, so that noise moves with the world, and kept positive. */
function grainsOf(
  { centreX, centreY, width, height, step }: PixelGrid,
  tile: Tile,
  grain: number,
): [number, number] {
  const all = period * grain;
  const from = (centre: number, size: number, offset: number) => {
    const pixels = Math.round(centre / step - size / 2) + offset + all / 2;
    return ((pixels % all) + all) % all;
  };
  return [from(centreX, width, tile.x), from(-centreY, height, tile.y)];
}
