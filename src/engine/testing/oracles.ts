import {
  acos,
  acosh,
  add,
  asin,
  asinh,
  atan,
  atanh,
  type Complex,
  cbrt,
  complex,
  cos,
  cosh,
  divide,
  erf,
  exp,
  expm1,
  log,
  log1p,
  log2,
  log10,
  multiply,
  pow,
  sin,
  sinh,
  sqrt,
  subtract,
  tan,
  tanh,
  unaryMinus,
} from "mathjs";
import * as bits from "../elementary/oracle.ts";

/**
 * What an elementwise op ought to compute, from implementations that share nothing with the engine: the host's
 * Math, mathjs, integers of 256 bits, or a quadrature.
 */
export interface Oracle {
  value(args: readonly number[], attribute: number): number;
  /** How far op and oracle may stand apart on the domain: units in the last place, and besides absolutely. */
  readonly ulps: number;
  readonly absolute?: number;
  /** The op's analytic continuation, where mathjs knows it: Im f(x + ih)/h is f′ without a difference. */
  readonly continuation?: Continuation;
}

export interface Continuation {
  value(args: readonly Complex[], attribute: number): Complex;
  readonly step: number;
  readonly relative: number;
  /** Where the derivative goes through a zero of terms that cancel. */
  readonly absolute?: number;
}

/** Where mathjs keeps tiny imaginary parts, the step can be so small that nothing of order h² is left. */
const tiny = { step: 1e-20, relative: 1e-12 };
/** Where it takes logarithms of sums, the imaginary part drowns below 1e-16; then h² and 1e-16/h are balanced. */
const balanced = { step: 1e-5, relative: 1e-8 };

type Unary = (z: Complex) => unknown;
type Binary = (a: Complex, b: Complex) => unknown;

const of = (value: unknown) => value as Complex;
const along = (f: Unary, steps = tiny): Continuation => ({ value: ([z]) => of(f(z as Complex)), ...steps });
const along2 = (f: Binary, steps = tiny): Continuation => ({
  value: ([a, b]) => of(f(a as Complex, b as Complex)),
  ...steps,
});

const one = complex(1, 0);
const logistic = (z: Complex) => divide(one, of(add(one, of(exp(of(unaryMinus(z)))))));

function unary(f: (x: number) => number, continuation?: Continuation, ulps = 4): Oracle {
  return { value: ([x]) => f(x as number), ulps, ...(continuation ? { continuation } : {}) };
}

function binary(f: (a: number, b: number) => number, continuation?: Continuation, ulps = 4): Oracle {
  return { value: ([a, b]) => f(a as number, b as number), ulps, ...(continuation ? { continuation } : {}) };
}

const truth = (holds: boolean) => (holds ? 1 : 0);

/** π^k ∫₀¹ s^k cos(πxs + kπ/2) ds by Simpson's rule on 2000 intervals, whose error is below 1e-10·π^k here. */
function sincByQuadrature(x: number, order: number): number {
  // Far out the integral is smaller than what is compared; at infinity NumPy, too, says NaN.
  if (Math.abs(x) > 1e6) return 0 * Math.sin(x);
  const intervals = 2000;
  let total = 0;
  for (let i = 0; i <= intervals; i++) {
    const s = i / intervals;
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    total += weight * s ** order * Math.cos(Math.PI * x * s + (order * Math.PI) / 2);
  }
  return (Math.PI ** order * total) / (3 * intervals);
}

function oneMinusSquareByBits(x: number): number {
  if (!Number.isFinite(x)) return -x * x;
  return bits.approximate(bits.subtract(bits.real(1), bits.multiply(bits.real(x), bits.real(x))));
}

/** 1/cosh²x. */
function sechSquaredByBits(x: number): number {
  if (!(Math.abs(x) < 1000)) return Number.isNaN(x) ? x : 0;
  const cosine = bits.cosh(bits.real(x));
  return bits.approximate(bits.divide(bits.real(1), bits.multiply(cosine, cosine)));
}

/** NumPy's rule: exact halves go to the even neighbour. */
function nearestEven(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) >= 2 ** 52) return x;
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return 2 * Math.round(x / 2);
}

/** Python's remainder: the sign of the divisor. */
function pythonModulo(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && Math.sign(rest) !== Math.sign(y) ? rest + y : rest;
}

