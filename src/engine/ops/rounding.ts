import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { div, floor, less, neg, select, sign } from "./build.ts";
import { constant, type Operand } from "./constant.ts";
import { callText, defineElementwise } from "./define.ts";
import { floorModulo, roundHalfEven, signOf } from "./values.ts";

const domain = [[-5, 5]] as const;
const glsl = { absolute: 0, relative: 0 };
const nearInteger = ([x]: readonly number[]) => Math.abs((x as number) - Math.round(x as number)) < 1e-3;

/** |x|, with derivative sign(x): 0 at the kink. */
export const absOp: Op = defineElementwise({
  name: "abs",
  arity: 1,
  value: ([x]) => Math.abs(x as number),
  partials: ([x]) => [sign(x as Node)],
  text: { ...callText("abs"), javascript: ([x]) => `Math.abs(${x})` },
  conformance: { domain, glsl, kinks: ([x]) => Math.abs(x as number) < 1e-3 },
});

/** −1, 0 or 1; derivative 0. */
export const signOp: Op = defineElementwise({
  name: "sign",
  arity: 1,
  value: ([x]) => signOf(x as number),
  partials: () => [null],
  text: callText("signOf", "dd_sign"),
  conformance: { domain, glsl, kinks: ([x]) => Math.abs(x as number) < 1e-3 },
});

export const floorOp: Op = defineElementwise({
  name: "floor",
  arity: 1,
  value: ([x]) => Math.floor(x as number),
  partials: () => [null],
  text: { ...callText("floor"), javascript: ([x]) => `Math.floor(${x})` },
  conformance: { domain, glsl, kinks: nearInteger },
});

export const ceilOp: Op = defineElementwise({
  name: "ceil",
  arity: 1,
  value: ([x]) => Math.ceil(x as number),
  partials: () => [null],
  text: { ...callText("ceil"), javascript: ([x]) => `Math.ceil(${x})` },
  conformance: { domain, glsl, kinks: nearInteger },
});

/** To the nearest whole number, halves to the even one, as NumPy and JAX do. */
export const roundOp: Op = defineElementwise({
  name: "round",
  arity: 1,
  value: ([x]) => roundHalfEven(x as number),
  partials: () => [null],
  text: callText("roundHalfEven", "roundEven"),
  conformance: {
    domain,
    glsl,
    kinks: ([x]) => Math.abs((x as number) - Math.floor(x as number) - 0.5) < 1e-3,
  },
});

/** x − y⌊x/y⌋: the remainder with the sign of y, as in Python. */
export const modOp: Op = defineElementwise({
  name: "mod",
  arity: 2,
  value: ([x, y]) => floorModulo(x as number, y as number),
  partials: ([x, y]) => [constant((x as Node).graph, 1), neg(floor(div(x as Node, y as Node)))],
  text: callText("floorModulo", "dd_mod"),
  conformance: {
    domain: [
      [-5, 5],
      [0.5, 3],
    ],
    glsl: { absolute: 6e-7, relative: 1.2e-7 },
    kinks: ([x, y]) => nearInteger([(x as number) / (y as number)]),
  },
});

/** 0 where x < edge, else 1: GLSL's step. */
export const step = (edge: Operand, x: Operand): Node => select(less(x, edge), 0, 1);
