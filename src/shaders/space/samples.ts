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

  /** float32 values of the map at places of the world. */
  read(scene: Pick<SpaceScene, "field" | "bindings" | "lens">, places: readonly Triple[]): Float32Array {
    writeField(this.uniforms, scene);
    this.uniforms.u_places.value.dispose();
    this.uniforms.u_places.value = textureOf(
      places.map((place) => unitOf(scene.lens.box, place)),
      readColumns,
    );
    const read = this.reader.read(mapShader(scene.field.glsl) + samplesFragment, places.length);
    return Float32Array.from(places, (_, k) => read[4 * k] as number);
  }
}
