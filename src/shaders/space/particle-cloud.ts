import { BufferGeometry, FloatType, UnsignedByteType, type WebGLRenderer } from "three";
import { Frame } from "../part-pace.ts";
import clearanceFragment from "./clearance.frag.glsl?raw";
import { Flight } from "./flight.ts";
import type { Lens } from "./lens.ts";
import { mapShader, marchShader } from "./materials.ts";
import { rayOperations } from "./operations.ts";
import { ParticleNumbers } from "./particle-numbers.ts";
import { type PointUniforms, pointUniforms, writePoints } from "./points.ts";
import samplesFragment from "./samples.frag.glsl?raw";
import type { SpaceScene } from "./scene.ts";
import type { SurfaceShader } from "./space-field.ts";
import { type SpaceUniforms, writeUniforms } from "./uniforms.ts";

/** What rays through a scene gather. */
export interface Gathered {
  readonly glsl: string;
  readonly symlog: boolean;
  readonly volume: boolean;
  readonly surface: Pick<SurfaceShader, "glsl" | "isMap"> | null;
}

/** How far particles are: whether they are carried to where they should be, and whether all is known of them there. */
export interface CloudStanding {
  readonly isCarried: boolean;
  readonly isKnown: boolean;
}

/**
 * The particles of one view: where they are, what value the map has there, and how much of each is seen through what is
 * before it. All is made in parts, and until the next is whole the last stays.
 */
export class ParticleCloud {
  /** Its points, and what they read. */
  readonly geometry = new BufferGeometry();
  readonly points: PointUniforms;
  private readonly flight: Flight;
  private readonly renderer: WebGLRenderer;
  private readonly uniforms: SpaceUniforms;
  private mapped: ParticleNumbers | null = null;
  private clearance: ParticleNumbers | null = null;

  constructor(renderer: WebGLRenderer, uniforms: SpaceUniforms) {
    this.renderer = renderer;
    this.uniforms = uniforms;
    this.points = pointUniforms(uniforms);
    this.flight = new Flight(renderer);
  }

  /** Their values are of the map whose GLSL is given; null where no colours tell of them. */
  map(glsl: string | null): void {
    this.mapped?.dispose();
    this.mapped = glsl === null ? null : this.numbers(mapShader(glsl) + samplesFragment, FloatType);
  }

  /** What they are seen through; null where they lie before or behind all of it. */
  gather(gathered: Gathered | null): void {
    this.clearance?.dispose();
    this.clearance = null;
    if (!gathered) return;
    const { glsl, symlog, volume, surface } = gathered;
    const shader = marchShader(surface ?? { glsl }, { symlog, volume }) + clearanceFragment;
    this.clearance = this.numbers(shader, UnsignedByteType, surface !== null);
  }

  /** Another number for what looks different. */
  get serial(): number {
    return this.flight.state + (this.mapped?.serial ?? 0) + (this.clearance?.serial ?? 0);
  }

  /** Goes on with what a picture of a scene needs, as finely as `coarse` says, for a moment of a frame. */
  follow(scene: SpaceScene, coarse: number): CloudStanding {
    const { flight, mapped, clearance } = this;
    const frame = new Frame();
    const isCarried = !scene.particles || flight.follow(scene.particles.motion, frame);
    const { particles, state } = flight;
    if (!isCarried || !particles) return { isCarried, isKnown: false };
    const { field, bindings, lens, slices, plane, volume, surfaces, legend, palette } = scene;
    const write = () => writeUniforms(this.uniforms, scene, coarse);
    const common = { particles, state, write };
    const place = [field, bindings, lens.box];
    const ray = [...lens.eye, slices, plane, volume, surfaces, legend, palette, coarse > 1];
    const isKnown = [
      mapped?.follow({ ...common, of: place, operations: field.flops }, frame),
      clearance?.follow({ ...common, of: [...place, ...ray], operations: rayOperations(scene) }, frame),
    ].every((known) => known !== false);
    return { isCarried, isKnown };
  }

  /** Before each picture of a scene, as dense as in the lens of the page. */
  write(scene: SpaceScene, lens: Pick<Lens, "width" | "height">): void {
    const { geometry, points } = this;
    const textures = {
      u_particles: this.flight.particles,
      u_mapped: this.mapped?.texture,
      u_clear: this.clearance?.texture,
    };
    for (const [name, texture] of Object.entries(textures))
      points[name as keyof typeof textures].value = texture ?? null;
    writePoints(points, scene, lens);
    // None before all is known of them that their looks tell.
    const isThere = !Object.values(textures).includes(null);
    geometry.setDrawRange(0, isThere ? (scene.particles?.motion.start.count ?? 0) : 0);
  }

  /** x, y and z in the unit box, and less than 0 where one is not seen. */
  places(): Float32Array {
    return this.flight.read();
  }

  /** How much of each is seen; null where that is not asked. */
  clearances(): Float32Array | null {
    return this.clearance?.read() ?? null;
  }

  dispose(): void {
    this.geometry.dispose();
    this.flight.dispose();
    this.map(null);
    this.gather(null);
  }

  private numbers(
    fragment: string,
    type: typeof FloatType | typeof UnsignedByteType,
    ofSurfaces = false,
  ): ParticleNumbers {
    const { uniforms } = this;
    const weights = ofSurfaces ? { u_weights: uniforms.u_surfaceWeights } : {};
    return new ParticleNumbers(this.renderer, fragment, { ...uniforms, ...weights }, type);
  }
}
