import {
  FloatType,
  GLSL3,
  type IUniform,
  NearestFilter,
  RawShaderMaterial,
  type Texture,
  type TextureDataType,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import type { Frame } from "../part-pace.ts";
import samplesVertex from "./samples.vert.glsl?raw";
import { TexelPass } from "./texel-pass.ts";

/** Of which particles numbers are asked for, and in which scene. */
export interface NumbersWanted {
  /** As the flight has them now. */
  readonly particles: Texture;
  readonly state: number;
  /** What the numbers depend on beside them. */
  readonly of: readonly unknown[];
  /** Puts it into the uniforms. */
  readonly write: () => void;
  /** About how many operations one of them is. */
  readonly operations: number;
}

/** A number of each particle, in a texture as large as theirs: made in parts, while the one before stays to be looked at. */
export class ParticleNumbers {
  private readonly renderer: WebGLRenderer;
  private readonly pass: TexelPass;
  private readonly material: RawShaderMaterial;
  private readonly type: TextureDataType;
  private readonly places = { value: null as Texture | null };
  private readonly forget = () => {
    this.known = null;
    this.under = null;
  };
  /** The one that is shown, and the one that is made. */
  private targets: readonly [WebGLRenderTarget, WebGLRenderTarget] | null = null;
  private known: NumbersWanted | null = null;
  private under: NumbersWanted | null = null;
  private made = 0;

  constructor(
    renderer: WebGLRenderer,
    fragmentShader: string,
    uniforms: Readonly<Record<string, IUniform>>,
    type: TextureDataType,
  ) {
    this.renderer = renderer;
    this.type = type;
    this.pass = new TexelPass(renderer);
    this.material = new RawShaderMaterial({
      glslVersion: GLSL3,
      uniforms: { ...uniforms, u_places: this.places },
      vertexShader: samplesVertex,
      fragmentShader,
      depthTest: false,
      depthWrite: false,
    });
    renderer.domElement.addEventListener("webglcontextrestored", this.forget);
  }

  /** The last that were made; null while there are none. */
  get texture(): Texture | null {
    return this.known && (this.targets?.[0].texture ?? null);
  }

  /** How often they were made. */
  get serial(): number {
    return this.made;
  }

  /** Makes them while a frame has time: true once they are those that are wanted. */
  follow(wanted: NumbersWanted, frame: Frame): boolean {
    const { width, height } = wanted.particles.image as { readonly width: number; readonly height: number };
    let [shown, next] = this.targetsOf(width, height);
    while (!isSame(this.known, wanted)) {
      // What was begun is ended though what is asked for has changed, as in a long drag; but not of other particles.
      if (this.under?.state !== wanted.state) {
        this.under = wanted;
        this.pass.begin(width, height);
      }
      const { under } = this;
      under.write();
      this.places.value = wanted.particles;
      this.pass.use(this.material, under.operations);
      const isMade = this.pass.draw(next, frame);
      this.pass.wait();
      if (!isMade) return false;
      [shown, next] = [next, shown];
      this.targets = [shown, next];
      this.known = under;
      this.under = null;
      this.made += 1;
    }
    this.under = null;
    return true;
  }

  /** The first of the four numbers in each texel of those that were made last, which are bytes. */
  read(): Float32Array {
    if (!this.known || !this.targets) return new Float32Array();
    const [target] = this.targets;
    const { width, height } = target;
    const bytes = new Uint8Array(4 * width * height);
    this.renderer.readRenderTargetPixels(target, 0, 0, width, height, bytes);
    return Float32Array.from({ length: width * height }, (_, k) => (bytes[4 * k] as number) / 255);
  }

  dispose(): void {
    this.renderer.domElement.removeEventListener("webglcontextrestored", this.forget);
    this.material.dispose();
    this.free();
  }

  private targetsOf(width: number, height: number): readonly [WebGLRenderTarget, WebGLRenderTarget] {
    const { targets, type } = this;
    if (targets?.[0].width === width && targets[0].height === height) return targets;
    this.free();
    this.targets = [targetOf(width, height, type), targetOf(width, height, type)];
    return this.targets;
  }

  private free(): void {
    for (const target of this.targets ?? []) target.dispose();
    this.targets = null;
    this.forget();
  }
}

function isSame(known: NumbersWanted | null, wanted: NumbersWanted): boolean {
  return known?.state === wanted.state && wanted.of.every((part, k) => part === known.of[k]);
}

/** Of float32 numbers or of bytes. */
export function targetOf(
  width: number,
  height: number,
  type: TextureDataType = FloatType,
): WebGLRenderTarget {
  return new WebGLRenderTarget(width, height, {
    type,
    minFilter: NearestFilter,
    magFilter: NearestFilter,
    depthBuffer: false,
  });
}
