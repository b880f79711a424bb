import type { Framebuffer2D, Regl, Texture2D } from "regl";

/** Float channels per pixel: one for maps, four for moments and points. */
export type Channels = 1 | 4;

/** A framebuffer with one float texture. The adapter turns `luminance` + `float` into R32F. */
export function floatTarget(regl: Regl, width: number, height: number, channels: Channels): Framebuffer2D {
  return targetOf(
    regl,
    regl.texture({ width, height, format: channels === 1 ? "luminance" : "rgba", type: "float" }),
  );
}

/** A framebuffer with one texture of four bytes a pixel. */
export function byteTarget(regl: Regl, width: number, height: number): Framebuffer2D {
  return targetOf(regl, regl.texture({ width, height }));
}

/** A framebuffer that owns the texture: it is freed with it. */
export function targetOf(regl: Regl, texture: Texture2D): Framebuffer2D {
  const target = regl.framebuffer({ color: texture, depthStencil: false });
  // regl counts who holds a texture: the framebuffer holds it now, and nobody else.
  texture.destroy();
  return target;
}

/** Targets of four float channels that are written together, and the textures they are read from. */
export interface FloatTargets {
  readonly framebuffer: Framebuffer2D;
  readonly textures: readonly Texture2D[];
}

export function floatTargets(regl: Regl, width: number, height: number, count: number): FloatTargets {
  const textures = Array.from({ length: count }, () =>
    regl.texture({ width, height, format: "rgba", type: "float" }),
  );
  return { framebuffer: regl.framebuffer({ colors: textures, depthStencil: false }), textures };
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
