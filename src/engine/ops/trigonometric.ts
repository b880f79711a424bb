import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { add, cos, div, integerPower, neg, oneMinusSquare, sin, sinc, sqrt } from "./build.ts";
import { callText, defineElementwise } from "./define.ts";
import * as elementary from "./values.ts";

const turn = [-6, 6] as const;
const unit = [-0.95, 0.95] as const;
/** GLSL promises nothing; Vulkan 2⁻¹¹ on [−π, π]. SwiftShader errs by 1.9e-4. */
const coarse = { absolute: 5e-4, relative: 0 };

export const sinOp: Op = defineElementwise({
  name: "sin",
  arity: 1,
  value: ([x]) => elementary.sin(x as number),
  partials: ([x]) => [cos(x as Node)],
  text: callText("sin"),
  conformance: { domain: [turn], glsl: coarse },
});

export const cosOp: Op = defineElementwise({
  name: "cos",
  arity: 1,
  value: ([x]) => elementary.cos(x as number),
  partials: ([x]) => [neg(sin(x as Node))],
  text: callText("cos"),
  conformance: { domain: [turn], glsl: coarse },
});

/** tan′ = 1 + tan². */
export const tanOp: Op = defineElementwise({
  name: "tan",
  arity: 1,
  value: ([x]) => elementary.tan(x as number),
  partials: (_args, out) => [add(1, integerPower(out, 2))],
  text: callText("tan"),
  // The quotient of two coarse values.
  conformance: { domain: [[-1.3, 1.3]], glsl: { absolute: 5e-4, relative: 2.5e-3 } },
});

export const asinOp: Op = defineElementwise({
  name: "asin",
  arity: 1,
  value: ([x]) => elementary.asin(x as number),
  partials: ([x]) => [div(1, sqrt(oneMinusSquare(x as Node)))],
  text: callText("asin", "dd_asin"),
  conformance: { domain: [unit], glsl: { absolute: 1e-6, relative: 0 } },
});

export const acosOp: Op = defineElementwise({
  name: "acos",
  arity: 1,
  value: ([x]) => elementary.acos(x as number),
  partials: ([x]) => [neg(div(1, sqrt(oneMinusSquare(x as Node))))],
  text: callText("acos", "dd_acos"),
  conformance: { domain: [unit], glsl: { absolute: 1e-6, relative: 0 } },
});

export const atanOp: Op = defineElementwise({
  name: "atan",
  arity: 1,
  value: ([x]) => elementary.atan(x as number),
  partials: ([x]) => [div(1, add(1, integerPower(x as Node, 2)))],
  text: callText("atan", "dd_atan"),
  conformance: { domain: [[-20, 20]], glsl: { absolute: 0, relative: 7e-7 } },
});

/** The angle of (x, y), written atan2(y, x), in (−π, π]. Its derivative is (x dy − y dx)/(x² + y²). */
export const atan2Op: Op = defineElementwise({
  name: "atan2",
  arity: 2,
  value: ([y, x]) => elementary.atan2(y as number, x as number),
  partials([y, x]) {
    const square = add(integerPower(x as Node, 2), integerPower(y as Node, 2));
    return [div(x as Node, square), neg(div(y as Node, square))];
  },
  text: callText("atan2", "dd_atan2"),
  conformance: {
    domain: [
      [-3, 3],
      [-3, 3],
    ],
    glsl: { absolute: 0, relative: 7e-7 },
    kinks: ([y, x]) => (x as number) < 0.1 && Math.abs(y as number) < 0.1,
  },
});

/**
 * Derivative of order k (the attribute) of sin(πx)/(πx), NumPy's sinc. One op for all orders, because the
 * quotient rule loses all digits near 0.
 */
export const sincOp: Op = defineElementwise({
  name: "sinc",
  arity: 1,
  value: ([x], order) => elementary.sinc(x as number, order as number),
  partials: ([x], _out, order) => [sinc(x as Node, (order as number) + 1)],
  text: {
    javascript: ([x], order) => `sinc(${x}, ${order})`,
    glsl: ([x], order) => `dd_sinc(${x}, ${order})`,
  },
  // A coarse sine, times 3!/u³ at order 3, in units of π³.
  conformance: { domain: [[-4, 4]], glsl: { absolute: 2.5e-3, relative: 0 }, attributes: [0, 1, 2, 3] },
});
