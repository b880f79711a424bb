import type { Op } from "../graph/op.ts";
import { defineElementwise } from "./define.ts";

const domain = [
  [-2, 2],
  [-2, 2],
] as const;
const glsl = { absolute: 0, relative: 0 };

/** A truth value is the number 1 or 0; comparisons with NaN are false, save `!=`. Derivatives are zero. */
function comparison(name: string, symbol: string, holds: (a: number, b: number) => boolean): Op {
  return defineElementwise({
    name,
    arity: 2,
    value: ([a, b]) => (holds(a as number, b as number) ? 1 : 0),
    partials: () => [null, null],
    text: {
      javascript: ([a, b]) =>
        `(${a} ${symbol === "==" || symbol === "!=" ? `${symbol}=` : symbol} ${b} ? 1 : 0)`,
      glsl: ([a, b]) => `(${a} ${symbol} ${b} ? 1.0 : 0.0)`,
    },
    conformance: { domain, glsl, kinks: ([a, b]) => Math.abs((a as number) - (b as number)) < 1e-3 },
  });
}

export const lessOp = comparison("less", "<", (a, b) => a < b);
export const lessEqualOp = comparison("less-equal", "<=", (a, b) => a <= b);
export const equalOp = comparison("equal", "==", (a, b) => a === b);
export const notEqualOp = comparison("not-equal", "!=", (a, b) => a !== b);

export const andOp: Op = defineElementwise({
  name: "and",
  arity: 2,
  value: ([a, b]) => (a !== 0 && b !== 0 ? 1 : 0),
  partials: () => [null, null],
  text: {
    javascript: ([a, b]) => `(${a} !== 0 && ${b} !== 0 ? 1 : 0)`,
    glsl: ([a, b]) => `(${a} != 0.0 && ${b} != 0.0 ? 1.0 : 0.0)`,
  },
  conformance: { domain, glsl },
});

export const orOp: Op = defineElementwise({
  name: "or",
  arity: 2,
  value: ([a, b]) => (a !== 0 || b !== 0 ? 1 : 0),
  partials: () => [null, null],
  text: {
    javascript: ([a, b]) => `(${a} !== 0 || ${b} !== 0 ? 1 : 0)`,
    glsl: ([a, b]) => `(${a} != 0.0 || ${b} != 0.0 ? 1.0 : 0.0)`,
  },
  conformance: { domain, glsl },
});

export const notOp: Op = defineElementwise({
  name: "not",
  arity: 1,
  value: ([a]) => (a === 0 ? 1 : 0),
  partials: () => [null],
  text: {
    javascript: ([a]) => `(${a} === 0 ? 1 : 0)`,
    glsl: ([a]) => `(${a} == 0.0 ? 1.0 : 0.0)`,
  },
  conformance: { domain: [[-2, 2]], glsl },
});
