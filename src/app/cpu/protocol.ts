import type { ExactMethod } from "../../engine/divergence/method.ts";
import type { Eigenvalues } from "../../engine/linear/eigenvalues.ts";
import type { ComplexNumber } from "../../engine/linear/spectrum.ts";
import type { Flux, NormalSample } from "../../engine/quadrature/flux.ts";
import type { Shape } from "../../engine/quadrature/shape.ts";
import type { Distribution, KeyLayout, KeySharing } from "../../engine/random/probes.ts";
import type { PixelGrid } from "../../shaders/pixels.ts";
import type { Quantity } from "../../shaders/quantity.ts";
import type { Slice } from "../../shaders/slice.ts";
import type { Point } from "../document/document.ts";
import type { GridAxis } from "../export/grid.ts";
import type { ReplyOf, RequestOf } from "../tasks/client.ts";

/** What is computed: a field of a source at a time, its exact divergence and its estimate. */
export interface Subject {
  readonly source: string;
  readonly field: string;
  /** Where points lie, as PlaneState has it. */
  readonly slice?: Slice | null;
  readonly time: number;
  /** What the map is of, beside the divergence. */
  readonly quantity: Quantity;
  readonly method: ExactMethod;
  readonly probes: number;
  /** The estimate is made of so many of them, the first ones; of all where it is absent. */
  readonly taken?: number;
  readonly distribution: Distribution;
  readonly keys: KeySharing;
  readonly layout: KeyLayout;
  readonly seed: number;
}

/** What is told of any point; float64. */
export interface Reading {
  readonly point: Point;
  /** The point in R^n. */
  readonly place: readonly number[];
  readonly components: readonly number[];
  readonly exact: number;
  readonly estimate: number;
  /** ∂F_2/∂x_1 − ∂F_1/∂x_2; on a slice that of the part in it. */
  readonly curl: number;
  /** Of the Jacobian; null on a slice. */
  readonly eigenvalues: Eigenvalues | null;
  /** Eigenvalues of the Jacobian on a slice, up to `mostEigenvalues` of them; null elsewhere, and where there are more. */
  readonly spectrum: readonly ComplexNumber[] | null;
}

/** Everything known about one point; float64. */
export interface Readout extends Reading {
  readonly field: string;
  readonly coordinateNames: readonly string[];
  /** n × n row-major: entry (i, j) is ∂F_i/∂x_j. */
  readonly jacobian: readonly number[];
  /** What the map is of, where that is neither the divergence nor a component. */
  readonly quantity: { readonly sign: string; readonly words: string; readonly value: number } | null;
  /** null for a single probe, which says nothing about its own error. */
  readonly standardError: number | null;
  /** What the law of variance says of the standard error; null where it is not told. */
  readonly predictedError: number | null;
  /** The central finite difference with the task's step. */
  readonly difference: number;
}

export interface PinReading extends Reading {
  /** Of the pin's pixel, as the task has it. */
  readonly index: number;
}

/** The pinned points with their numbers, and what a table of them says about itself. */
export interface PinReadings {
  readonly field: string;
  readonly coordinateNames: readonly string[];
  /** Passes of the exact method. */
  readonly passes: number;
  readonly readings: readonly PinReading[];
}

/** How far the estimate is from the exact divergence over the view. */
export interface Statistics {
  readonly rms: number;
  readonly largest: number;
  /** What the law of variance says of the RMS error; null where it is not told. */
  readonly predicted: number | null;
  /** Sample points with a finite error, and all of them. */
  readonly finite: number;
  readonly points: number;
}

export interface ReadoutTask {
  readonly kind: "readout";
  readonly subject: Subject;
  readonly point: Point;
  /** Folded into the key when keys are per point: the index of the pixel. */
  readonly index: number;
  /** Of the finite difference. */
  readonly step: number;
}

/** A pin, and what is folded into its key when keys are per point: the index of its pixel, as for a readout there. */
export interface PinPoint extends Point {
  readonly index: number;
}

export interface PinsTask {
  readonly kind: "pins";
  readonly subject: Subject;
  readonly points: readonly PinPoint[];
}

export interface StatisticsTask {
  readonly kind: "statistics";
  readonly subject: Subject;
  readonly pixels: PixelGrid;
}

export interface CsvTask {
  readonly kind: "csv";
  readonly subject: Subject;
  readonly axes: readonly GridAxis[];
  /** What the map on show is, in words; where it is absent, what it is of. */
  readonly map?: string | undefined;
  readonly version: string;
  /** So many of the grid's first points and no more. */
  readonly rows?: number | undefined;
}

/** Points along a line, x0, y0, x1, y1, …, and the length of the line up to each. */
export interface WorldLine {
  readonly points: Float64Array;
  readonly arcs: Float64Array;
}

export interface LinesTask {
  readonly kind: "lines";
  readonly subject: Subject;
  readonly lines: readonly WorldLine[];
  readonly version: string;
}

export interface FluxTask {
  readonly kind: "flux";
  readonly subject: Subject;
  readonly shape: Shape;
  /** The sizes at which both sides are computed: 1 is the shape itself, the others are it shrunk about its centre. */
  readonly scales: readonly number[];
}

/** The two sides of the divergence theorem over a region, and over it shrunk. */
export interface FluxFigures {
  readonly shape: Shape;
  readonly field: string;
  /** One for each scale. */
  readonly levels: readonly (Flux & { readonly scale: number })[];
  readonly centre: Point;
  /** The exact divergence at the centre. */
  readonly atCentre: number;
  /** F·n along the boundary of the shape itself. */
  readonly normals: readonly NormalSample[];
}

export type CpuTask = ReadoutTask | PinsTask | StatisticsTask | CsvTask | LinesTask | FluxTask;
export type CpuKind = CpuTask["kind"];

/** What each kind of task results in. */
export interface CpuResults {
  readonly readout: Readout;
  readonly pins: PinReadings;
  readonly statistics: Statistics;
  readonly csv: Blob;
  readonly lines: Blob;
  readonly flux: FluxFigures;
}

export interface CpuWork {
  readonly task: CpuTask;
  readonly results: CpuResults;
  readonly parts: Record<never, never>;
}

export type CpuRequest = RequestOf<CpuWork>;
export type CpuReply = ReplyOf<CpuWork>;
