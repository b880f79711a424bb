import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { atan2, hypot, max, min, mul, sinc } from "./build.ts";
import * as exponential from "./exponential.ts";
import { clamp } from "./extrema.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as rounding from "./rounding.ts";
import * as special from "./special.ts";
import { stopGradientOp } from "./stop-gradient.ts";
import * as trigonometric from "./trigonometric.ts";

/** A function of the language that works entry by entry. */
export interface ElementwiseFunction {
  readonly minArity: number;
  readonly maxArity: number;
  build(graph: Graph, args: readonly Node[]): Node;
}

const unary = (op: Op): ElementwiseFunction => ({
  minArity: 1,
  maxArity: 1,
  build: (graph, args) => graph.make(op, args),
});
const binary = (op: Op): ElementwiseFunction => ({
  minArity: 2,
  maxArity: 2,
  build: (graph, args) => graph.make(op, args),
});
const composed = (arity: number, build: (...args: Node[]) => Node): ElementwiseFunction => ({
  minArity: arity,
  maxArity: arity,
  build: (_graph, args) => build(...args),
});

/** Every elementwise function a person can type, by name. */
export const elementwiseFunctions: ReadonlyMap<string, ElementwiseFunction> = new Map<
  string,
  ElementwiseFunction
>([
  ["sin", unary(trigonometric.sinOp)],
  ["cos", unary(trigonometric.cosOp)],
  ["tan", unary(trigonometric.tanOp)],
  ["asin", unary(trigonometric.asinOp)],
  ["acos", unary(trigonometric.acosOp)],
  ["atan", unary(trigonometric.atanOp)],
  ["atan2", binary(trigonometric.atan2Op)],
  ["sinh", unary(hyperbolic.sinhOp)],
  ["cosh", unary(hyperbolic.coshOp)],
  ["tanh", unary(hyperbolic.tanhOp)],
  ["asinh", unary(hyperbolic.asinhOp)],
  ["acosh", unary(hyperbolic.acoshOp)],
  ["atanh", unary(hyperbolic.atanhOp)],
  ["exp", unary(exponential.expOp)],
  ["expm1", unary(exponential.expm1Op)],
  ["log", unary(exponential.logOp)],
  ["ln", unary(exponential.logOp)],
  ["log1p", unary(exponential.log1pOp)],
  ["log2", unary(exponential.log2Op)],
  ["log10", unary(exponential.log10Op)],
  ["sqrt", unary(exponential.sqrtOp)],
  ["cbrt", unary(exponential.cbrtOp)],
  ["abs", unary(rounding.absOp)],
  // Of real numbers; those of complex ones are the language's.
  ["re", composed(1, (x) => x as Node)],
  ["im", composed(1, (x) => mul(0, x as Node))],
  ["conj", composed(1, (x) => x as Node)],
  ["arg", composed(1, (x) => atan2(0, x as Node))],
  ["sign", unary(rounding.signOp)],
  ["floor", unary(rounding.floorOp)],
  ["ceil", unary(rounding.ceilOp)],
  ["round", unary(rounding.roundOp)],
  ["mod", binary(rounding.modOp)],
  ["min", { minArity: 2, maxArity: 64, build: (_graph, args) => args.reduce((a, b) => min(a, b)) }],
  ["max", { minArity: 2, maxArity: 64, build: (_graph, args) => args.reduce((a, b) => max(a, b)) }],
  ["clamp", composed(3, (x, low, high) => clamp(x as Node, low as Node, high as Node))],
  ["hypot", { minArity: 2, maxArity: 64, build: (_graph, args) => args.reduce((a, b) => hypot(a, b)) }],
  ["erf", unary(special.erfOp)],
  ["erfc", unary(special.erfcOp)],
  ["sigmoid", unary(special.sigmoidOp)],
  ["softplus", unary(special.softplusOp)],
  ["relu", composed(1, (x) => special.relu(x as Node))],
  ["silu", composed(1, (x) => special.silu(x as Node))],
  ["gelu", composed(1, (x) => special.gelu(x as Node))],
  ["sinc", composed(1, (x) => sinc(x as Node))],
  [
    "step",
    {
      minArity: 1,
      maxArity: 2,
      build: (_graph, args) =>
        args.length === 1
          ? rounding.step(0, args[0] as Node)
          : rounding.step(args[0] as Node, args[1] as Node),
    },
  ],
  ["stop_gradient", unary(stopGradientOp)],
  ["smoothstep", composed(3, (low, high, x) => special.smoothstep(low as Node, high as Node, x as Node))],
]);
