import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { add, div, exp, integerPower, mul } from "./build.ts";
import { constant } from "./constant.ts";
import { callText, defineElementwise } from "./define.ts";
import * as elementary from "./values.ts";

const positive = [0.05, 20] as const;

/** √x; NaN for x < 0. (√x)′ = 1/(2√x). */
export const sqrtOp: Op = defineElementwise({
  name: "sqrt",
  arity: 1,
  value: ([x]) => Math.sqrt(x as number),
  partials: (_args, out) => [div(0.5, out)],
  text: { ...callText("sqrt", "dd_sqrt"), javascript: ([x]) => `Math.sqrt(${x})` },
  // GLSL: 1/inversesqrt, 2 ulp and 2.5 ulp.
  conformance: { domain: [positive], glsl: { absolute: 0, relative: 6e-7 } },
});

/** ∛x, odd. (∛x)′ = 1/(3 ∛x²). */
export const cbrtOp: Op = defineElementwise({
  name: "cbrt",
  arity: 1,
  value: ([x]) => elementary.cbrt(x as number),
  partials: (_args, out) => [div(constant(out.graph, 1 / 3), integerPower(out, 2))],
  text: callText("cbrt", "dd_cbrt"),
  conformance: {
    domain: [[-20, 20]],
    glsl: { absolute: 0, relative: 2.5e-6 },
    kinks: ([x]) => Math.abs(x as number) < 0.05,
  },
});

export const expOp: Op = defineElementwise({
  name: "exp",
  arity: 1,
  value: ([x]) => elementary.exp(x as number),
  partials: (_args, out) => [out],
  text: callText("exp", "dd_exp"),
  // GLSL: 3 + 2|x| ulp.
  conformance: { domain: [[-8, 8]], glsl: { absolute: 0, relative: 2.4e-6 } },
});

/** eˣ − 1 without cancellation near 0. */
export const expm1Op: Op = defineElementwise({
  name: "expm1",
  arity: 1,
  value: ([x]) => elementary.expm1(x as number),
  // Not expm1 + 1, which has no digits left where expm1 is near −1.
  partials: ([x]) => [exp(x as Node)],
  text: callText("expm1", "dd_expm1"),
  conformance: { domain: [[-5, 5]], glsl: { absolute: 0, relative: 2e-6 } },
});

/** Natural logarithm; −∞ at 0, NaN below. */
export const logOp: Op = defineElementwise({
  name: "log",
  arity: 1,
  value: ([x]) => elementary.log(x as number),
  partials: ([x]) => [div(1, x as Node)],
  text: callText("log", "dd_log"),
  // GLSL: 2⁻²¹ between 1/2 and 2, else 3 ulp.
  conformance: { domain: [positive], glsl: { absolute: 5e-7, relative: 3.6e-7 } },
});

/** log(1 + x) without cancellation near 0. */
export const log1pOp: Op = defineElementwise({
  name: "log1p",
  arity: 1,
  value: ([x]) => elementary.log1p(x as number),
  partials: ([x]) => [div(1, add(1, x as Node))],
  text: callText("log1p", "dd_log1p"),
  conformance: { domain: [[-0.9, 10]], glsl: { absolute: 5e-7, relative: 5e-7 } },
});

export const log2Op: Op = defineElementwise({
  name: "log2",
  arity: 1,
  value: ([x]) => elementary.log2(x as number),
  partials: ([x]) => [div(1, mul(Math.LN2, x as Node))],
  text: callText("log2", "dd_log2"),
  conformance: { domain: [positive], glsl: { absolute: 5e-7, relative: 3.6e-7 } },
});

export const log10Op: Op = defineElementwise({
  name: "log10",
  arity: 1,
  value: ([x]) => elementary.log10(x as number),
  partials: ([x]) => [div(1, mul(Math.LN10, x as Node))],
  text: callText("log10", "dd_log10"),
  conformance: { domain: [positive], glsl: { absolute: 3e-7, relative: 5e-7 } },
});
