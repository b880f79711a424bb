import type { Document, PlaneCell } from "../../src/app/document/document.ts";
import {
  type Bindings,
  createEvaluator,
  createFieldEvaluator,
} from "../../src/engine/divergence/evaluator.ts";
import { checkSource } from "../../src/engine/language/check.ts";
import type { Field, Program } from "../../src/engine/language/program.ts";
import { probes as drawProbes, pointKey, prngKey } from "../../src/engine/random/index.ts";
import type { ReadBack, Snapshot } from "./notebook.ts";

/** The exact map, the estimate or its error of a page, the exact one where it shows another, in float64 at the centres of its pixels, row-major from the top left. */
export interface Float64Map {
  readonly width: number;
  readonly height: number;
  /** x0, y0, x1, y1, … */
  readonly points: Float64Array;
  readonly values: Float64Array;
  readonly exact: Float64Array;
  /** The size of the terms whose sum the value is. */
  readonly sizes: Float64Array;
  /** How far the value moves, at most, when the coordinates are rounded as float32 may. */
  readonly slack: Float64Array;
}

/** What float32 may move a coordinate by, as a share of the largest coordinate of the view: two of its roundings. */
const rounding = 2 ** -22;

/**
 * Computes the map that a page should show, with the engine's float64 kernels and nothing of what draws. Pixel
 * (column, row) lies at x = centre + (column + ½ − width/2)·step, y = centre − (row + ½ − height/2)·step, and its
 * index, which keys per pixel fold in, is row·width + column.
 */
export function float64Map({ document, plot }: Snapshot): Float64Map {
  const plane = document.cells.find((cell) => cell.kind === "plane");
  const code = document.cells.find((cell) => cell.kind === "code");
  if (plane?.kind !== "plane" || code?.kind !== "code") throw new Error("a page has a source and a picture");
  const program = checkSource(code.source);
  const field = program.fields.find(({ name }) => plane.field === null || name === plane.field);
  if (!field) throw new Error("there is no field");
  const bindings = {
    parameters: Float64Array.from(program.parameters, ({ value }) => value),
    time: plane.time,
  };

  const width = Math.round(plot.width * plot.pixelRatio);
  const height = Math.round(plot.height * plot.pixelRatio);
  const step = plane.view.span / Math.min(plot.width, plot.height) / plot.pixelRatio;
  const points = new Float64Array(2 * width * height);
  for (let k = 0; k < width * height; k++) {
    points[2 * k] = plane.view.x + ((k % width) + 0.5 - width / 2) * step;
    points[2 * k + 1] = plane.view.y - (Math.floor(k / width) + 0.5 - height / 2) * step;
  }

  const exact = createEvaluator(program, field, { method: plane.method }).evaluate(points, bindings).values;
  const isExact = plane.map !== "estimate" && plane.map !== "error";
  const values = isExact ? exact : estimatesOf(program, field, document, plane, points, bindings);
  if (plane.map === "error") {
    for (let k = 0; k < values.length; k++) values[k] = (values[k] as number) - (exact[k] as number);
  }

  // What multiplies each entry of the Jacobian: the moment of the probes, and the trace that is taken away.
  const weights = isExact ? [1, 0, 1] : momentsOf(document, plane, values.length);
  const traceWeight = plane.map === "error" ? 1 : 0;
  const fieldAt = createFieldEvaluator(program, field);
  const jacobianAt = (at: Float64Array) => fieldAt.evaluate(at, bindings).jacobian;
  /** Σ (|M_ij| + δ_ij if the trace is taken away) |entry_ij| for the 2×2 entries of each pixel. */
  const weighed = (entries: Float64Array) =>
    values.map((_, k) => {
      const at = weights.length === 3 ? 0 : 3 * k;
      const weight = (i: number) => Math.abs(weights[at + i] as number);
      const entry = (i: number) => Math.abs(entries[4 * k + i] as number);
      return (
        (weight(0) + traceWeight) * entry(0) +
        weight(1) * (entry(1) + entry(2)) +
        (weight(2) + traceWeight) * entry(3)
      );
    });
  const jacobian = jacobianAt(points);
  const reach = rounding * points.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const slack = new Float64Array(values.length);
  for (const axis of [0, 1]) {
    for (const move of [-reach, reach]) {
      const moved = jacobianAt(points.map((value, at) => (at % 2 === axis ? value + move : value)));
      weighed(moved.map((entry, at) => entry - (jacobian[at] as number))).forEach((change, k) => {
        slack[k] = Math.max(slack[k] as number, change);
      });
    }
  }
  return { width, height, points, values, exact, sizes: weighed(jacobian), slack };
}

