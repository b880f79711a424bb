import { normal, prngKey } from "../src/engine/random/index.ts";

/** A dense matrix, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly entries: Float64Array;
}

interface Named {
  readonly name: string;
  /** The field in the language, named F. */
  readonly source: string;
  readonly dimension: number;
}

/** (sin xy + x², cos x − y³). */
export interface PlanarField extends Named {
  readonly kind: "planar";
}

/** x ↦ M_L tanh(… tanh(M_1 x)); with a single matrix it is linear. */
export interface NetworkField extends Named {
  readonly kind: "network";
  readonly matrices: readonly Matrix[];
}

export type MeasuredField = PlanarField | NetworkField;

/** `randn(rows, columns, seed=seed) * scale` of the language, as data for those who do not read it. */
function randomMatrix(rows: number, columns: number, seed: number, scale: number): Matrix {
  const entries = normal(prngKey(seed), rows * columns, "jax").map((entry) => entry * scale);
  return { rows, columns, entries };
}

export function transposed({ rows, columns, entries }: Matrix): Matrix {
  const turned = entries.map((_, at) => entries[(at % rows) * columns + Math.floor(at / rows)] as number);
  return { rows: columns, columns: rows, entries: turned };
}

const width = 64;
const first = randomMatrix(width, 10, 1, 1 / Math.sqrt(10));
const last = (seed: number) => randomMatrix(10, width, seed, 1 / 8);

/** The four fields of the published measurements. */
export const planar: PlanarField = {
  kind: "planar",
  name: "(sin xy + x², cos x − y³)",
  source: "F(x, y) = (sin(x*y) + x^2, cos(x) - y^3)",
  dimension: 2,
};

export const linear: NetworkField = {
  kind: "network",
  name: "10-D linear: x @ theta",
  source: "theta = randn(10, 10, seed=1)\nF(x: R^10) = x @ theta",
  dimension: 10,
  matrices: [transposed(randomMatrix(10, 10, 1, 1))],
};

export const oneHidden: NetworkField = {
  kind: "network",
  name: "10-64-10: W2 @ tanh(W1 @ x)",
  source: `W1 = randn(64, 10, seed=1) / sqrt(10)
W2 = randn(10, 64, seed=2) / 8
F(x: R^10) = W2 @ tanh(W1 @ x)`,
  dimension: 10,
  matrices: [first, last(2)],
};

export const twoHidden: NetworkField = {
  kind: "network",
  name: "10-64-64-10: W3 @ tanh(W2 @ tanh(W1 @ x))",
  source: `W1 = randn(64, 10, seed=1) / sqrt(10)
W2 = randn(64, 64, seed=2) / 8
W3 = randn(10, 64, seed=3) / 8
F(x: R^10) = W3 @ tanh(W2 @ tanh(W1 @ x))`,
  dimension: 10,
  matrices: [first, randomMatrix(width, width, 2, 1 / 8), last(3)],
};

export const measuredFields: readonly MeasuredField[] = [planar, linear, oneHidden, twoHidden];

/** N points row by row, within [−2, 2]; the first rows are the same for every N. */
export function pointsOf({ dimension }: MeasuredField, count: number): Float64Array {
  return Float64Array.from({ length: count * dimension }, (_, i) => 2 * Math.sin(0.618 * i * i + i));
}
