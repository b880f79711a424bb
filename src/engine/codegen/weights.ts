import { LimitError, limits } from "../limits.ts";

/** Texels in a row of the texture: any GPU takes as many, and shifts find the place of a texel. */
export const weightColumns = 256;

/** GLSL that reads the texture: `weights(i)` is texel i, `weight(k)` number k. */
export const weightsGlsl = `\
uniform highp sampler2D u_weights;
vec4 weights(int i) { return texelFetch(u_weights, ivec2(i & ${weightColumns - 1}, i >> ${Math.log2(weightColumns)}), 0); }
float weight(int k) { return weights(k >> 2)[k & 3]; }
`;

/**
 * The constant arrays that shaders read from a texture, one after the other, four numbers a texel. Shaders name them by
 * their place alone, so that other weights in the same layout need no other shader.
 */
export class Weights {
  private readonly places = new Map<string, number>();
  private readonly parts: Float32Array[] = [];
  private texels = 0;
  private made: Float32Array | null = null;

  /** The first texel of these numbers, put in place when they are not there yet; `layout` tells one use from another. */
  texelOf(serial: number | string, layout: string, numbers: () => ArrayLike<number>): number {
    const key = `${serial} ${layout}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const entries = numbers();
    const place = this.texels;
    const part = new Float32Array(4 * Math.ceil(entries.length / 4));
    part.set(entries);
    this.parts.push(part);
    this.texels += part.length / 4;
    if (4 * this.texels > limits.shaderWeights) throw new LimitError("shaderWeights", 4 * this.texels);
    this.places.set(key, place);
    this.made = null;
    return place;
  }

  /** Rows of `weightColumns` texels of four float32 numbers; the same array until there are more. Empty without weights. */
  get data(): Float32Array {
    if (this.made) return this.made;
    const data = new Float32Array(4 * weightColumns * Math.ceil(this.texels / weightColumns));
    let at = 0;
    for (const part of this.parts) {
      data.set(part, at);
      at += part.length;
    }
    this.made = data;
    return data;
  }
}
