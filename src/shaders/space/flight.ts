import {
  type DataTexture,
  GLSL3,
  RawShaderMaterial,
  type Texture,
  Vector3,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from "three";
import { prngKey } from "../../engine/random/threefry.ts";
import { threefryGlsl } from "../../engine/random/threefry-glsl.ts";
import { remember } from "../compiled-field.ts";
import { include } from "../include.ts";
import type { Frame } from "../part-pace.ts";
import carryFragment from "./carry.frag.glsl?raw";
import {
  firstStep,
  lifeSteps,
  type ParticleFlow,
  type ParticleMotion,
  type ParticleStart,
} from "./particle-motion.ts";
import { targetOf } from "./particle-numbers.ts";
import { placeParticles } from "./particle-starts.ts";
import samplesVertex from "./samples.vert.glsl?raw";
import { TexelPass } from "./texel-pass.ts";
import { floatTexture, writeField } from "./uniforms.ts";

/** Slopes that the rule asks for, and what a step takes beside them, in operations. */
const stages = 4;
const besides = 200;

/** The particles of one view on the GPU, four floats each. */
export class Flight {
  private readonly renderer: WebGLRenderer;
  private readonly uniforms = {
    u_low: { value: new Vector3() },
    u_size: { value: new Vector3() },
    u_parameters: { value: new Float32Array(1) },
    u_time: { value: 0 },
    u_weights: { value: null as Texture | null },
    u_particles: { value: null as Texture | null },
    u_step: { value: 0 },
    u_substeps: { value: 1 },
    u_stages: { value: stages },
    u_columns: { value: 1 },
    u_serial: { value: 0 },
    u_life: { value: lifeSteps },
    u_key: { value: prngKey(0) },
  };
  private readonly materials = new Map<string, RawShaderMaterial>();
  private readonly pass: TexelPass;
  private readonly restored = () => {
    this.start = null;
  };
  /** What is placed here; null where nothing is. */
  private start: ParticleStart | null = null;
  /** Steps that were made, of the motion; and what makes the next one, where a part of it is there. */
  private made = 0;
  private under: ParticleFlow | null = null;
  /** Told from one state to another: each is a number of its own. */
  private serial = 0;
  /** The present ones, and those that the next are written over; in the beginning they are places from the CPU. */
  private places: DataTexture | null = null;
  private targets: readonly [WebGLRenderTarget, WebGLRenderTarget] | null = null;

  constructor(renderer: WebGLRenderer) {
    this.renderer = renderer;
    this.pass = new TexelPass(renderer);
    renderer.domElement.addEventListener("webglcontextrestored", this.restored);
  }

  /** The present particles, which are those of a whole step; null while there are none. */
  get particles(): Texture | null {
    return this.places ?? this.targets?.[0].texture ?? null;
  }

  /** Another number for other particles. */
  get state(): number {
    return this.serial;
  }

  /** Carries them on to where the motion has come, while a frame has time; false where more is to do. */
  follow(motion: ParticleMotion, frame: Frame): boolean {
    const { start, steps, legs } = motion;
    if (this.start === start && this.made >= steps) return true;
    if (this.start !== start || this.made < firstStep(start, steps)) this.place(motion);
    const drawn = this.renderer.getRenderTarget();
    // A leg is gone when the one before it is.
    legs.every(({ flow, to }) => {
      while (this.made < to && this.run(start, flow, frame));
      return this.made >= to;
    });
    this.pass.wait();
    this.renderer.setRenderTarget(drawn);
    return this.made >= steps;
  }

  /** x, y and z in the unit box, and less than 0 where one is not seen. */
  read(): Float32Array {
    const [target] = this.targets ?? [];
    if (this.places || !target) return Float32Array.from((this.places?.image.data ?? []) as Float32Array);
    const { width, height } = target;
    const out = new Float32Array(4 * width * height);
    this.renderer.readRenderTargetPixels(target, 0, 0, width, height, out);
    return out;
  }

  dispose(): void {
    this.renderer.domElement.removeEventListener("webglcontextrestored", this.restored);
    this.places?.dispose();
    for (const target of this.targets ?? []) target.dispose();
    for (const material of this.materials.values()) material.dispose();
  }

  private place({ start, steps, legs }: ParticleMotion): void {
    const { count, seed } = start;
    // Nearly a square: any GPU has as many columns, and what draws by software has rows for all of its threads.
    const width = Math.ceil(Math.sqrt(count));
    const height = Math.ceil(count / width);
    const [target] = this.targets ?? [];
    if (target?.width !== width || target.height !== height) {
      for (const old of this.targets ?? []) old.dispose();
      this.targets = [targetOf(width, height), targetOf(width, height)];
    }
    this.places?.dispose();
    this.places = null;
    this.start = start;
    this.uniforms.u_columns.value = width;
    this.uniforms.u_key.value = prngKey(seed);
    this.made = Math.max(firstStep(start, steps), legs[0]?.from ?? 0);
    const places = new Float32Array(4 * width * height);
    placeParticles(start, this.made, places);
    this.places = floatTexture(places, width, height);
    this.under = null;
    this.serial += 1;
  }

  /** Goes on with a step, which is written over particles that nobody sees; true once it is made, and they are seen. */
  private run(start: ParticleStart, flow: ParticleFlow, frame: Frame): boolean {
    if (!this.targets) return false;
    const { uniforms } = this;
    const [present, next] = this.targets;
    const { vector, bindings, step, substeps } = flow;
    if (this.under !== flow) {
      this.under = flow;
      this.pass.begin(next.width, next.height);
    }
    writeField(uniforms, { field: vector, bindings, lens: start });
    uniforms.u_particles.value = this.particles;
    uniforms.u_step.value = step / substeps;
    uniforms.u_substeps.value = substeps;
    uniforms.u_serial.value = this.made;
    const operations = stages * substeps * vector.flops + besides;
    this.pass.use(this.materialOf(vector.glsl, start.density), operations);
    if (!this.pass.draw(next, frame)) return false;
    this.targets = [next, present];
    this.places?.dispose();
    this.places = null;
    this.made += 1;
    this.under = null;
    this.serial += 1;
    return true;
  }

  private materialOf(glsl: string, density: boolean): RawShaderMaterial {
    const text = `#define DENSITY ${Number(density)}\n${threefryGlsl}${glsl}`;
    return remember(
      this.materials,
      text,
      () =>
        new RawShaderMaterial({
          glslVersion: GLSL3,
          uniforms: this.uniforms,
          vertexShader: samplesVertex,
          fragmentShader: include(carryFragment, "field", text),
          depthTest: false,
          depthWrite: false,
        }),
      (material) => material.dispose(),
    );
  }
}
