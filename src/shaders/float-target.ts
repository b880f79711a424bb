import type { Framebuffer2D, Regl } from "regl";

/** Float channels per pixel: one for maps, four for moments and points. */
export type Channels = 1 | 4;

/** A framebuffer with one float texture. The adapter turns `luminance` + `float` into R32F. */
export function floatTarget(regl: Regl, width: number, height: number, channels: Channels): Framebuffer2D {
  return regl.framebuffer({
    color: regl.texture({ width, height, format: channels === 1 ? "luminance" : "rgba", type: "float" }),
    depthStencil: false,
  });
}

/** A float target that grows to the largest size asked for; all views draw into it one after the other. */
export class GrowingTarget {
  private readonly regl: Regl;
  private target: Framebuffer2D | null = null;
  private width = 0;
  private height = 0;

  constructor(regl: Regl) {
    this.regl = regl;
  }

  atLeast(width: number, height: number): Framebuffer2D {
    if (!this.target || width > this.width || height > this.height) {
      // Rounded up, so that a window being resized does not allocate at every pixel.
      this.width = Math.max(this.width, Math.ceil(width / 256) * 256);
      this.height = Math.max(this.height, Math.ceil(height / 256) * 256);
      this.target?.destroy();
      this.target = floatTarget(this.regl, this.width, this.height, 1);
    }
    return this.target;
  }
}
