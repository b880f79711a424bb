import type { Framebuffer2D, Regl } from "regl";
import type { GlyphBuffer } from "../arrows/glyph-pass.ts";
import { byteTarget } from "../float-target.ts";
import type { Lic } from "../lic/lic-pass.ts";
import type { CarriedMesh } from "../mesh/carried-mesh.ts";
import type { Flight } from "../particles/flight.ts";
import type { Marks } from "../particles/marks.ts";

/** Something made for a key, and destroyed when it is made for another. */
class Kept<Value> {
  private key = "";
  private value: Value | null = null;
  private readonly free: (value: Value) => void;

  constructor(free: (value: Value) => void) {
    this.free = free;
  }

  for(key: string, make: () => Value): Value {
    if (this.value === null || this.key !== key) {
      this.clear();
      this.value = make();
      this.key = key;
    }
    return this.value;
  }

  clear(): void {
    if (this.value !== null) this.free(this.value);
    this.value = null;
  }
}

/** What the layers of one picture keep between frames. */
export class LayerCache {
  readonly glyphs = new Kept<GlyphBuffer>((buffer) => buffer.destroy());
  readonly lic = new Kept<Lic>(({ target }) => target.destroy());
  readonly mesh = new Kept<CarriedMesh>(() => undefined);
  readonly marks = new Kept<Marks>((marks) => marks.destroy());
  readonly base = new Kept<Framebuffer2D>((target) => target.destroy());
  flight: Flight | null = null;
  /** Flow time in a second of motion. */
  rate = 0;

  /** The picture below what moves. */
  baseOf(regl: Regl, width: number, height: number): Framebuffer2D {
    return this.base.for(`${width} ${height}`, () => byteTarget(regl, width, height));
  }

  destroy(): void {
    for (const kept of [this.glyphs, this.lic, this.mesh, this.marks, this.base]) kept.clear();
    this.flight?.destroy();
    this.flight = null;
  }
}
