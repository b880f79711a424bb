import type { Framebuffer2D, Regl, Texture2D } from "regl";
import type { GlyphBuffer } from "../arrows/glyph-pass.ts";
import { byteTarget } from "../float-target.ts";
import type { Lic } from "../lic/lic-pass.ts";
import type { CarriedMesh } from "../mesh/carried-mesh.ts";
import type { Flight } from "../particles/flight.ts";
import type { Marks } from "../particles/marks.ts";
import type { Covers } from "./covers.ts";

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
  readonly covers = new Kept<{ readonly table: Covers; readonly texture: Texture2D }>(({ texture }) =>
    texture.destroy(),
  );
  flight: Flight | null = null;
  /** Flow time in a second of motion. */
  rate = 0;
  /** The base on this side, row 0 at the top; null until it is asked for. */
  private below: Uint32Array | null = null;

  /** The picture below what moves. */
  baseOf(regl: Regl, width: number, height: number): Framebuffer2D {
    return this.base.for(`${width} ${height}`, () => byteTarget(regl, width, height));
  }

  /** The base was painted anew. */
  basePainted(): void {
    this.below = null;
  }

  /** The pixels of the base as words. */
  belowOf(regl: Regl, width: number, height: number): Uint32Array {
    if (this.below) return this.below;
    const data = new Uint8Array(4 * width * height);
    regl.read({ framebuffer: this.baseOf(regl, width, height), x: 0, y: 0, width, height, data });
    const words = new Uint32Array(data.buffer);
    // Targets that are laid on the canvas count their rows from below.
    for (let top = 0; top < height >> 1; top += 1) {
      const [above, under] = [top, height - 1 - top].map((row) =>
        words.subarray(row * width, (row + 1) * width),
      ) as [Uint32Array, Uint32Array];
      const kept = above.slice();
      above.set(under);
      under.set(kept);
    }
    this.below = words;
    return words;
  }

  destroy(): void {
    for (const kept of [this.glyphs, this.lic, this.mesh, this.marks, this.base, this.covers]) kept.clear();
    this.flight?.destroy();
    this.flight = null;
  }
}
