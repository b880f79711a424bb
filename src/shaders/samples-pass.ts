import type { DrawCommand, Framebuffer2D, Regl, Texture2D } from "regl";
import { floatTarget } from "./float-target.ts";
import { fullScreenPass, type Target } from "./full-screen.ts";
import type { SamplePixels } from "./sample-pixels.ts";
import fragment from "./samples.frag.glsl?raw";

interface Props extends Target {
  readonly values: Framebuffer2D;
  readonly pixels: Texture2D;
}

/** Reads the map back at a few pixels, in one transfer. */
export class SamplesPass {
  private readonly command: DrawCommand;
  private readonly regl: Regl;
  private target: Framebuffer2D | null = null;
  private side = 0;

  constructor(regl: Regl) {
    this.regl = regl;
    this.command = fullScreenPass<Props>(regl, fragment, {
      u_values: (_context, props) => props.values,
      u_pixels: (_context, props) => props.pixels,
    });
  }

  /** The values at the pixels, NaN where the map has none. */
  read(values: Framebuffer2D, { columns, rows }: SamplePixels): Float32Array {
    const side = Math.ceil(Math.sqrt(columns.length));
    const target = this.targetOf(side);
    const data = new Float32Array(4 * side * side);
    columns.forEach((column, k) => {
      data[4 * k] = column;
      data[4 * k + 1] = rows[k] as number;
    });
    const pixels = this.regl.texture({ width: side, height: side, format: "rgba", type: "float", data });
    this.command({ framebuffer: target, width: side, height: side, values, pixels } satisfies Props);
    const read = this.regl.read({ framebuffer: target, x: 0, y: 0, width: side, height: side, data });
    pixels.destroy();
    return firstChannel(read as Float32Array, columns.length);
  }

  private targetOf(side: number): Framebuffer2D {
    if (!this.target || this.side !== side) {
      this.target?.destroy();
      this.target = floatTarget(this.regl, side, side, 1);
      this.side = side;
    }
    return this.target;
  }
}

/** One channel of RGBA data, NaN for what is not finite. */
export function firstChannel(rgba: Float32Array, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let k = 0; k < count; k += 1) {
    const value = rgba[4 * k] as number;
    values[k] = Number.isFinite(value) ? value : Number.NaN;
  }
  return values;
}
