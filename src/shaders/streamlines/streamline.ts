import type { LineDensity } from "../protocol.ts";

/** CSS pixels from the plot's top left corner, y down. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** One line of the flow: points a fixed arc length apart, in the direction of the field. */
export interface Streamline {
  /** x0, y0, x1, y1, … in CSS pixels from the plot's top left corner, y down. */
  readonly points: Float32Array;
  /** Arc length between two points, CSS pixels. */
  readonly step: number;
  /** Index of the point from which the line was integrated both ways. */
  readonly seed: number;
  /** The last point is followed by the first. */
  readonly closed: boolean;
}

/** How close lines stand and of what they are made, in CSS pixels. */
export interface Spacing {
  /** Distance of a new line's seed from every line there is: Jobard and Lefer's d_sep. */
  readonly separation: number;
  /** Lines end where they come this close to another: d_test = ½ d_sep. */
  readonly test: number;
  /** Arc length between the points of a line: at most half the test distance, so that no line slips between two. */
  readonly point: number;
  /** Points that one step of the integration reaches at most, a power of two: as far as its error allows. */
  readonly stride: number;
  /** Steps of the integration from one point to the next at least; 0 where their error alone decides. */
  readonly steps: number;
  /** Shorter lines are not drawn: they read as dirt. */
  readonly shortest: number;
  /** Lines are placed this far beyond the plot's edges, so that its rim looks like its middle while panning. */
  readonly margin: number;
}

/**
 * A spacing by its separation: lines end at half of it, and none is shorter than twice it. What is smaller than a stride
 * may be passed over, so strides are not longer than the test distance.
 */
export function spacingOf(separation: number, point: number, margin: number, stride: number): Spacing {
  return { separation, test: separation / 2, point, stride, steps: 0, shortest: 2 * separation, margin };
}

/** Arc length of a trajectory each way at most, CSS pixels: a circle that just fits a screen of 4K. */
export const mostArc = 6144;

export const spacings: Readonly<Record<LineDensity, Spacing>> = {
  sparse: spacingOf(44, 6, 40, 2),
  normal: spacingOf(26, 6, 40, 2),
  dense: spacingOf(16, 4, 40, 2),
};

/** Integrates from many seeds at once; the plane's backends differ in where. */
export interface Integrator {
  /** What the points are apart, and how far beyond the plot lines are followed. */
  readonly spacing: Spacing;
  /** Seeds are x0, y0, x1, y1, … in the same coordinates as `Streamline.points`. */
  trace(seeds: Float32Array): Trajectories;
}

/** Where the integration goes from each seed, before any trimming; made as far as it is asked for. */
export interface Trajectories {
  /** Points after the seed along the field (sense 1) or against it (sense −1), `spacing.point` apart, so far. */
  side(seed: number, sense: 1 | -1): Float32Array;
  /**
   * Follows a side on beyond the points known; false when it ends there. Sides of later seeds that are wanted are
   * followed on in the same go.
   */
  more(seed: number, sense: 1 | -1, wanted: Wanted): boolean;
}

/**
 * Whether a side may still be asked for; asked in the order of the seeds. Of what is known of it, it is told `count`
 * places, of which x and y are the first two of four numbers.
 */
export type Wanted = (seed: number, sense: 1 | -1, places: Float32Array, count: number) => boolean;
