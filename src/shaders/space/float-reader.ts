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
import { whenCompiled } from "./compiled.ts";
import { targetGeometry } from "./geometry.ts";
import { turnsOf } from "./gpu-turns.ts";
import samplesVertex from "./samples.vert.glsl?raw";

/** Columns of a target: any GPU has as many. */
export const readColumns = 1024;

const square = targetGeometry();
const camera = new Camera();

/** Four float32 numbers of a fragment shader for each of many places, read back. */
export class FloatReader {
  private readonly renderer: WebGLRenderer;
  private readonly uniforms: Record<string, IUniform>;
  private readonly materials = new Map<string, RawShaderMaterial>();

  constructor(renderer: WebGLRenderer, uniforms: Record<string, IUniform>) {
    this.renderer = renderer;
    this.uniforms = uniforms;
  }

  /**
   * Of `count` places in rows of `readColumns`, once they are computed: the page goes on meanwhile. `write` puts what they
   * depend on into the uniforms. null where the context was lost.
   */
  async read(fragmentShader: string, count: number, write: () => void): Promise<Float32Array | null> {
    const { renderer } = this;
    const width = Math.min(readColumns, count);
    const height = Math.ceil(count / readColumns);
    const mesh = new Mesh(square, this.materialOf(fragmentShader));
    mesh.frustumCulled = false;
    const scene = new Scene().add(mesh);
    return new Promise((resolve, reject) =>
      whenCompiled(renderer, scene, camera, (isLost) => {
        if (isLost) return resolve(null);
        try {
          write();
          draw(resolve);
        } catch (error) {
          reject(error);
        }
      }),
    );
    function draw(resolve: (read: Float32Array | null) => void): void {
      const target = new WebGLRenderTarget(width, height, {
        type: FloatType,
        minFilter: NearestFilter,
        magFilter: NearestFilter,
        depthBuffer: false,
      });
      renderer.setRenderTarget(target);
      renderer.render(scene, camera);
      renderer.setRenderTarget(null);
      turnsOf(renderer).after(() => {
        const isLost = renderer.getContext().isContextLost();
        const out = new Float32Array(4 * width * height);
        if (!isLost) renderer.readRenderTargetPixels(target, 0, 0, width, height, out);
        target.dispose();
        resolve(isLost ? null : out.subarray(0, 4 * count));
      });
    }
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
