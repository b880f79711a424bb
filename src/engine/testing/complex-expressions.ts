import * as mathjs from "mathjs";
import { between, pick, type Random } from "./random.ts";

type Complex = mathjs.Complex;

/** An expression of one complex number z, as a text of the language and by mathjs. */
export interface ComplexExpression {
  readonly text: string;
  /** f, ∂f/∂z and ∂f/∂z̄ by Wirtinger's rules: f is holomorphic where the last is 0. Throws OnTheCut. */
  readonly at: (z: Complex) => Jet;
}

interface Jet {
  readonly value: Complex;
  readonly dz: Complex;
  readonly dzbar: Complex;
}

const zero = mathjs.complex(0, 0);
const one = mathjs.complex(1, 0);
const plus = (a: Complex, b: Complex) => mathjs.add(a, b) as Complex;
const minus = (a: Complex, b: Complex) => mathjs.subtract(a, b) as Complex;
const times = (a: Complex, b: Complex) => mathjs.multiply(a, b) as Complex;
const over = (a: Complex, b: Complex) => mathjs.divide(a, b) as Complex;
const bar = (a: Complex) => mathjs.conj(a) as Complex;
const scaled = (a: Complex, by: number) => times(a, mathjs.complex(by, 0));

type Apply = (z: Complex) => Complex;

/** Thrown where z is on a cut but for rounding: its side there is a matter of the sign of a zero. */
export class OnTheCut extends Error {}

function awayFromCut(z: Complex): Complex {
  if (z.re < 0 && Math.abs(z.im) <= 1e-9 * -z.re) throw new OnTheCut();
  return z;
}

/** Holomorphic functions with their derivatives. */
const holomorphic: Readonly<Record<string, readonly [value: Apply, derivative: Apply]>> = {
  exp: [(z) => mathjs.exp(z), (z) => mathjs.exp(z)],
  log: [(z) => mathjs.log(awayFromCut(z)) as Complex, (z) => over(one, z)],
  sqrt: [
    (z) => mathjs.sqrt(awayFromCut(z)) as Complex,
    (z) => over(one, scaled(mathjs.sqrt(z) as Complex, 2)),
  ],
  sin: [(z) => mathjs.sin(z), (z) => mathjs.cos(z)],
  cos: [(z) => mathjs.cos(z), (z) => scaled(mathjs.sin(z), -1)],
  tan: [(z) => mathjs.tan(z), (z) => over(one, times(mathjs.cos(z), mathjs.cos(z)))],
  sinh: [(z) => mathjs.sinh(z), (z) => mathjs.cosh(z)],
  cosh: [(z) => mathjs.cosh(z), (z) => mathjs.sinh(z)],
  tanh: [(z) => mathjs.tanh(z), (z) => over(one, times(mathjs.cosh(z), mathjs.cosh(z)))],
};

const conjugated = ({ value, dz, dzbar }: Jet): Jet => ({
  value: bar(value),
  dz: bar(dzbar),
  dzbar: bar(dz),
});

const sum = (a: Jet, b: Jet, sign = 1): Jet => ({
  value: plus(a.value, scaled(b.value, sign)),
  dz: plus(a.dz, scaled(b.dz, sign)),
  dzbar: plus(a.dzbar, scaled(b.dzbar, sign)),
});

const product = (a: Jet, b: Jet): Jet => ({
  value: times(a.value, b.value),
  dz: plus(times(a.dz, b.value), times(a.value, b.dz)),
  dzbar: plus(times(a.dzbar, b.value), times(a.value, b.dzbar)),
});

function composed(inner: Jet, value: Complex, slope: Complex): Jet {
  return { value, dz: times(slope, inner.dz), dzbar: times(slope, inner.dzbar) };
}

function modulus(z: Jet): Jet {
  const square = product(z, conjugated(z));
  const value = mathjs.complex(mathjs.abs(z.value) as unknown as number, 0);
  return composed(square, value, over(mathjs.complex(0.5, 0), value));
}

const broken: Readonly<Record<string, (z: Jet) => Jet>> = {
  conj: conjugated,
  re: (z) => {
    const { value, dz, dzbar } = sum(z, conjugated(z));
    return { value: scaled(value, 0.5), dz: scaled(dz, 0.5), dzbar: scaled(dzbar, 0.5) };
  },
  im: (z) => {
    const difference = sum(z, conjugated(z), -1);
    const half = mathjs.complex(0, -0.5);
    return composed(difference, times(half, difference.value), half);
  },
  abs: modulus,
};

const rounded = (random: Random) => Math.round(between(random, -30, 30)) / 10;

function leaf(random: Random): ComplexExpression {
  if (random() < 0.7) return { text: "z", at: (value) => ({ value, dz: one, dzbar: zero }) };
  const [re, im] = [rounded(random), random() < 0.5 ? 0 : rounded(random)];
  const value = mathjs.complex(re, im);
  return { text: im === 0 ? `(${re})` : `(${re} + (${im}) i)`, at: () => ({ value, dz: zero, dzbar: zero }) };
}

/** A seeded expression of at most `depth` operations inside one another, of functions of either kind. */
export function randomComplexExpression(
  random: Random,
  depth: number,
  isHolomorphic: boolean,
): ComplexExpression {
  if (depth === 0 || random() < 0.1) return leaf(random);
  const inner = () => randomComplexExpression(random, depth - 1, isHolomorphic);
  const a = inner();
  const chosen = random();
  if (!isHolomorphic && chosen < 0.2) {
    const name = pick(random, Object.keys(broken));
    // A real number has real roots and logarithms, or none; a complex one has them all.
    return { text: `(${name}(${a.text}) + 0i)`, at: (z) => (broken[name] as (z: Jet) => Jet)(a.at(z)) };
  }
  if (chosen < 0.45) {
    const name = pick(random, Object.keys(holomorphic));
    const [value, derivative] = holomorphic[name] as readonly [Apply, Apply];
    const at = (z: Complex) => {
      const own = a.at(z);
      return composed(own, value(own.value), derivative(own.value));
    };
    return { text: `${name}(${a.text})`, at };
  }
  if (chosen < 0.6) {
    const exponent = pick(random, [2, 3, 5, -1, -2, 1.5]);
    const power = (z: Complex, k: number) =>
      mathjs.pow(Number.isInteger(k) ? z : awayFromCut(z), k) as Complex;
    const at = (z: Complex) => {
      const own = a.at(z);
      return composed(own, power(own.value, exponent), scaled(power(own.value, exponent - 1), exponent));
    };
    return { text: `(${a.text})^(${exponent})`, at };
  }
  const b = inner();
  if (chosen < 0.75) return { text: `(${a.text}) (${b.text})`, at: (z) => product(a.at(z), b.at(z)) };
  if (chosen < 0.9) {
    const sign = pick(random, [1, -1]);
    return {
      text: `(${a.text}) ${sign === 1 ? "+" : "-"} (${b.text})`,
      at: (z) => sum(a.at(z), b.at(z), sign),
    };
  }
  const quotient = (z: Complex) => {
    const under = b.at(z);
    const inverse = over(one, under.value);
    return product(a.at(z), composed(under, inverse, scaled(times(inverse, inverse), -1)));
  };
  return { text: `(${a.text})/(${b.text})`, at: quotient };
}

/** |a − b|. */
export function distance(a: Complex, b: Complex): number {
  const { re, im } = minus(a, b);
  return Math.hypot(re, im);
}
