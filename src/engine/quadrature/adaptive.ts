import { gaussWeights, kronrodError, kronrodNodes, kronrodWeights } from "./kronrod.ts";

/** A smooth map of the unit interval, square or cube to the plane or to space. */
export interface Chart {
  readonly dimension: 1 | 2 | 3;
  /**
   * Writes the point of parameters (u, v, w) at row `row` of `points` (two or three numbers a row), and at that row of
   * `weights` what each component of the integrand is multiplied by there: a normal times a speed, a density of area.
   */
  place(u: number, v: number, w: number, row: number, points: Float64Array, weights: Float64Array): void;
}

/** What is integrated: `components` numbers a point, at N points given row by row. */
export interface Integrand {
  /** Of a point: a row has as many numbers. */
  readonly coordinates: 2 | 3;
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
  /** Where it begins and how long it is, along each parameter. */
  readonly from: Parameters;
  readonly lengths: Parameters;
  value: number;
  error: number;
  size: number;
  /** Which parameter is halved next: the one along which the rules differ most. */
  along: number;
}

type Parameters = readonly [u: number, v: number, w: number];

const order = kronrodNodes.length;
/** Points in one call of the integrand; between calls the work can be stopped. */
const block = 16_384;
/** Below this share of its chart a cell is not halved: its ends would be neighbouring doubles. */
const smallestCell = 2 ** -40;
/** Cells with less of the largest error than this wait until that is as small. */
const worthHalving = 1 / 8;

/**
 * The sum of the integrals over charts by G7K15 and its tensor products, adaptive: cells with the largest errors are
 * halved, all of a level in one call of the integrand (in blocks where there are very many), until the sum of their
 * errors is below the tolerance or the points are used up. Yields the share of the points used.
 */
export function* integrate(
  charts: readonly Chart[],
  integrand: Integrand,
  accuracy: Accuracy,
): Generator<number, Integral> {
  const dimension = charts[0]?.dimension ?? 1;
  // Halved once before looking: a feature between the nodes of one cell is easily missed.
  let fresh = charts.map(wholeOf);
  for (let along = 0; along < dimension; along++) fresh = fresh.flatMap((cell) => halves({ ...cell, along }));
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
    const large = cells.slice(kept).filter(({ lengths: [u, v, w] }) => u * v * w > smallestCell);
    // Points are for the worst of them: halving all alike would leave too few where a narrow peak is.
    const worst = large.findLast(({ error }) => Number.isFinite(error))?.error ?? 0;
    const poor = large.filter(({ error }) => error >= worst * worthHalving);
    const each = 2 * order ** dimension;
    const room = Math.floor((accuracy.evaluations - evaluations) / each);
    const chosen = new Set(room > 0 ? poor.slice(-room) : []);
    if (chosen.size === 0) return { ...total, evaluations };
    settled = cells.filter((cell) => !chosen.has(cell));
    fresh = [...chosen].flatMap(halves);
  }
}

function wholeOf(chart: Chart): Cell {
  return { chart, from: [0, 0, 0], lengths: [1, 1, 1], value: 0, error: 0, size: 0, along: 0 };
}

function halves(cell: Cell): Cell[] {
  const { from, lengths, along } = cell;
  const half = (lengths[along] as number) / 2;
  const shorter = lengths.with(along, half) as unknown as Parameters;
  const later = from.with(along, (from[along] as number) + half) as unknown as Parameters;
  return [
    { ...cell, lengths: shorter },
    { ...cell, lengths: shorter, from: later },
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

/** The tensor product of the rules: points of the cube from −1 to 1, and how Kronrod and Gauss weigh them. */
interface Rule {
  readonly rows: number;
  /** Along each parameter. */
  readonly nodes: readonly Float64Array[];
  readonly kronrod: Float64Array;
  /** With Gauss's weights along one parameter, Kronrod's along the others. */
  readonly gauss: readonly Float64Array[];
}

const rules = ([1, 2, 3] as const).map(tensorRule);

function tensorRule(dimension: number): Rule {
  const rows = order ** dimension;
  const axes = Array.from({ length: dimension }, (_, axis) => axis);
  const at = (values: Float64Array, axis: number, row: number) =>
    values[Math.floor(row / order ** axis) % order] as number;
  const table = (of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row));
  const product = (row: number, flat: number | null) =>
    axes.reduce((all, axis) => all * at(axis === flat ? gaussWeights : kronrodWeights, axis, row), 1);
  return {
    rows,
    nodes: axes.map((axis) => table((row) => at(kronrodNodes, axis, row))),
    kronrod: table((row) => product(row, null)),
    gauss: axes.map((axis) => table((row) => product(row, axis))),
  };
}

function ruleOf({ dimension }: Chart): Rule {
  return rules[dimension - 1] as Rule;
}

/** Fills in what the rules give over the cells; returns the number of points. */
function evaluateCells(cells: readonly Cell[], { coordinates, components, evaluate }: Integrand): number {
  const [first] = cells;
  if (!first) return 0;
  const rule = ruleOf(first.chart);
  const { rows, nodes } = rule;
  const [across, up, through] = nodes;
  const count = rows * cells.length;
  const points = new Float64Array(coordinates * count);
  const weights = new Float64Array(components * count);
  const along = (from: number, length: number, table: Float64Array | undefined, row: number) =>
    table ? from + (length * (1 + (table[row] as number))) / 2 : 0;
  for (const [k, { chart, from, lengths }] of cells.entries()) {
    for (let row = 0; row < rows; row++) {
      const u = along(from[0], lengths[0], across, row);
      const v = along(from[1], lengths[1], up, row);
      const w = along(from[2], lengths[2], through, row);
      chart.place(u, v, w, k * rows + row, points, weights);
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
    const [begin, end] = [k * rows, (k + 1) * rows];
    reduce(cell, rule, sums.subarray(begin, end), sizes.subarray(begin, end));
  }
  return count;
}

/** Kronrod's product for the value, and for the error how far those with Gauss along one parameter are from it. */
function reduce(cell: Cell, { rows, kronrod, gauss }: Rule, sums: Float64Array, sizes: Float64Array): void {
  const { lengths } = cell;
  const weighed = (weights: Float64Array, values: Float64Array) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += (weights[row] as number) * (values[row] as number);
    return sum;
  };
  const size = weighed(kronrod, sizes);
  if (!Number.isFinite(size)) {
    cell.value = 0;
    cell.size = 0;
    cell.error = Number.POSITIVE_INFINITY;
    cell.along = longest(lengths.slice(0, gauss.length));
    return;
  }
  const volume = 2 ** gauss.length;
  const scale = (lengths[0] * lengths[1] * lengths[2]) / volume;
  const value = weighed(kronrod, sums);
  const mean = value / volume;
  let spread = 0;
  for (let row = 0; row < rows; row++)
    spread += (kronrod[row] as number) * Math.abs((sums[row] as number) - mean);
  const errors = gauss.map((weights) =>
    kronrodError(scale * Math.abs(value - weighed(weights, sums)), scale * spread, scale * size),
  );
  cell.value = scale * value;
  cell.size = scale * size;
  cell.error = errors.reduce((sum, error) => sum + error, 0);
  cell.along = longest(errors);
}

/** Where the largest is, the first of equal ones. */
function longest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