function estimatesOf(
  program: Program,
  field: Field,
  { seed }: Document,
  { probes, distribution, keys, layout }: PlaneCell,
  points: Float64Array,
  bindings: Bindings,
): Float64Array {
  const options = { method: "hutchinson", probes, distribution, keys, layout, seed } as const;
  return createEvaluator(program, field, options).evaluate(points, bindings).values;
}

/** (1/m) Σ z zᵀ as [M₀₀, M₀₁, M₁₁], for all pixels or for each in turn. */
function momentsOf({ seed }: Document, plane: PlaneCell, pixels: number): Float64Array {
  const { probes: count, distribution, keys, layout } = plane;
  const key = prngKey(seed);
  const moments = new Float64Array(keys === "shared" ? 3 : 3 * pixels);
  const drawn = new Float64Array(2 * count);
  for (let k = 0; 3 * k < moments.length; k++) {
    drawProbes(keys === "shared" ? key : pointKey(key, k), count, 2, distribution, layout, drawn);
    for (let j = 0; j < count; j++) {
      const [z0, z1] = [drawn[2 * j] as number, drawn[2 * j + 1] as number];
      [z0 * z0, z0 * z1, z1 * z1].forEach((product, i) => {
        moments[3 * k + i] = (moments[3 * k + i] as number) + product / count;
      });
    }
  }
  return moments;
}

export interface Agreement {
  /** Pixels compared, finite on both sides. */
  readonly finite: number;
  /** Pixels without a finite value on both sides. */
  readonly flagged: number;
  /** The largest |float32 − float64| and where its share of its bound is largest. */
  readonly largest: number;
  readonly worstShare: number;
  /** Pixels past their bound, or flagged on one side only. */
  readonly wrong: readonly string[];
}

/**
 * Compares the map read back with float64 at every pixel, or at the first ones where `expected` has no more values. A
 * pixel's bound is `relative`·(the size of its terms) + `absolute`·(the median of those sizes) + its slack: sines
 * of software GPUs err by 2e-4.
 */
export function agreementOf(
  read: ReadBack,
  expected: Float64Map,
  relative = 2e-4,
  absolute = 1e-4,
): Agreement {
  const { values, sizes, slack, points } = expected;
  if (read.width !== expected.width || read.height !== expected.height) throw new Error("another size");
  const sorted = sizes.filter(Number.isFinite).sort();
  const median = sorted[sorted.length >> 1] ?? 0;
  const tally = { finite: 0, flagged: 0, largest: 0, worstShare: 0 };
  const wrong: string[] = [];
  values.forEach((wanted, k) => {
    const given = read.values[k] as number;
    const place = `(${points[2 * k]}, ${points[2 * k + 1]})`;
    if (!Number.isFinite(wanted) && !Number.isFinite(given)) {
      tally.flagged++;
      return;
    }
    const allowed = relative * (sizes[k] as number) + absolute * median + (slack[k] as number);
    // On an edge, where rounding the coordinates leads out of the domain, either may be seen.
    if (Number.isNaN(allowed)) return;
    const difference = Math.abs(given - wanted);
    if (!(difference <= allowed)) wrong.push(`${given}, not ${wanted} ± ${allowed} at ${place}`);
    tally.finite++;
    tally.largest = Math.max(tally.largest, difference);
    tally.worstShare = Math.max(tally.worstShare, difference / allowed);
  });
  return { ...tally, wrong };
}
