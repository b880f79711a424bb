import type { Op } from "../graph/op.ts";
import { defineElementwise } from "./define.ts";

/**
 * x itself, held fixed by every derivative: the tangent is zero by definition, not because the value stands still, so
 * differences do not see it. What lies behind it is a constant of the derivatives of every order.
 */
export const stopGradientOp: Op = defineElementwise({
  name: "stop-gradient",
  arity: 1,
  value: ([x]) => x as number,
  partials: () => [null],
  text: { javascript: ([x]) => `${x}`, glsl: ([x]) => `${x}` },
  conformance: { domain: [[-3, 3]], glsl: { absolute: 0, relative: 0 }, derivativeByDefinition: true },
  rewrite: ([x]) => (x?.op.name === "stop-gradient" ? x : null),
});
