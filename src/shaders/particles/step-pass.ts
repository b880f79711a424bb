import type { Framebuffer2D, Regl } from "regl";
import { CommandCache, fieldUniforms, fullScreenPass, type Target } from "../full-screen.ts";
import { include } from "../include.ts";
import fragment from "./step.frag.glsl?raw";

/** What particles follow. */
export interface ParticleField {
  /** `field(p)`. */
  readonly glsl: string;
  readonly parameters: Float64Array;
  /** The value of free `t`. */
  readonly time: number;
}

interface Step extends Target {
  readonly field: ParticleField;
  readonly density: boolean;
  readonly particles: Framebuffer2D;
  readonly origin: readonly [number, number];
  readonly middle: readonly [number, number];
  readonly halfSize: readonly [number, number];
  /** Flow time. */
  readonly step: number;
  readonly farthest: number;
  readonly births: readonly [number, number];
  readonly life: readonly [number, number];
  readonly begin: number;
}

interface Props extends Step {
  readonly parameters: Float64Array;
  readonly time: number;
}

/** Carries particles on by a step. */
export class StepPass {
  private readonly regl: Regl;
  private readonly commands = new CommandCache(24);

  constructor(regl: Regl) {
    this.regl = regl;
  }

  draw(step: Step): void {
    const { parameters, time, glsl } = step.field;
    const text = `#define DENSITY ${Number(step.density)}\n${glsl}`;
    const command = this.commands.get(text, () =>
      fullScreenPass<Props>(this.regl, include(fragment, "field", text), {
        ...fieldUniforms<Props>(parameters.length),
        u_particles: (_context, props) => props.particles,
        u_origin: (_context, props) => props.origin,
        u_middle: (_context, props) => props.middle,
        u_halfSize: (_context, props) => props.halfSize,
        u_step: (_context, props) => props.step,
        u_farthest: (_context, props) => props.farthest,
        u_births: (_context, props) => props.births,
        u_life: (_context, props) => props.life,
        u_columns: (_context, props) => props.width,
        u_stages: () => 4,
        u_begin: (_context, props) => props.begin,
      }),
    );
    command({ ...step, parameters, time } satisfies Props);
  }
}
