import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { add, cosh, div, integerPower, sinh, sqrt, sub } from "./build.ts";
import { callText, defineElementwise } from "./define.ts";
import * as elementary from "./values.ts";

const small = [-4, 4] as const;

export const sinhOp: Op = defineElementwise({
  name: "sinh",
  arity: 1,
  value: ([x]) => elementary.sinh(x as number),
  partials: ([x]) => [cosh(x as Node)],
  text: callText("sinh", "dd_sinh", "dd_sinh"),
  conformance: { domain: [small], glsl: { absolute: 0, relative: 2e-6 } },
});

export const coshOp: Op = defineElementwise({
  name: "cosh",
  arity: 1,
  value: ([x]) => elementary.cosh(x as number),
  partials: ([x]) => [sinh(x as Node)],
  text: callText("cosh", "dd_cosh", "dd_cosh"),
  conformance: { domain: [small], glsl: { absolute: 0, relative: 2e-6 } },
});

/** tanh′ = 1 − tanh², which costs no further function. */
export const tanhOp: Op = defineElementwise({
  name: "tanh",
  arity: 1,
  value: ([x]) => elementary.tanh(x as number),
  partials: (_args, out) => [sub(1, integerPower(out, 2))],
  text: callText("tanh", "dd_tanh", "dd_tanh"),
  conformance: { domain: [[-8, 8]], glsl: { absolute: 0, relative: 1.4e-6 } },
});

export const asinhOp: Op = defineElementwise({
  name: "asinh",
  arity: 1,
  value: ([x]) => elementary.asinh(x as number),
  partials: ([x]) => [div(1, sqrt(add(integerPower(x as Node, 2), 1)))],
  text: callText("asinh", "dd_asinh", "dd_asinh"),
  conformance: { domain: [[-20, 20]], glsl: { absolute: 6e-7, relative: 1e-6 } },
});

export const acoshOp: Op = defineElementwise({
  name: "acosh",
  arity: 1,
  value: ([x]) => elementary.acosh(x as number),
  partials: ([x]) => [div(1, sqrt(sub(integerPower(x as Node, 2), 1)))],
  text: callText("acosh", "dd_acosh", "dd_acosh"),
  conformance: { domain: [[1.1, 20]], glsl: { absolute: 6e-7, relative: 1e-6 } },
});

export const atanhOp: Op = defineElementwise({
  name: "atanh",
  arity: 1,
  value: ([x]) => elementary.atanh(x as number),
  partials: ([x]) => [div(1, sub(1, integerPower(x as Node, 2)))],
  text: callText("atanh", "dd_atanh", "dd_atanh"),
  conformance: { domain: [[-0.95, 0.95]], glsl: { absolute: 6e-7, relative: 1e-6 } },
});
