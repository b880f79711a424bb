/** λ₁ = real[0] + i·imaginary and λ₂ = real[1] − i·imaginary; a real pair has imaginary 0 and the larger one first. */
export interface Eigenvalues {
  readonly real: readonly [number, number];
  /** At least 0; above 0 the two are conjugate. */
  readonly imaginary: number;
}

/**
 * Eigenvalues of the real 2×2 matrix (a b; c d), after LAPACK's dlanv2: the discriminant is scaled, so that it neither
 * overflows nor vanishes, and the second real one comes from the product, so that it does not cancel. Where the two are
 * nearly one they are as uncertain as they must be, by √ε of the matrix. NaN where an entry is not finite.
 */
export function eigenvalues([a, b, c, d]: readonly [number, number, number, number]): Eigenvalues {
  if (![a, b, c, d].every(Number.isFinite)) return { real: [Number.NaN, Number.NaN], imaginary: Number.NaN };
  if (b === 0 || c === 0) return pair(a, d);
  const half = a / 2 - d / 2;
  const larger = Math.max(Math.abs(b), Math.abs(c));
  const smaller = Math.min(Math.abs(b), Math.abs(c)) * Math.sign(b) * Math.sign(c);
  const scale = Math.max(Math.abs(half), larger);
  const discriminant = (half / scale) * half + (larger / scale) * smaller;
  if (discriminant < 0) {
    const middle = a / 2 + d / 2;
    return { real: [middle, middle], imaginary: rootOfProduct(scale, -discriminant) };
  }
  const root = rootOfProduct(scale, discriminant);
  const far = half < 0 ? half - root : half + root;
  return far === 0 ? pair(d, d) : pair(d + far, d - (larger / far) * smaller);
}

/** √(pq) for p, q ≥ 0: rounded once where the product is a normal number, and right where it is not. */
function rootOfProduct(p: number, q: number): number {
  const product = p * q;
  return product > 1e-300 && product < 1e300 ? Math.sqrt(product) : Math.sqrt(p) * Math.sqrt(q);
}

/** A real pair, the larger first. Adding 0 turns −0 into 0. */
function pair(p: number, q: number): Eigenvalues {
  return { real: [Math.max(p, q) + 0, Math.min(p, q) + 0], imaginary: 0 };
}
