import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { limits } from "../limits.ts";
import { negOp } from "./arithmetic.ts";
import { broadcast, div, equal, integerPower, log, mul, neg, power, select, sqrt, sub } from "./build.ts";
import { constant, constantValue } from "./constant.ts";
import { callText, defineElementwise } from "./define.ts";
import { oneMinusSquare as oneMinusSquareValue, pow as powValue } from "./values.ts";

/**
 * xⁿ for a whole n ≥ 2, as products by repeated squaring; the same products in every backend, so that
 * float64 kernels agree to the last bit.
 */
export const integerPowerOp: Op = defineElementwise({
  name: "integer-power",
  arity: 1,
  value: ([x], attribute) => powerByProducts(x as number, attribute as number),
  partials: ([x], _out, attribute) => {
    const exponent = attribute as number;
    return [mul(exponent, integerPower(x as Node, exponent - 1))];
  },
  text: {
    javascript: ([x], attribute) => productText(x as string, attribute as number, "square"),
    glsl: ([x], attribute) => productText(x as string, attribute as number, "dd_square"),
  },
  conformance: {
    domain: [[-2, 2]],
    // One rounding per product, and squaring doubles the error: 63 · 2⁻²⁴ for x⁶⁴.
    glsl: { absolute: 1.2e-38, relative: 4e-6 },
    attributes: [2, 3, 4, 5, 7, 12, 31, 64],
  },
  rewrite([x], _graph, attribute) {
    if (x?.op !== negOp) return null;
    const positive = integerPower(x.inputs[0] as Node, attribute as number);
    return (attribute as number) % 2 === 0 ? positive : neg(positive);
  },
});

/** 1 − x², to full relative accuracy near ±1: what the derivatives of asin, acos, acosh and atanh are made of. */
export const oneMinusSquareOp: Op = defineElementwise({
  name: "one-minus-square",
  arity: 1,
  value: ([x]) => oneMinusSquareValue(x as number),
  partials: ([x]) => [mul(-2, x as Node)],
  text: {
    javascript: ([x]) => `((1 - ${x}) * (1 + ${x}))`,
    glsl: ([x]) => `((1.0 - ${x}) * (1.0 + ${x}))`,
  },
  conformance: { domain: [[-2, 2]], glsl: { absolute: 0, relative: 2e-7 } },
});

/** x^y as in C's pow: NaN for a negative base with a fractional exponent. */
export const powerOp: Op = defineElementwise({
  name: "power",
  arity: 2,
  value: ([x, y]) => powValue(x as number, y as number),
  partials: ([x, y], out) => [
    mul(y as Node, power(x as Node, sub(y as Node, 1))),
    // x^y log x → 0 as x → 0 with y > 0, where 0 · log 0 would give NaN.
    select(equal(out, 0), 0, mul(out, log(x as Node))),
  ],
  text: {
    ...callText("pow", "dd_pow"),
    glsl: ([x, y]) => halfPowerText(x as string, y as string) ?? `dd_pow(${x}, ${y})`,
  },
  conformance: {
    domain: [
      [0.2, 3],
      [-3, 3],
    ],
    // GLSL: that of exp2(y log2 x).
    glsl: { absolute: 0, relative: 4e-6 },
  },
  rewrite([x, y], graph) {
    if (!x || !y) return null;
    const exponent = constantValue(y);
    if (exponent === null) return null;
    if (exponent === 0) return broadcast(constant(graph, 1), x.shape);
    if (exponent === 0.5) return sqrt(x);
    if (Number.isInteger(exponent) && Math.abs(exponent) <= limits.integerExponent) {
      // (1/x)ⁿ, not 1/xⁿ: where xⁿ and its tangent overflow, 0 · ∞ would make NaN of a tangent that is 0.
      return exponent > 0 ? integerPower(x, exponent) : integerPower(div(1, x), -exponent);
    }
    return null;
  },
});

/** A power of a whole number and a half, as of distances, in products and a root: closer than exp2(y log2 x), and quicker. */
function halfPowerText(x: string, y: string): string | null {
  const exponent = Number(y.replace(/[()]/g, ""));
  const whole = Math.abs(exponent) - 0.5;
  if (!Number.isInteger(whole) || whole > limits.integerExponent) return null;
  const root = `dd_sqrt(${x})`;
  const size = whole === 0 ? root : `(${productText(x, whole, "dd_square")} * ${root})`;
  return exponent > 0 ? size : `(1.0 / ${size})`;
}

function powerByProducts(x: number, exponent: number): number {
  if (exponent === 1) return x;
  const half = powerByProducts(x, Math.floor(exponent / 2));
  const square = half * half;
  return exponent % 2 === 1 ? square * x : square;
}

function productText(x: string, exponent: number, square: string): string {
  if (exponent === 1) return x;
  const half = Math.floor(exponent / 2);
  const inner = productText(x, half, square);
  const squared = half === 1 ? `(${x} * ${x})` : `${square}(${inner})`;
  return exponent % 2 === 1 ? `(${squared} * ${x})` : squared;
}
