import type { Framebuffer2D, Regl, Texture2D } from "regl";
import { targetOf } from "../float-target.ts";

/** A time long before any motion: nobody has been there. */
const never = -1e9;

export type MarkKind = "stamps" | "counts";

/** A picture that dots leave marks in, row 0 at the top: the tick at which a particle was last there, or how many are there now. */
export class Marks {
  readonly kind: MarkKind;
  readonly width: number;
  readonly height: number;
  private readonly regl: Regl;
  private readonly place: Framebuffer2D;
  private readonly texture: Texture2D;
  private own: Float32Array | Uint8Array | null = null;
  /** The marks on this side have not been handed over. */
  private ahead = false;

  constructor(regl: Regl, kind: MarkKind, width: number, height: number) {
    this.regl = regl;
    this.kind = kind;
    this.width = width;
    this.height = height;
    this.texture = regl.texture({ width, height, ...this.layout });
    this.place = targetOf(regl, this.texture);
    this.clear();
  }

  /** The marks on this side, for who makes them here: times, or four bytes a pixel of which the first counts. */
  get data(): Float32Array | Uint8Array {
    const size = this.width * this.height;
    this.own ??= this.kind === "stamps" ? new Float32Array(size).fill(never) : new Uint8Array(4 * size);
    return this.own;
  }

  /** Tells that marks were made on this side: they are handed over when the target is next wanted. */
  changed(): void {
    this.ahead = true;
  }

  get target(): Framebuffer2D {
    const { width, height } = this;
    if (this.ahead) this.texture.subimage({ width, height, data: this.data, ...this.layout });
    this.ahead = false;
    return this.place;
  }

  /** Nobody has been anywhere. */
  clear(): void {
    this.regl.clear({
      framebuffer: this.place,
      color: this.kind === "stamps" ? [never, 0, 0, 1] : [0, 0, 0, 0],
    });
    this.own = null;
    this.ahead = false;
  }

  destroy(): void {
    this.place.destroy();
  }

  private get layout(): { readonly format: "luminance" | "rgba"; readonly type: "float" | "uint8" } {
    return this.kind === "stamps"
      ? { format: "luminance", type: "float" }
      : { format: "rgba", type: "uint8" };
  }
}
