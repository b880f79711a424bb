/**
 * A square matrix A known by what it does to vectors: all that a trace estimator asks of a Jacobian. Vectors come in
 * blocks, one after another (linear/products.ts), and products are laid the same way.
 */
export interface LinearOperator {
  /** A is n×n. */
  readonly n: number;
  /** out_j = A z_j for the first m vectors of a block. */
  apply(vectors: Float64Array, m: number, out: Float64Array): void;
  /** out_j = Aᵀ z_j. */
  applyTranspose(vectors: Float64Array, m: number, out: Float64Array): void;
}

/** A of the first m vectors of a block, as a new block. */
export function applied(operator: LinearOperator, vectors: Float64Array, m: number): Float64Array {
  const out = new Float64Array(m * operator.n);
  operator.apply(vectors, m, out);
  return out;
}

/** Aᵀ of the first m vectors of a block, as a new block. */
export function transposeApplied(operator: LinearOperator, vectors: Float64Array, m: number): Float64Array {
  const out = new Float64Array(m * operator.n);
  operator.applyTranspose(vectors, m, out);
  return out;
}
