import { between, seededRandom } from "../../testing/random.ts";
import type { LinearOperator } from "../operator.ts";

export type Matrix = readonly (readonly number[])[];

export function matrixOf(n: number, entry: (i: number, j: number) => number): Matrix {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => entry(i, j)));
}

/** An explicit matrix behind the interface of a Jacobian, with its products counted. */
export class DenseOperator implements LinearOperator {
  readonly n: number;
  readonly flops: number;
  products = 0;
  private readonly entries: Float64Array;

  constructor(matrix: Matrix) {
    this.n = matrix.length;
    this.flops = 2 * matrix.length ** 2;
    this.entries = Float64Array.from(matrix.flat());
  }

  apply(vectors: Float64Array, m: number, out: Float64Array): void {
    this.multiply(vectors, m, out, this.n, 1);
  }

  applyTranspose(vectors: Float64Array, m: number, out: Float64Array): void {
    this.multiply(vectors, m, out, 1, this.n);
  }

  private multiply(
    vectors: Float64Array,
    m: number,
    out: Float64Array,
    byRow: number,
    byColumn: number,
  ): void {
    const { n, entries } = this;
    this.products += m;
    for (let k = 0; k < m; k++) {
      for (let i = 0; i < n; i++) {
        let total = 0;
        for (let j = 0; j < n; j++) {
          total += (entries[i * byRow + j * byColumn] as number) * (vectors[k * n + j] as number);
        }
        out[k * n + i] = total;
      }
    }
  }
}

/** A diagonal matrix, which stands for any matrix of this spectrum where probes are rotation invariant. */
export function diagonalOperator(spectrum: Float64Array): LinearOperator {
  const n = spectrum.length;
  const apply = (vectors: Float64Array, m: number, out: Float64Array) => {
    for (let at = 0; at < m * n; at++) out[at] = (spectrum[at % n] as number) * (vectors[at] as number);
  };
  return { n, flops: n, apply, applyTranspose: apply };
}

export function traceOf(matrix: Matrix): number {
  return matrix.reduce((total, row, i) => total + (row[i] as number), 0);
}

/** Jacobians of the kinds whose variances differ, none of them symmetric but the diagonal one. */
export function jacobiansOf(seed: number): readonly { readonly kind: string; readonly matrix: Matrix }[] {
  const random = seededRandom(seed);
  const entry = () => between(random, -2, 2);
  const dense = (n: number) => matrixOf(n, entry);
  const skew = dense(6);
  const factors = [dense(7), dense(7)] as const;
  return [
    { kind: "diagonal", matrix: matrixOf(5, (i, j) => (i === j ? entry() : 0)) },
    {
      kind: "antisymmetric",
      matrix: matrixOf(6, (i, j) => (skew[i]?.[j] as number) - (skew[j]?.[i] as number)),
    },
    { kind: "dense", matrix: dense(8) },
    { kind: "sparse", matrix: matrixOf(12, (i, j) => (i === j || (5 * i + 3) % 12 === j ? entry() : 0)) },
    {
      kind: "of rank two",
      matrix: matrixOf(7, (i, j) =>
        [0, 1].reduce((sum, k) => sum + (factors[0][i]?.[k] as number) * (factors[1][k]?.[j] as number), 0),
      ),
    },
  ];
}

/** Mean, variance and the fourth central moment of a sample. */
export function momentsOf(values: Float64Array) {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const central = (power: number) =>
    values.reduce((total, value) => total + (value - mean) ** power, 0) / (values.length - 1);
  return { mean, variance: central(2), fourth: central(4) };
}
