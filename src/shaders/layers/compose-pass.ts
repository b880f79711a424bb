import type { DrawCommand, Framebuffer2D, Regl } from "regl";
import { fullScreenPass, include, type Target } from "../full-screen.ts";
import type { Lic } from "../lic/lic-pass.ts";
import { trailTime } from "../motion.ts";
import type { Theme } from "../palette.ts";
import type { Marks } from "../particles/marks.ts";
import { lineColours } from "../streamlines/line-style.ts";
import fragment from "./compose.frag.glsl?raw";

/** What lies over the picture below. */
export interface Veils {
  readonly lic: Lic | null;
  /** Seconds of motion by which the noise has moved; null where it stands still. */
  readonly drift: number | null;
  readonly marks: Marks | null;
  /** Seconds of motion. */
  readonly now: number;
  /** Particles to a pixel where nothing has moved yet. */
  readonly crowd: number;
}

interface Props extends Target, Veils {
  readonly base: Framebuffer2D;
  readonly theme: Theme;
}

/** How strongly noise lightens and darkens, for one standard deviation. */
const contrast = 0.17;
/** The sums are bytes of which 6.4 standard deviations make the whole. */
const licScale = 6.4;
/** Ripples pass in a second. */
const rippleRate = 0.9;

/** What a particle covers where there are few, and of what crowds cover together where nothing has moved yet. */
const fewCover = 0.9;
const evenCover = 0.45;

/** Lays smeared noise and particles over a picture, on the canvas. */
export class ComposePass {
  private readonly regl: Regl;
  private readonly commands = new Map<string, DrawCommand>();

  constructor(regl: Regl) {
    this.regl = regl;
  }

  draw(base: Framebuffer2D, width: number, height: number, theme: Theme, veils: Veils): void {
    const { lic, marks } = veils;
    const options = [
      `#define LIC ${Number(lic !== null)}`,
      `#define TRAILS ${Number(marks?.kind === "stamps")}`,
      `#define DENSITY ${Number(marks?.kind === "counts")}`,
    ].join("\n");
    const command =
      this.commands.get(options) ??
      fullScreenPass<Props>(this.regl, include(fragment, "options", options), {
        u_base: (_context, props) => props.base,
        u_rows: (_context, props) => props.height,
        u_lic: (_context, props) => props.lic?.target,
        u_border: (_context, props) => props.lic?.border,
        u_weights: (_context, { drift }) => weightsOf(drift),
        u_marks: (_context, props) => props.marks?.target,
        u_ink: (_context, props) => lineColours[props.theme].ink,
        u_now: (_context, props) => props.now,
        u_fade: () => 1 / trailTime,
        u_each: (_context, { crowd }) => freeOf(crowd),
      });
    this.commands.set(options, command);
    command({ framebuffer: null, width, height, base, theme, ...veils } satisfies Props);
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

function freeOf(crowd: number): number {
  return Math.max(1 - fewCover, (1 - evenCover) ** (1 / crowd));
}
