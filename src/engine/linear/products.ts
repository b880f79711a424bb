import { Pace, type Work } from "../work.ts";

/**
 * Blocks of vectors: k vectors in R^n lie one after another, vector j at [j·n, (j + 1)·n). As a matrix that is n×k
 * stored by columns, so that every inner loop runs along memory.
 */

/** xᵀy of the vectors of length n that begin at `atX` and `atY`. */
export function dot(x: Float64Array, atX: number, y: Float64Array, atY: number, n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += (x[atX + i] as number) * (y[atY + i] as number);
  return total;
}

/** y += factor·x. */
export function addScaled(
  y: Float64Array,
  atY: number,
  factor: number,
  x: Float64Array,
  atX: number,
  n: number,
): void {
  for (let i = 0; i < n; i++) y[atY + i] = (y[atY + i] as number) + factor * (x[atX + i] as number);
}

/** ‖x‖, scaled so that squares of very large and very small entries neither overflow nor vanish. */
export function norm(x: Float64Array, at: number, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const size = Math.abs(x[at + i] as number);
    if (Number.isNaN(size)) return size;
    if (size > largest) largest = size;
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((x[at + i] as number) / largest) ** 2;
  return largest * Math.sqrt(squares);
}

/** All x_iᵀy_j of two blocks of a and b vectors in R^n, as an a×b array, row-major. */
export function* innerProducts(
  x: Float64Array,
  a: number,
  y: Float64Array,
  b: number,
  n: number,
): Work<Float64Array> {
  const out = new Float64Array(a * b);
  const pace = new Pace();
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) out[i * b + j] = dot(x, i * n, y, j * n, n);
    if (pace.isDue(2 * b * n)) yield pace.taken();
  }
  return out;
}

/** tr(X Y) of an a×b and a b×a matrix, both row-major. */
export function traceOfProduct(x: Float64Array, y: Float64Array, a: number, b: number): number {
  let total = 0;
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) total += (x[i * b + j] as number) * (y[j * a + i] as number);
  }
  return total;
}

/** The largest absolute value; NaN when there is one, 0 of nothing. */
export function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (Number.isNaN(size)) return size;
    if (size > largest) largest = size;
  }
  return largest;
}
