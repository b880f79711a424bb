import type { BodyFlux } from "../../engine/quadrature/body.ts";
import type { LineDensity } from "../../shaders/protocol.ts";
import type { Quantity } from "../../shaders/quantity.ts";
import type { FlowLines } from "../../shaders/space/flow.ts";
import type { SpaceBox, Triple } from "../../shaders/space/lens.ts";
import type { SpaceBody } from "../../shaders/space/scene.ts";
import type { SpaceMaps } from "../../shaders/space/space-field.ts";

/** What is computed in space: the map of a field at a time. What is absent of `SpaceMaps` is as that has it. */
export interface SpaceSubject extends SpaceMaps {
  readonly source: string;
  readonly field: string;
  readonly time: number;
  readonly quantity: Quantity;
}

/** The map at points of the box: what its colours, and what pixels are judged by. */
export interface SamplesTask {
  readonly kind: "samples";
  readonly subject: SpaceSubject;
  /** x, y, z after x, y, z. */
  readonly places: Float64Array;
  /** How many of the first ones shaders are compared at. */
  readonly checked: number;
  /** How far float32 may round coordinates. */
  readonly reach: number;
}

/** float64. */
export interface Samples {
  readonly values: Float64Array;
  /** At the places that are compared: that of the terms whose sum the map is, Σ|J_ii| of a divergence; else |value|. */
  readonly sizes: Float64Array;
  /**
   * What the map changes there when the coordinates move as far as float32 may round them; NaN where it has a finite
   * value on one side alone, ∞ where it has none on any.
   */
  readonly moved: Float64Array;
}

/** Everything at one point. */
export interface ReadingTask {
  readonly kind: "reading";
  readonly subject: SpaceSubject;
  readonly place: readonly [number, number, number];
}

/** float64. */
export interface SpaceReading {
  readonly field: string;
  readonly coordinateNames: readonly string[];
  /** In R^n. */
  readonly place: readonly number[];
  readonly components: readonly number[];
  /** n × n row-major: entry (i, j) is ∂F_i/∂x_j. Empty where n is large, as what follows is where it cannot be had. */
  readonly jacobian: readonly number[];
  readonly divergence: number | null;
  /** Of a field of three numbers; null of more. */
  readonly curl: readonly number[] | null;
  /** Δ of each component. */
  readonly laplacian: readonly number[];
  /** Of the Jacobian, by real part from the largest. */
  readonly eigenvalues: readonly { readonly real: number; readonly imaginary: number }[];
  /** What the map has there; null where the field has no such thing. */
  readonly value: number | null;
  /** null where the map is exact. */
  readonly computed: ComputedReading | null;
}

/** The divergence at a point by other ways than the exact one. */
export interface ComputedReading {
  readonly estimate: number;
  /** Of the estimate, as its probes tell it; null for a single probe, which says nothing about its own error. */
  readonly standardError: number | null;
  /** The central finite difference with the map's step. */
  readonly difference: number;
}

/** How fast and how finely particles are carried in a box. */
export interface PaceTask {
  readonly kind: "pace";
  readonly subject: SpaceSubject;
  readonly box: SpaceBox;
}

export interface Pace {
  /** Flow time in a second of motion: a round number, by the field's speeds; 0 where nothing flows. */
  readonly rate: number;
  /** By how much the field changes from place to place, as a Jacobian's size: steps are small against its reciprocal. */
  readonly stiffness: number;
}

/** The flux through a body, as large as it is and at further scales. */
export interface BodyTask {
  readonly kind: "body";
  readonly subject: SpaceSubject;
  readonly body: SpaceBody;
  /** From the largest. */
  readonly scales: readonly number[];
  /** Where colours of F·n ended last. */
  readonly limit: number | null;
}

/** float64. */
export interface BodyFigures {
  readonly field: string;
  /** By scale; colours of F·n on the surface end at ±limit. */
  readonly levels: readonly (BodyFlux & { readonly scale: number; readonly limit: number })[];
  /** ∇·F. */
  readonly atCentre: number;
}

/** Everything at each of some points. */
export interface PinsTask {
  readonly kind: "pins";
  readonly subject: SpaceSubject;
  readonly places: readonly Triple[];
}

/** Streamlines in a box. */
export interface StreamlinesTask {
  readonly kind: "streamlines";
  readonly subject: SpaceSubject;
  readonly box: SpaceBox;
  readonly density: LineDensity;
  /** Where they begin, x, y, z after x, y, z; null for lines that are placed evenly. */
  readonly seeds: Float64Array | null;
  /** Of those: the seeds of a moment before, so that no others are tried; null where there was none. */
  readonly kept: Float64Array | null;
}

/** The field along the axes at places: what arrows are made of. */
export interface VectorsTask {
  readonly kind: "vectors";
  readonly subject: SpaceSubject;
  readonly places: Float64Array;
}

export type SpaceTask =
  | SamplesTask
  | ReadingTask
  | PaceTask
  | BodyTask
  | PinsTask
  | StreamlinesTask
  | VectorsTask;

export interface SpaceWork {
  readonly task: SpaceTask;
  readonly results: {
    readonly samples: Samples;
    readonly reading: SpaceReading;
    readonly pace: Pace;
    readonly body: BodyFigures;
    readonly pins: readonly SpaceReading[];
    readonly streamlines: FlowLines;
    readonly vectors: Float64Array;
  };
  readonly parts: Record<never, never>;
}
