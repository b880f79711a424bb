import { gaussWeights, kronrodError, kronrodNodes, kronrodWeights } from "./kronrod.ts";

/** A smooth map of the unit interval or the unit square to the plane. */
export interface Chart {
  readonly dimension: 1 | 2;
  /**
   * Writes the point of parameters (u, v) at row `row` of `points` (two numbers a row), and at that row of `weights`
   * what each component of the integrand is multiplied by there: a normal times a speed, a density of area.
   */
  place(u: number, v: number, row: number, points: Float64Array, weights: Float64Array): void;
}

/** What is integrated: `components` numbers a point, at N points given row by row. */
export interface Integrand {
  readonly components: number;
  evaluate(points: Float64Array): Float64Array;
}

export interface Integral {
  readonly value: number;
  /** Estimate of |value − integral|; Infinity where the integrand was not finite down to the smallest cells. */
  readonly error: number;
  /** ∫|f|, with the terms of f taken one by one: what errors are small against. */
  readonly size: number;
  readonly evaluations: number;
}

export interface Accuracy {
  /** Error aimed at, as a share of the integral's size or of `scale`, whichever is larger. */
  readonly tolerance: number;
  /** What is small in comparison with this counts as zero: an integrand that is nothing but rounding has no digits. */
  readonly scale?: number;
  /** Points at most. */
  readonly evaluations: number;
}

/** A part of the parameters of a chart, with the integral over it. */
interface Cell {
  readonly chart: Chart;
  readonly u: number;
  readonly v: number;
  readonly width: number;
  readonly height: number;
  value: number;
  error: number;
  size: number;
  /** Which parameter is halved next: the one along which the rules differ more. */
  across: boolean;
}

const order = kronrodNodes.length;
/** Points in one call of the integrand; between calls the work can be stopped. */
const block = 16_384;
/** Below this share of its chart a cell is not halved: its ends would be neighbouring doubles. */
const smallestCell = 2 ** -40;

/**
 * The sum of the integrals over charts by G7K15 and its tensor product, adaptive: cells with the largest errors are
 * halved, all of a level in one call of the integrand (in blocks where there are very many), until the sum of their
 * errors is below the tolerance or the points are used up. Yields the share of the points used.
 */
export function* integrate(
  charts: readonly Chart[],
  integrand: Integrand,
  accuracy: Accuracy,
): Generator<number, Integral> {
  // Halved once before looking: a feature between the nodes of one cell is easily missed.
  let fresh = charts.map(wholeOf).flatMap(halves);
  fresh = fresh.flatMap((cell) => (cell.chart.dimension === 2 ? halves({ ...cell, across: false }) : cell));
  let settled: Cell[] = [];
  let evaluations = 0;
  for (;;) {
    for (const part of blocks(fresh)) {
      evaluations += evaluateCells(part, integrand);
      yield Math.min(1, evaluations / accuracy.evaluations);
    }
    const cells = [...settled, ...fresh].sort((a, b) => a.error - b.error);
    const total = totalOf(cells);
    const wanted = accuracy.tolerance * Math.max(total.size, accuracy.scale ?? 0);
    if (total.error <= wanted) return { ...total, evaluations };
    // The smallest errors may stay, up to half of what is allowed.
    let kept = 0;
    for (let sum = 0; kept < cells.length; kept++) {
      sum += (cells[kept] as Cell).error;
      if (sum > wanted / 2) break;
    }
    const poor = cells.slice(kept).filter(({ width, height }) => width * height > smallestCell);
    const each = 2 * order ** (charts[0]?.dimension ?? 1);
    const room = Math.floor((accuracy.evaluations - evaluations) / each);
    const chosen = new Set(room > 0 ? poor.slice(-room) : []);
    if (chosen.size === 0) return { ...total, evaluations };
    settled = cells.filter((cell) => !chosen.has(cell));
    fresh = [...chosen].flatMap(halves);
  }
}

function wholeOf(chart: Chart): Cell {
  return { chart, u: 0, v: 0, width: 1, height: 1, value: 0, error: 0, size: 0, across: true };
}

