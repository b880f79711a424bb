import type { DrawCommand, Regl, Texture2D } from "regl";
import { weightColumns } from "../engine/codegen/weights.ts";

interface Props {
  readonly weights: Texture2D;
}

/** Textures kept: one per view that is open, and the few last keystrokes. */
const kept = 24;

const scopes = new WeakMap<Regl, WeightsScope>();

/** Draws shaders whose loops read these weights, whole rows of texels; nothing is bound where there are none. */
export function withWeights<Result>(regl: Regl, weights: Float32Array, draw: () => Result): Result {
  const scope = scopes.get(regl) ?? new WeightsScope(regl);
  scopes.set(regl, scope);
  return weights.length === 0 ? draw() : scope.around(weights, draw);
}

class WeightsScope {
  private readonly regl: Regl;
  private readonly command: DrawCommand;
  private readonly textures = new Map<Float32Array, Texture2D>();

  constructor(regl: Regl) {
    this.regl = regl;
    this.command = regl<object, object, Props>({
      uniforms: { u_weights: regl.prop<Props, "weights">("weights") },
    });
  }

  around<Result>(weights: Float32Array, draw: () => Result): Result {
    let result: Result | null = null;
    this.command({ weights: this.textureOf(weights) } satisfies Props, () => {
      result = draw();
    });
    return result as Result;
  }

  private textureOf(weights: Float32Array): Texture2D {
    const texture = this.textures.get(weights) ?? this.make(weights);
    this.textures.delete(weights);
    this.textures.set(weights, texture);
    if (this.textures.size > kept) {
      const [oldest] = this.textures.keys();
      this.textures.get(oldest as Float32Array)?.destroy();
      this.textures.delete(oldest as Float32Array);
    }
    return texture;
  }

  private make(data: Float32Array): Texture2D {
    const height = data.length / (4 * weightColumns);
    return this.regl.texture({ width: weightColumns, height, format: "rgba", type: "float", data });
  }
}
