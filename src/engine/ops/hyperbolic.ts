import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import {
  add,
  cosh,
  div,
  integerPower,
  mul,
  neg,
  oneMinusSquare,
  sechSquared,
  sinh,
  sqrt,
  tanh,
} from "./build.ts";
import { callText, defineElementwise } from "./define.ts";
import * as elementary from "./values.ts";

const small = [-4, 4] as const;

export const sinhOp: Op = defineElementwise({
  name: "sinh",
  arity: 1,
  value: ([x]) => elementary.sinh(x as number),
  partials: ([x]) => [cosh(x as Node)],
  text: callText("sinh", "dd_sinh"),
  conformance: { domain: [small], glsl: { absolute: 0, relative: 2e-6 } },
});

export const coshOp: Op = defineElementwise({
  name: "cosh",
  arity: 1,
  value: ([x]) => elementary.cosh(x as number),
  partials: ([x]) => [sinh(x as Node)],
  text: callText("cosh", "dd_cosh"),
  conformance: { domain: [small], glsl: { absolute: 0, relative: 2e-6 } },
});

/** tanh′ = sech², not 1 − tanh²: that cancels in the tails and, where tanh itself is not asked for, costs more. */
export const tanhOp: Op = defineElementwise({
  name: "tanh",
  arity: 1,
  value: ([x]) => elementary.tanh(x as number),
  partials: ([x]) => [sechSquared(x as Node)],
  text: callText("tanh", "dd_tanh"),
  conformance: { domain: [[-8, 8]], glsl: { absolute: 0, relative: 1.4e-6 } },
});

/** sech²x = 1 − tanh²x; no function of the language, but its tanh′. (sech²)′ = −2 tanh sech². */
export const sechSquaredOp: Op = defineElementwise({
  name: "sech-squared",
  arity: 1,
  value: ([x]) => elementary.sechSquared(x as number),
  partials: ([x], out) => [mul(-2, mul(tanh(x as Node), out))],
  text: callText("sechSquared", "dd_sech_squared"),
  // GLSL: 3 + 2·2|x| ulp of the exponential, and 4 roundings.
  conformance: { domain: [[-8, 8]], glsl: { absolute: 0, relative: 5e-6 } },
});

export const asinhOp: Op = defineElementwise({
  name: "asinh",
  arity: 1,
  value: ([x]) => elementary.asinh(x as number),
  partials: ([x]) => [div(1, sqrt(add(integerPower(x as Node, 2), 1)))],
  text: callText("asinh", "dd_asinh"),
  conformance: { domain: [[-20, 20]], glsl: { absolute: 6e-7, relative: 1e-6 } },
});

export const acoshOp: Op = defineElementwise({
  name: "acosh",
  arity: 1,
  value: ([x]) => elementary.acosh(x as number),
  partials: ([x]) => [div(1, sqrt(neg(oneMinusSquare(x as Node))))],
  text: callText("acosh", "dd_acosh"),
  conformance: { domain: [[1.1, 20]], glsl: { absolute: 6e-7, relative: 1e-6 } },
});

export const atanhOp: Op = defineElementwise({
  name: "atanh",
  arity: 1,
  value: ([x]) => elementary.atanh(x as number),
  partials: ([x]) => [div(1, oneMinusSquare(x as Node))],
  text: callText("atanh", "dd_atanh"),
  conformance: { domain: [[-0.95, 0.95]], glsl: { absolute: 6e-7, relative: 1e-6 } },
});
