import {
  Camera,
  FloatType,
  GLSL3,
  Mesh,
  NearestFilter,
  RawShaderMaterial,
  Scene,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import { remember } from "../compiled-field.ts";
import { targetGeometry } from "./geometry.ts";
import type { Triple } from "./lens.ts";
import { mapShader } from "./materials.ts";
import samplesFragment from "./samples.frag.glsl?raw";
import samplesVertex from "./samples.vert.glsl?raw";
import type { SpaceScene } from "./scene.ts";
import { createUniforms, floatTexture, unitOf, writeField } from "./uniforms.ts";

/** Columns of the target: any GPU has as many. */
const columns = 1024;

/** Reads what shaders have for the map at places. */
export class SamplesPass {
  private readonly renderer: WebGLRenderer;
  private readonly uniforms = {
    ...createUniforms(),
    u_units: { value: floatTexture(new Float32Array(4), 1, 1) },
  };
  private readonly materials = new Map<string, RawShaderMaterial>();
  private readonly scene = new Scene();
  private readonly camera = new Camera();
  private readonly mesh = new Mesh(targetGeometry());

  constructor(renderer: WebGLRenderer) {
    this.renderer = renderer;
    this.mesh.frustumCulled = false;
    this.scene.add(this.mesh);
  }

  /** float32 values of the map at places of the world. */
  read(scene: Pick<SpaceScene, "field" | "bindings" | "lens">, places: readonly Triple[]): Float32Array {
    const width = Math.min(columns, places.length);
    const height = Math.ceil(places.length / columns);
    const units = new Float32Array(4 * width * height);
    for (const [k, place] of places.entries()) units.set(unitOf(scene.lens.box, place), 4 * k);
    writeField(this.uniforms, scene);
    this.uniforms.u_units.value.dispose();
    this.uniforms.u_units.value = floatTexture(units, width, height);
    const target = new WebGLRenderTarget(width, height, {
      type: FloatType,
      minFilter: NearestFilter,
      magFilter: NearestFilter,
      depthBuffer: false,
    });
    this.mesh.material = this.materialOf(scene.field.glsl);
    const out = new Float32Array(4 * width * height);
    this.renderer.setRenderTarget(target);
    this.renderer.render(this.scene, this.camera);
    this.renderer.readRenderTargetPixels(target, 0, 0, width, height, out);
    this.renderer.setRenderTarget(null);
    target.dispose();
    return Float32Array.from(places, (_, k) => out[4 * k] as number);
  }

  private materialOf(glsl: string): RawShaderMaterial {
    return remember(
      this.materials,
      glsl,
      () =>
        new RawShaderMaterial({
          glslVersion: GLSL3,
          uniforms: this.uniforms,
          vertexShader: samplesVertex,
          fragmentShader: mapShader(glsl) + samplesFragment,
          depthTest: false,
          depthWrite: false,
        }),
      (material) => material.dispose(),
    );
  }
}