export const oracles: ReadonlyMap<string, Oracle> = new Map<string, Oracle>([
  ["stop-gradient", unary((x) => x, undefined, 0)],
  ["neg", unary((x) => 0 - x, along(unaryMinus), 0)],
  ["add", binary((a, b) => a + b, along2(add), 0)],
  ["sub", binary((a, b) => a - b, along2(subtract), 0)],
  ["mul", binary((a, b) => a * b, along2(multiply), 0)],
  ["div", binary((a, b) => a / b, along2(divide), 0)],
  [
    "power",
    // ECMAScript's pow gives NaN for a NaN exponent, as the engine does.
    binary((a, b) => a ** b, along2(pow)),
  ],
  [
    "integer-power",
    {
      value: ([x], n) => (x as number) ** n,
      // One rounding per product, and the error of the square doubles.
      ulps: 64,
      continuation: {
        value: ([z], n) =>
          Array.from({ length: n - 1 }).reduce<Complex>((w) => of(multiply(w, z as Complex)), z as Complex),
        ...tiny,
      },
    },
  ],
  [
    "one-minus-square",
    unary(
      oneMinusSquareByBits,
      along((z) => subtract(one, of(multiply(z, z)))),
    ),
  ],
  ["sqrt", unary(Math.sqrt, along(sqrt), 0)],
  ["cbrt", unary(Math.cbrt, { value: ([z]) => cubeRoot(z as Complex), ...tiny })],
  ["exp", unary(Math.exp, along(exp))],
  ["expm1", unary(Math.expm1, along(expm1))],
  ["log", unary(Math.log, along(log as Unary))],
  ["log1p", unary(Math.log1p, along(log1p as Unary))],
  ["log2", unary(Math.log2, along(log2))],
  ["log10", unary(Math.log10, along(log10))],
  ["sin", unary(Math.sin, along(sin))],
  ["cos", unary(Math.cos, along(cos))],
  ["tan", unary(Math.tan, along(tan))],
  ["asin", unary(Math.asin, along(asin, balanced))],
  ["acos", unary(Math.acos, along(acos, balanced))],
  ["atan", unary(Math.atan, along(atan, { step: 1e-5, relative: 1e-7 }))],
  ["atan2", binary(Math.atan2)],
  [
    "sinc",
    {
      value: ([x], order) => sincByQuadrature(x as number, order),
      ulps: 0,
      absolute: 1e-8,
    },
  ],
  ["sinh", unary(Math.sinh, along(sinh))],
  ["cosh", unary(Math.cosh, along(cosh))],
  ["tanh", unary(Math.tanh, along(tanh, { step: 1e-20, relative: 1e-8 }))],
  [
    "sech-squared",
    unary(
      sechSquaredByBits,
      along((z) => divide(one, of(multiply(of(cosh(z)), of(cosh(z)))))),
    ),
  ],
  ["asinh", unary(Math.asinh, along(asinh, balanced))],
  ["acosh", unary(Math.acosh, along(acosh, balanced))],
  ["atanh", unary(Math.atanh, along(atanh))],
  ["abs", unary((x) => (x < 0 ? 0 - x : x + 0), undefined, 0)],
  ["sign", unary(Math.sign, undefined, 0)],
  ["floor", unary((x) => 0 - Math.ceil(0 - x), undefined, 0)],
  ["ceil", unary((x) => 0 - Math.floor(0 - x), undefined, 0)],
  ["round", unary(nearestEven, undefined, 0)],
  ["mod", binary(pythonModulo, undefined, 0)],
  ["min", binary(Math.min, undefined, 0)],
  ["max", binary(Math.max, undefined, 0)],
  ["select", { value: ([c, a, b]) => (c ? a : Number.isNaN(c) ? a : b) as number, ulps: 0 }],
  ["less", binary((a, b) => truth(a < b), undefined, 0)],
  ["less-equal", binary((a, b) => truth(a <= b), undefined, 0)],
  ["equal", binary((a, b) => truth(a === b), undefined, 0)],
  ["not-equal", binary((a, b) => truth(a !== b), undefined, 0)],
  ["and", binary((a, b) => truth(a !== 0) * truth(b !== 0), undefined, 0)],
  ["or", binary((a, b) => Math.max(truth(a !== 0), truth(b !== 0)), undefined, 0)],
  ["not", unary((x) => 1 - truth(x !== 0), undefined, 0)],
  ["erf", unary((x) => erf(x))],
  ["erfc", unary((x) => (Math.abs(x) < 30 ? bits.approximate(bits.erfc(bits.real(x))) : 1 - Math.sign(x)))],
  [
    "sigmoid",
    unary((x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))), along(logistic)),
  ],
  [
    "softplus",
    unary(
      (x) => (x < 40 ? Math.log1p(Math.exp(x)) : x),
      along((z) => log(of(add(one, of(exp(z)))))),
      8,
    ),
  ],
  [
    "hypot",
    binary(
      Math.hypot,
      along2((a, b) => sqrt(of(add(of(multiply(a, a)), of(multiply(b, b)))))),
    ),
  ],
]);

/** The real branch of the cube root: mathjs takes the principal one. */
function cubeRoot(z: Complex): Complex {
  return z.re < 0 ? of(unaryMinus(of(cbrt(of(unaryMinus(z)))))) : of(cbrt(z));
}
