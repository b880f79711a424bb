/** Arithmetic of complex numbers, and their functions: accurate, without early overflow, principal values. */
import type { Node } from "../graph/node.ts";
import { limits } from "../limits.ts";
import * as real from "./build.ts";
import { type Complex, define } from "./complex-part.ts";
import { constant, constantValue } from "./constant.ts";

export type { Complex } from "./complex-part.ts";

function defineUnary(value: (z: Complex) => Complex, derivative: (z: Complex) => Complex) {
  const made = define(
    ([z]) => value(z as Complex),
    ([z], [tangent]) => mul(derivative(z as Complex), tangent as Complex),
  );
  return (z: Complex): Complex => made([z], 0);
}

/** A real number as a complex one. */
export function complex(re: Node, im: number | Node = 0): Complex {
  return { re, im: typeof im === "number" ? constant(re.graph, im) : im };
}

const isZero = (node: Node): boolean => constantValue(node) === 0;
const isNull = ({ re, im }: Complex): boolean => isZero(re) && isZero(im);
const isOne = ({ re, im }: Complex): boolean => constantValue(re) === 1 && isZero(im);

/** No −0: it would be another node than 0. */
const opposite = (node: Node): Node => (isZero(node) ? node : real.neg(node));

/** Of a node and its opposite one is negative, whichever way it was made. */
function isNegative(node: Node): boolean {
  const value = constantValue(node);
  if (value !== null) return value < 0;
  const [a, b] = node.inputs;
  return node.op.name === "neg" || (node.op.name === "sub" && (a as Node).id > (b as Node).id);
}

const unsigned = (node: Node): Node => (isNegative(node) ? real.neg(node) : node);

/** i^turns z. */
function turned(z: Complex, turns: number): Complex {
  const { re, im } = z;
  switch (turns & 3) {
    case 1:
      return { re: opposite(im), im: re };
    case 2:
      return { re: opposite(re), im: opposite(im) };
    case 3:
      return { re: im, im: opposite(re) };
    default:
      return z;
  }
}

/** z as i^turns w, with the same w for z, iz, −z and −iz. */
function upright(z: Complex): readonly [w: Complex, turns: number] {
  const [re, im] = [unsigned(z.re), unsigned(z.im)];
  const isSideways =
    isZero(re) || (!isZero(im) && (im.id < re.id || (im === re && isNegative(z.re) !== isNegative(z.im))));
  const turns = (isSideways ? 1 : 0) + (isNegative(isSideways ? z.im : z.re) ? 2 : 0);
  return [turned(z, -turns), turns];
}

const sum = define(
  ([a, b]) => between(a as Complex, b as Complex, real.add),
  ([,], [a, b]) => add(a as Complex, b as Complex),
);

const product = define(
  ([a, b]) => productOf(a as Complex, b as Complex),
  ([a, b], [ta, tb]) => add(mul(b as Complex, ta as Complex), mul(a as Complex, tb as Complex)),
);

const quotient = define(
  ([a, b]) => quotientOf(a as Complex, b as Complex),
  ([a, b], [ta, tb]) => {
    const [over, under] = [a, b] as [Complex, Complex];
    const inverse = div(complex(constant(under.re.graph, 1)), under);
    return mul(inverse, sub(ta as Complex, mul(div(over, under), tb as Complex)));
  },
);

const raised = define(
  ([z], exponent) => powerOf(z as Complex, exponent),
  ([z], [tangent], exponent) => {
    const { graph } = (z as Complex).re;
    const slope = mul(complex(constant(graph, exponent)), integerPower(z as Complex, exponent - 1));
    return mul(slope, tangent as Complex);
  },
);

export function add(a: Complex, b: Complex): Complex {
  if (isNull(a) || isNull(b)) return isNull(a) ? b : a;
  const [p, m] = upright(a);
  const [q, n] = upright(b);
  return turned(sum([p, turned(q, n - m)], 0), m);
}

export const neg = (z: Complex): Complex => turned(z, 2);
export const sub = (a: Complex, b: Complex): Complex => add(a, neg(b));
export const conj = ({ re, im }: Complex): Complex => ({ re, im: opposite(im) });

export function mul(a: Complex, b: Complex): Complex {
  if (isNull(a) || isNull(b)) return isNull(a) ? a : b;
  const [p, m] = upright(a);
  const [q, n] = upright(b);
  return turned(isOne(p) ? q : isOne(q) ? p : product([p, q], 0), m + n);
}

export function div(a: Complex, b: Complex): Complex {
  const [p, m] = upright(a);
  const [q, n] = upright(b);
  return turned(isOne(q) ? p : quotient([p, q], 0), m - n);
}

/** zⁿ for whole n ≥ 0. */
function integerPower(z: Complex, exponent: number): Complex {
  if (exponent === 0) return complex(constant(z.re.graph, 1));
  if (exponent === 1) return z;
  const [w, turns] = upright(z);
  return turned(raised([w], exponent), turns * exponent);
}

/** The principal value of z^w. */
export function power(z: Complex, w: Complex): Complex {
  const exponent = isZero(w.im) ? constantValue(w.re) : null;
  if (exponent === 0.5) return sqrt(z);
  if (exponent !== null && Number.isInteger(exponent) && Math.abs(exponent) <= limits.integerExponent) {
    if (exponent >= 0) return integerPower(z, exponent);
    return integerPower(div(complex(constant(z.re.graph, 1)), z), -exponent);
  }
  return exp(mul(w, log(z)));
}

