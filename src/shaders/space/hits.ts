import type { WebGLRenderer } from "three";
import { FloatReader, readColumns } from "./float-reader.ts";
import hitsFragment from "./hits.frag.glsl?raw";
import { eachAxis, type Ray, sizeOf, type Triple } from "./lens.ts";
import { marchShader } from "./materials.ts";
import type { SpaceScene } from "./scene.ts";
import { createUniforms, floatTexture, textureOf, unitOf, writeUniforms } from "./uniforms.ts";

/** Where a ray meets the first of the surfaces. */
export interface SurfaceHit {
  readonly point: Triple;
  /** Which of the scene's levels it has. */
  readonly level: number;
}

/** Reads where rays meet the surfaces of a scene: by what draws them. */
export class HitsPass {
  private readonly uniforms = {
    ...createUniforms(),
    u_from: { value: floatTexture(new Float32Array(4), 1, 1) },
    u_along: { value: floatTexture(new Float32Array(4), 1, 1) },
  };
  private readonly reader: FloatReader;

  constructor(renderer: WebGLRenderer) {
    // Its rays are marched by the surfaces' shader alone.
    this.reader = new FloatReader(renderer, { ...this.uniforms, u_weights: this.uniforms.u_surfaceWeights });
  }

  /** null where a ray meets none, or a slice before; and for all of them where the context was lost. */
  async read(scene: SpaceScene, rays: readonly Ray[]): Promise<(SurfaceHit | null)[] | null> {
    const { surfaces, lens, legend } = scene;
    if (!surfaces) return rays.map(() => null);
    const { box } = lens;
    const size = sizeOf(box);
    const shader = marchShader(surfaces.shader, { symlog: legend.threshold > 0, volume: false });
    const read = await this.reader.read(shader + hitsFragment, rays.length, () => {
      writeUniforms(this.uniforms, scene, 1);
      const { u_from, u_along } = this.uniforms;
      u_from.value.dispose();
      u_along.value.dispose();
      u_from.value = textureOf(
        rays.map(({ from }) => unitOf(box, from)),
        readColumns,
      );
      u_along.value = textureOf(
        rays.map(({ along }) => eachAxis((axis) => along[axis] / size[axis])),
        readColumns,
      );
    });
    if (!read) return null;
    return rays.map((_, k) => {
      const [x, y, z, which] = read.subarray(4 * k, 4 * k + 4) as unknown as readonly number[];
      if (!which) return null;
      const unit = [x, y, z] as unknown as Triple;
      return { point: eachAxis((axis) => box.low[axis] + size[axis] * unit[axis]), level: which - 1 };
    });
  }
}
