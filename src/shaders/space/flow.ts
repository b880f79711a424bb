import type { Triple } from "./lens.ts";

/** Lines of the flow as plain arrays, in float64; those of line l are the points from starts[l] up to starts[l + 1]. */
export interface FlowLines {
  /** One more than there are lines. */
  readonly starts: Uint32Array;
  /** x, y, z after x, y, z, in the direction of the field; a line that is closed comes back to its first point. */
  readonly points: Float64Array;
  /** Unit vectors along the field. */
  readonly tangents: Float64Array;
  /** Exact ∇·F. */
  readonly divergence: Float64Array;
  /** From the line's seed, negative before it: the time on the way, ∫∇·F dt along it, and its length. */
  readonly time: Float64Array;
  readonly growth: Float64Array;
  readonly arc: Float64Array;
  /** Which point of all each line was begun from. */
  readonly seeds: Uint32Array;
  /** What lines keep from each other where they are placed evenly; what widths are measured by elsewhere. */
  readonly separation: number;
}

/** What streamlines are drawn as: lines, or tubes as wide as one of two numbers says. */
export type LineShape = "lines" | "flux" | "divergence";

/** Streamlines in a scene. */
export interface SceneLines {
  readonly lines: FlowLines;
  readonly shape: LineShape;
  /** Of tubes: how much wider than usual. */
  readonly width: number;
  readonly colour: "map" | "plain";
}

/** An arrow in the world: where its middle is, and the way from its tail to its tip. */
export interface FlowArrow {
  readonly middle: Triple;
  readonly way: Triple;
  /** How far it is drawn before its place, in CSS pixels: on a slice none is to be half below. */
  readonly lift: number;
}
