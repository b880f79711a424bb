import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { div, erfc, exp, integerPower, lessEqual, mul, neg, select, sigmoid, sub } from "./build.ts";
import { callText, defineElementwise } from "./define.ts";
import { clamp } from "./extrema.ts";
import * as elementary from "./values.ts";

const bell = [-3, 3] as const;
const twoOverRootPi = 2 / Math.sqrt(Math.PI);

export const erfOp: Op = defineElementwise({
  name: "erf",
  arity: 1,
  value: ([x]) => elementary.erf(x as number),
  partials: ([x]) => [mul(twoOverRootPi, exp(neg(integerPower(x as Node, 2))))],
  text: callText("erf", "dd_erf"),
  conformance: { domain: [bell], glsl: { absolute: 8e-7, relative: 4e-7 } },
});

/** 1 − erf x, to full relative accuracy in the tail. */
export const erfcOp: Op = defineElementwise({
  name: "erfc",
  arity: 1,
  value: ([x]) => elementary.erfc(x as number),
  partials: ([x]) => [neg(mul(twoOverRootPi, exp(neg(integerPower(x as Node, 2)))))],
  text: callText("erfc", "dd_erfc"),
  conformance: { domain: [bell], glsl: { absolute: 0, relative: 4e-6 } },
});

/** 1/(1 + e^(−x)); σ′ = σ(x) σ(−x), which keeps its digits on both sides. */
export const sigmoidOp: Op = defineElementwise({
  name: "sigmoid",
  arity: 1,
  value: ([x]) => elementary.sigmoid(x as number),
  partials: ([x], out) => [mul(out, sigmoid(neg(x as Node)))],
  text: callText("sigmoid", "dd_sigmoid"),
  conformance: { domain: [[-8, 8]], glsl: { absolute: 0, relative: 2.8e-6 } },
});

/** log(1 + eˣ), without overflow. */
export const softplusOp: Op = defineElementwise({
  name: "softplus",
  arity: 1,
  value: ([x]) => elementary.softplus(x as number),
  partials: ([x]) => [sigmoid(x as Node)],
  text: callText("softplus", "dd_softplus"),
  conformance: { domain: [[-8, 8]], glsl: { absolute: 5e-7, relative: 3e-6 } },
});

/** √(x² + y²) without overflow. */
export const hypotOp: Op = defineElementwise({
  name: "hypot",
  arity: 2,
  value: ([x, y]) => elementary.hypot(x as number, y as number),
  partials: ([x, y], out) => [div(x as Node, out), div(y as Node, out)],
  text: callText("hypot", "dd_hypot"),
  conformance: { domain: [bell, [0.1, 3]], glsl: { absolute: 0, relative: 8e-7 } },
});

/** max(x, 0) with derivative 0 at the kink, as in JAX. */
export const relu = (x: Node): Node => select(lessEqual(x, 0), 0, x);

/** x σ(x). */
export const silu = (x: Node): Node => mul(x, sigmoid(x));

/** x Φ(x) with the normal distribution Φ, exactly (JAX's approximate=False, PyTorch's default). */
export const gelu = (x: Node): Node => mul(mul(0.5, x), erfc(mul(-Math.SQRT1_2, x)));

/** 0 below `low`, 1 above `high`, 3s² − 2s³ between: GLSL's smoothstep. */
export function smoothstep(low: Node, high: Node, x: Node): Node {
  const s = clamp(div(sub(x, low), sub(high, low)), 0, 1);
  return mul(integerPower(s, 2), sub(3, mul(2, s)));
}
