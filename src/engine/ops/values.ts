/**
 * The functions of numbers that kernels and the reference evaluator share. Built on the engine's own
 * elementary functions, so every JavaScript engine computes the same bits.
 */
import { cos, exp, log1p, sin } from "../elementary/index.ts";

export * from "../elementary/index.ts";

export function square(x: number): number {
  return x * x;
}

export function signOf(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}

/** To the nearest whole number, halves to the even one. */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest < 0.5) return below;
  if (rest > 0.5) return below + 1;
  return below % 2 === 0 ? below : below + 1;
}

/** x − y⌊x/y⌋ with the sign of y; the remainder itself is exact. */
export function floorModulo(x: number, y: number): number {
  const remainder = x % y;
  return remainder !== 0 && remainder < 0 !== y < 0 ? remainder + y : remainder;
}

/** NaN when either is NaN, as in NumPy. */
export function smallerOf(a: number, b: number): number {
  return a < b || a !== a ? a : b;
}

export function largerOf(a: number, b: number): number {
  return a > b || a !== a ? a : b;
}

/** 1/(1 + e^(−x)). */
export function sigmoid(x: number): number {
  return 1 / (1 + exp(-x));
}

/**
 * sech²x = 4e/(1 + e)² with e = e^(−2|x|), to full relative accuracy in the tails, where tanh is 1 to the last
 * bit and 1 − tanh² has no digits left.
 */
export function sechSquared(x: number): number {
  const e = exp(-2 * Math.abs(x));
  const sum = 1 + e;
  return (4 * e) / (sum * sum);
}

/** 1 − x² as (1 − x)(1 + x), whose factors lose nothing near ±1. */
export function oneMinusSquare(x: number): number {
  return (1 - x) * (1 + x);
}

/** log(1 + eˣ) = max(x, 0) + log(1 + e^(−|x|)). */
export function softplus(x: number): number {
  return (x > 0 ? x : 0) + log1p(exp(-Math.abs(x)));
}

/**
 * d^k/dx^k of sin(πx)/(πx) = π^k ∫₀¹ s^k cos(πxs + kπ/2) ds. Near 0 by its Taylor series, further out by the
 * recurrence u f⁽ᵏ⁾ + k f⁽ᵏ⁻¹⁾ = sin(u + kπ/2) in u = πx, whose error grows as (k/u)^k.
 */
export function sinc(x: number, order: number): number {
  const u = Math.PI * x;
  let scale = 1;
  for (let k = 0; k < order; k++) scale *= Math.PI;
  return scale * (Math.abs(u) < order + 2 ? sincSeries(u, order) : sincRecurrence(u, order));
}

function sincSeries(u: number, order: number): number {
  // Σ_j (−1)^j (2j)!/((2j+1)! (2j−k)!) u^(2j−k) over 2j ≥ k.
  const first = Math.ceil(order / 2);
  const start = 2 * first - order;
  let factorial = 1;
  for (let i = 2; i <= start; i++) factorial *= i;
  let monomial = ((first % 2 === 0 ? 1 : -1) * (start === 0 ? 1 : u)) / factorial;
  let total = 0;
  for (let j = first; j < first + 40; j++) {
    const term = monomial / (2 * j + 1);
    total += term;
    if (Math.abs(term) <= Math.abs(total) * 1e-18) break;
    const power = 2 * j - order;
    monomial *= (-u * u) / ((power + 1) * (power + 2));
  }
  return total;
}

function sincRecurrence(u: number, order: number): number {
  const s = sin(u);
  const c = cos(u);
  let value = s / u;
  for (let k = 1; k <= order; k++) {
    const phase = k % 4;
    const shifted = phase === 0 ? s : phase === 1 ? c : phase === 2 ? -s : -c;
    value = (shifted - k * value) / u;
  }
  return value;
}