function halves(cell: Cell): Cell[] {
  const { u, v, width, height, across } = cell;
  if (across || cell.chart.dimension === 1) {
    return [
      { ...cell, width: width / 2 },
      { ...cell, width: width / 2, u: u + width / 2 },
    ];
  }
  return [
    { ...cell, height: height / 2 },
    { ...cell, height: height / 2, v: v + height / 2 },
  ];
}

function* blocks(cells: readonly Cell[]): Generator<readonly Cell[]> {
  const each = order ** (cells[0]?.chart.dimension ?? 1);
  const count = Math.max(1, Math.floor(block / each));
  for (let first = 0; first < cells.length; first += count) yield cells.slice(first, first + count);
}

function totalOf(cells: readonly Cell[]): { value: number; error: number; size: number } {
  let [value, error, size] = [0, 0, 0];
  for (const cell of cells) {
    value += cell.value;
    error += cell.error;
    size += cell.size;
  }
  return { value, error, size };
}

/** Fills in what the rules give over the cells; returns the number of points. */
function evaluateCells(cells: readonly Cell[], { components, evaluate }: Integrand): number {
  const rows = order ** (cells[0]?.chart.dimension ?? 1);
  const count = rows * cells.length;
  const points = new Float64Array(2 * count);
  const weights = new Float64Array(components * count);
  for (const [k, { chart, u, v, width, height }] of cells.entries()) {
    for (let row = 0; row < rows; row++) {
      const across = u + (width * (1 + (kronrodNodes[row % order] as number))) / 2;
      const up = v + (height * (1 + (kronrodNodes[Math.floor(row / order)] as number))) / 2;
      chart.place(across, up, k * rows + row, points, weights);
    }
  }
  const values = evaluate(points);
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  for (let entry = 0; entry < values.length; entry++) {
    const row = Math.floor(entry / components);
    const product = (values[entry] as number) * (weights[entry] as number);
    sums[row] = (sums[row] as number) + product;
    sizes[row] = (sizes[row] as number) + Math.abs(product);
  }
  for (const [k, cell] of cells.entries()) {
    const [first, end] = [k * rows, (k + 1) * rows];
    reduce(cell, sums.subarray(first, end), sizes.subarray(first, end));
  }
  return count;
}

/** K15 (K15 ⊗ K15) for the value, and for the error how far the rules with G7 in one direction are from it. */
function reduce(cell: Cell, sums: Float64Array, sizes: Float64Array): void {
  const flat = sums.length === order;
  const scale = flat ? cell.width / 2 : (cell.width * cell.height) / 4;
  const up = (weights: Float64Array, row: number) =>
    flat ? 1 : (weights[Math.floor(row / order)] as number);
  let [value, size, gaussAcross, gaussUp] = [0, 0, 0, 0];
  for (let row = 0; row < sums.length; row++) {
    const product = sums[row] as number;
    const [across, upward] = [kronrodWeights[row % order] as number, up(kronrodWeights, row)];
    value += across * upward * product;
    size += across * upward * (sizes[row] as number);
    gaussAcross += (gaussWeights[row % order] as number) * upward * product;
    gaussUp += across * up(gaussWeights, row) * product;
  }
  if (!Number.isFinite(size)) {
    cell.value = 0;
    cell.size = 0;
    cell.error = Number.POSITIVE_INFINITY;
    cell.across = cell.width >= cell.height;
    return;
  }
  const mean = value / (flat ? 2 : 4);
  let spread = 0;
  for (let row = 0; row < sums.length; row++) {
    const weight = (kronrodWeights[row % order] as number) * up(kronrodWeights, row);
    spread += weight * Math.abs((sums[row] as number) - mean);
  }
  const errorAcross = kronrodError(scale * Math.abs(value - gaussAcross), scale * spread, scale * size);
  const errorUp = flat ? 0 : kronrodError(scale * Math.abs(value - gaussUp), scale * spread, scale * size);
  cell.value = scale * value;
  cell.size = scale * size;
  cell.error = errorAcross + errorUp;
  cell.across = flat || errorAcross >= errorUp;
}
