import type { WebGLRenderer } from "three";
import { FloatReader, readColumns } from "./float-reader.ts";
import type { Triple } from "./lens.ts";
import { mapShader } from "./materials.ts";
import samplesFragment from "./samples.frag.glsl?raw";
import type { SpaceScene } from "./scene.ts";
import { createUniforms, floatTexture, textureOf, unitOf, writeField } from "./uniforms.ts";

/** Reads what shaders have for the map at places. */
export class SamplesPass {
  private readonly uniforms = {
    ...createUniforms(),
    u_places: { value: floatTexture(new Float32Array(4), 1, 1) },
  };
  private readonly reader: FloatReader;

  constructor(renderer: WebGLRenderer) {
    this.reader = new FloatReader(renderer, this.uniforms);
  }

  /** float32 values of the map at places of the world; null where the context was lost. */
  async read(
    scene: Pick<SpaceScene, "field" | "bindings" | "lens">,
    places: readonly Triple[],
  ): Promise<Float32Array | null> {
    const { uniforms, reader } = this;
    const shader = mapShader(scene.field.glsl) + samplesFragment;
    const read = await reader.read(shader, places.length, () => {
      writeField(uniforms, scene);
      uniforms.u_places.value.dispose();
      uniforms.u_places.value = textureOf(
        places.map((place) => unitOf(scene.lens.box, place)),
        readColumns,
      );
    });
    return read && Float32Array.from(places, (_, k) => read[4 * k] as number);
  }
}
