import {
  Camera,
  FloatType,
  GLSL3,
  type IUniform,
  Mesh,
  NearestFilter,
  RawShaderMaterial,
  Scene,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import { remember } from "../compiled-field.ts";
import { targetGeometry } from "./geometry.ts";
import samplesVertex from "./samples.vert.glsl?raw";

/** Columns of a target: any GPU has as many. */
export const readColumns = 1024;

/** Four float32 numbers of a fragment shader for each of many places, read back. */
export class FloatReader {
  private readonly renderer: WebGLRenderer;
  private readonly uniforms: Record<string, IUniform>;
  private readonly materials = new Map<string, RawShaderMaterial>();
  private readonly scene = new Scene();
  private readonly camera = new Camera();
  private readonly mesh = new Mesh(targetGeometry());

  constructor(renderer: WebGLRenderer, uniforms: Record<string, IUniform>) {
    this.renderer = renderer;
    this.uniforms = uniforms;
    this.mesh.frustumCulled = false;
    this.scene.add(this.mesh);
  }

  /** Of `count` places in rows of `readColumns`; the uniforms are written before. */
  read(fragmentShader: string, count: number): Float32Array {
    const width = Math.min(readColumns, count);
    const height = Math.ceil(count / readColumns);
    const target = new WebGLRenderTarget(width, height, {
      type: FloatType,
      minFilter: NearestFilter,
      magFilter: NearestFilter,
      depthBuffer: false,
    });
    this.mesh.material = this.materialOf(fragmentShader);
    const out = new Float32Array(4 * width * height);
    this.renderer.setRenderTarget(target);
    this.renderer.render(this.scene, this.camera);
    this.renderer.readRenderTargetPixels(target, 0, 0, width, height, out);
    this.renderer.setRenderTarget(null);
    target.dispose();
    return out.subarray(0, 4 * count);
  }

  private materialOf(fragmentShader: string): RawShaderMaterial {
    return remember(
      this.materials,
      fragmentShader,
      () =>
        new RawShaderMaterial({
          glslVersion: GLSL3,
          uniforms: this.uniforms,
          vertexShader: samplesVertex,
          fragmentShader,
          depthTest: false,
          depthWrite: false,
        }),
      (material) => material.dispose(),
    );
  }
}
