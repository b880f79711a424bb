/** CSS pixels from the plot's top left corner, y down. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** One line of the flow: points a fixed arc length apart, in the direction of the field. */
export interface Streamline {
  /** x0, y0, x1, y1, … in CSS pixels from the plot's top left corner, y down. */
  readonly points: Float32Array;
  /** Index of the point from which the line was integrated both ways. */
  readonly seed: number;
  /** The last point is followed by the first. */
  readonly closed: boolean;
}

/** Spacings and lengths in CSS pixels. */
export const spacing = {
  /** Distance of a new line's seed from every line there is: Jobard and Lefer's d_sep. */
  separation: 26,
  /** Lines end where they come this close to another: d_test = ½ d_sep. */
  test: 13,
  /** Arc length between the points of a line: half the test distance, so that no line slips between two. */
  point: 6,
  /** Shorter lines are not drawn: they read as dirt. */
  shortest: 52,
  /** Lines are placed this far beyond the plot's edges, so that its rim looks like its middle while panning. */
  margin: 40,
} as const;

/** Integrates from many seeds at once; the plane's backends differ in where. */
export interface Integrator {
  /** Seeds are x0, y0, x1, y1, … in the same coordinates as `Streamline.points`. */
  trace(seeds: Float32Array): Trajectories;
}

/** Where the integration goes from each seed, before any trimming; made as far as it is asked for. */
export interface Trajectories {
  /** Points after the seed along the field (sense 1) or against it (sense −1), `spacing.point` apart, so far. */
  side(seed: number, sense: 1 | -1): Float32Array;
  /**
   * Follows a side on beyond the points known; false when it ends there. `wanted` tells which other seeds may still
   * be asked for, so that they are followed on in the same go.
   */
  more(seed: number, sense: 1 | -1, wanted: (seed: number) => boolean): boolean;
}
