import type { DrawCommand, Framebuffer2D, Regl, Texture2D } from "regl";
import { fullScreenPass, type Target } from "../full-screen.ts";
import { include } from "../include.ts";
import type { Lic } from "../lic/lic-pass.ts";
import type { Marks } from "../particles/marks.ts";
import fragment from "./compose.frag.glsl?raw";
import type { Ink } from "./compose-pixels.ts";
import type { Covers } from "./covers.ts";

/** What lies over the picture below. */
export interface Veils {
  readonly lic: Lic | null;
  /** Seconds of motion by which the noise has moved; null where it stands still. */
  readonly drift: number | null;
  readonly particles: MarkVeil | null;
}

/** Particles, by the marks they left. */
export interface MarkVeil {
  readonly marks: Marks;
  readonly covers: { readonly table: Covers; readonly texture: Texture2D };
  readonly ink: Ink;
  /** The tick at which they are seen. */
  readonly now: number;
}

interface Props extends Target, Veils {
  readonly base: Framebuffer2D;
}

/** How strongly noise lightens and darkens, for one standard deviation. */
const contrast = 0.17;
/** The sums are bytes of which 6.4 standard deviations make the whole. */
const licScale = 6.4;
/** Ripples pass in a second. */
const rippleRate = 0.9;

/** Lays smeared noise and particles over a picture, on the canvas. */
export class ComposePass {
  private readonly regl: Regl;
  private readonly commands = new Map<string, DrawCommand>();

  constructor(regl: Regl) {
    this.regl = regl;
  }

  draw(base: Framebuffer2D, width: number, height: number, veils: Veils): void {
    const { lic, particles } = veils;
    const options = [
      `#define LIC ${Number(lic !== null)}`,
      `#define TRAILS ${Number(particles?.marks.kind === "stamps")}`,
      `#define DENSITY ${Number(particles?.marks.kind === "counts")}`,
    ].join("\n");
    const command =
      this.commands.get(options) ??
      fullScreenPass<Props>(this.regl, include(fragment, "options", options), {
        u_base: (_context, props) => props.base,
        u_rows: (_context, props) => props.height,
        u_lic: (_context, props) => props.lic?.target,
        u_border: (_context, props) => props.lic?.border,
        u_weights: (_context, { drift }) => weightsOf(drift),
        u_marks: (_context, props) => props.particles?.marks.target,
        u_covers: (_context, props) => props.particles?.covers.texture,
        u_ink: (_context, props) => props.particles?.ink,
        u_now: (_context, props) => props.particles?.now,
        u_faded: (_context, props) => (props.particles?.covers.table.length ?? 1) - 1,
      });
    this.commands.set(options, command);
    command({ framebuffer: null, width, height, base, ...veils } satisfies Props);
  }
}

/** Of the sums: still noise, or noise under the moving window, which is as strong. */
function weightsOf(drift: number | null): [number, number, number] {
  const strength = contrast * licScale;
  if (drift === null) return [strength, 0, 0];
  const phase = 2 * Math.PI * rippleRate * drift;
  const moving = strength / Math.sqrt(1.5);
  return [moving, moving * Math.cos(phase), moving * Math.sin(phase)];
}