function between(a: Complex, b: Complex, operation: (a: Node, b: Node) => Node): Complex {
  return { re: operation(a.re, b.re), im: operation(a.im, b.im) };
}

function productOf(a: Complex, b: Complex): Complex {
  // Where a factor is real, 0 · ∞ must not make NaN of a part that is not there.
  if (isZero(a.im)) return { re: real.mul(a.re, b.re), im: real.mul(a.re, b.im) };
  if (isZero(b.im)) return productOf(b, a);
  return {
    re: real.sub(real.mul(a.re, b.re), real.mul(a.im, b.im)),
    im: real.add(real.mul(a.re, b.im), real.mul(a.im, b.re)),
  };
}

/** a b̄/|b|², divided by |b| twice: nothing overflows or vanishes on the way that is not so in the end. */
function quotientOf(a: Complex, b: Complex): Complex {
  if (isZero(b.im)) return { re: real.div(a.re, b.re), im: real.div(a.im, b.re) };
  const size = abs(b);
  const { re, im } = productOf(a, { re: real.div(b.re, size), im: opposite(real.div(b.im, size)) });
  return { re: real.div(re, size), im: real.div(im, size) };
}

function powerOf(z: Complex, exponent: number): Complex {
  if (exponent === 1) return z;
  const half = powerOf(z, Math.floor(exponent / 2));
  const square = productOf(half, half);
  return exponent % 2 === 1 ? productOf(square, z) : square;
}

export function abs({ re, im }: Complex): Node {
  return isZero(im) ? real.abs(re) : isZero(re) ? real.abs(im) : real.hypot(unsigned(re), unsigned(im));
}

/** The angle in (−π, π]. */
export const arg = ({ re, im }: Complex): Node => real.atan2(im, re);

export const exp: (z: Complex) => Complex = defineUnary(
  ({ re, im }) => {
    const size = real.exp(re);
    return { re: real.mul(size, real.cos(im)), im: real.mul(size, real.sin(im)) };
  },
  (z) => exp(z),
);

/** The principal value: the cut is the negative axis, which belongs to the upper side. */
export const log = defineUnary(
  (z) => ({ re: real.log(abs(z)), im: arg(z) }),
  (z) => div(complex(constant(z.re.graph, 1)), z),
);

/** The root in the right half-plane, of two positive terms on either side: neither part loses digits. */
export const sqrt: (z: Complex) => Complex = defineUnary(
  (z) => {
    const { re, im } = z;
    const larger = real.sqrt(real.add(real.mul(0.5, abs(z)), real.mul(0.5, real.abs(re))));
    const smaller = real.div(im, real.mul(2, larger));
    return {
      re: real.select(real.greaterEqual(re, 0), larger, real.abs(smaller)),
      im: real.select(real.greater(re, 0), smaller, real.select(real.less(im, 0), real.neg(larger), larger)),
    };
  },
  (z) => div(complex(constant(z.re.graph, 0.5)), sqrt(z)),
);

/** The parts of sin and the like: sin x cosh y and cos x sinh y. */
const parts = (a: Node, b: Node, c: Node, d: Node): Complex => ({ re: real.mul(a, b), im: real.mul(c, d) });

export const sin = defineUnary(
  ({ re, im }) => parts(real.sin(re), real.cosh(im), real.cos(re), real.sinh(im)),
  (z) => cos(z),
);
export const cos: (z: Complex) => Complex = defineUnary(
  ({ re, im }) => parts(real.cos(re), real.cosh(im), real.neg(real.sin(re)), real.sinh(im)),
  (z) => neg(sin(z)),
);
export const sinh = defineUnary(
  ({ re, im }) => parts(real.sinh(re), real.cos(im), real.cosh(re), real.sin(im)),
  (z) => cosh(z),
);
export const cosh: (z: Complex) => Complex = defineUnary(
  ({ re, im }) => parts(real.cosh(re), real.cos(im), real.sinh(re), real.sin(im)),
  (z) => sinh(z),
);

/** |cosh z|²/cosh² x = tanh² x + cos² y sech² x: neither overflows nor cancels, in the tails or at a pole. */
function denominator({ re, im }: Complex): Node {
  const cosine = real.integerPower(real.cos(im), 2);
  return real.add(real.integerPower(real.tanh(re), 2), real.mul(cosine, real.sechSquared(re)));
}

export const tanh = defineUnary(
  (z) => {
    const under = denominator(z);
    const turn = real.mul(real.sin(z.im), real.cos(z.im));
    const over = real.mul(turn, real.sechSquared(z.re));
    return { re: real.div(real.tanh(z.re), under), im: real.div(over, under) };
  },
  (z) => sechSquared(z),
);

/** 1/cosh² z, as sech² x (cosh x/cosh z)². */
const sechSquared: (z: Complex) => Complex = defineUnary(
  (z) => {
    const under = denominator(z);
    const half = {
      re: real.div(real.cos(z.im), under),
      im: real.neg(real.div(real.mul(real.tanh(z.re), real.sin(z.im)), under)),
    };
    const { re, im } = productOf(half, half);
    const size = real.sechSquared(z.re);
    return { re: real.mul(size, re), im: real.mul(size, im) };
  },
  (z) => mul(complex(constant(z.re.graph, -2)), mul(tanh(z), sechSquared(z))),
);

/** tan z = −i tanh iz. */
export const tan = (z: Complex): Complex => turned(tanh(turned(z, 1)), 3);
