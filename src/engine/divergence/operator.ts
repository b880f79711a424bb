import { callFlops, type Work } from "../work.ts";

/**
 * A square matrix A known by what it does to vectors: all that a trace estimator asks of a Jacobian. Vectors come in
 * blocks, one after another (linear/products.ts), and products are laid the same way.
 */
export interface LinearOperator {
  /** A is n×n. */
  readonly n: number;
  /** Operations of a product, about. */
  readonly flops: number;
  /** out_j = A z_j for the first m vectors of a block. */
  apply(vectors: Float64Array, m: number, out: Float64Array): void;
  /** out_j = Aᵀ z_j. */
  applyTranspose(vectors: Float64Array, m: number, out: Float64Array): void;
}

/** A of the first m vectors of a block, as a new block. */
export function applied(operator: LinearOperator, vectors: Float64Array, m: number): Work<Float64Array> {
  return products(operator, "apply", vectors, m);
}

/** Aᵀ of the first m vectors of a block, as a new block. */
export function transposeApplied(
  operator: LinearOperator,
  vectors: Float64Array,
  m: number,
): Work<Float64Array> {
  return products(operator, "applyTranspose", vectors, m);
}

function* products(
  operator: LinearOperator,
  way: "apply" | "applyTranspose",
  vectors: Float64Array,
  m: number,
): Work<Float64Array> {
  const { n, flops } = operator;
  const out = new Float64Array(m * n);
  const most = Math.max(1, Math.ceil(callFlops / flops));
  for (let first = 0; first < m; first += most) {
    const last = Math.min(m, first + most);
    operator[way](vectors.subarray(first * n, last * n), last - first, out.subarray(first * n, last * n));
    if (last < m) yield most * flops;
  }
  return out;
}
