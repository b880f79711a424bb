import {
  Camera,
  GLSL3,
  Mesh,
  NearestFilter,
  RawShaderMaterial,
  Scene,
  type Texture,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import clearanceFragment from "./clearance.frag.glsl?raw";
import { targetGeometry } from "./geometry.ts";
import { marchShader } from "./materials.ts";
import samplesVertex from "./samples.vert.glsl?raw";
import type { SurfaceShader } from "./space-field.ts";
import type { SpaceUniforms } from "./uniforms.ts";

/** What rays through a scene gather. */
export interface Gathered {
  readonly glsl: string;
  readonly symlog: boolean;
  readonly volume: boolean;
  readonly surface: Pick<SurfaceShader, "glsl" | "isMap"> | null;
}

const triangle = targetGeometry();

/** How much of each particle of a crowd is seen through the cloud and the surfaces before it, 0 … 1. */
export class Clearance {
  private readonly material: RawShaderMaterial;
  private readonly particles = { value: null as Texture | null };
  private readonly scene = new Scene();
  private readonly camera = new Camera();
  private target: WebGLRenderTarget | null = null;

  constructor({ glsl, symlog, volume, surface }: Gathered, uniforms: SpaceUniforms) {
    this.material = new RawShaderMaterial({
      glslVersion: GLSL3,
      uniforms: {
        ...uniforms,
        ...(surface && { u_weights: uniforms.u_surfaceWeights }),
        u_particles: this.particles,
      },
      vertexShader: samplesVertex,
      fragmentShader: marchShader(surface ?? { glsl }, { symlog, volume }) + clearanceFragment,
      depthTest: false,
      depthWrite: false,
    });
    const mesh = new Mesh(triangle, this.material);
    mesh.frustumCulled = false;
    this.scene.add(mesh);
  }

  /** In a texture as large as that of the particles. May be called amid drawing. */
  draw(renderer: WebGLRenderer, particles: Texture): Texture {
    const { width, height } = particles.image as { readonly width: number; readonly height: number };
    if (this.target?.width !== width || this.target.height !== height) {
      this.target?.dispose();
      this.target = new WebGLRenderTarget(width, height, {
        minFilter: NearestFilter,
        magFilter: NearestFilter,
        depthBuffer: false,
      });
    }
    this.particles.value = particles;
    const drawn = renderer.getRenderTarget();
    renderer.setRenderTarget(this.target);
    renderer.render(this.scene, this.camera);
    renderer.setRenderTarget(drawn);
    return this.target.texture;
  }

  /** Of each particle in its turn, as it was drawn last. */
  read(renderer: WebGLRenderer): Float32Array {
    if (!this.target) return new Float32Array();
    const { width, height } = this.target;
    const bytes = new Uint8Array(4 * width * height);
    renderer.readRenderTargetPixels(this.target, 0, 0, width, height, bytes);
    return Float32Array.from({ length: width * height }, (_, k) => (bytes[4 * k] as number) / 255);
  }

  dispose(): void {
    this.material.dispose();
    this.target?.dispose();
  }
}
