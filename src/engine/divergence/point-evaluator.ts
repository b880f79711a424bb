import { compilePointKernel, type PointKernel } from "../codegen/kernel.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/traverse.ts";
import type { Field, Program } from "../language/program.ts";
import { add, div, index, mul, sub, sumOf } from "../ops/index.ts";
import type { Work } from "../work.ts";
import { type Bindings, bindingOf } from "./bindings.ts";
import { type Evaluator, type EvaluatorOptions, evaluatorFrom } from "./evaluation.ts";
import { divergenceNode, jacobianNodes } from "./exact.ts";
import type { ExactMethod } from "./method.ts";
import { kernelForm } from "./vector-form.ts";

/** A compiled divergence of the field by a method without probes; float64 throughout. */
export function createPointEvaluator(
  program: Program,
  field: Field,
  method: ExactMethod | "finite-difference",
  { step = 1e-3 }: Pick<EvaluatorOptions, "step"> = {},
): Evaluator {
  const binding = bindingOf(program, field);
  const exact = method !== "finite-difference";
  const output = exact ? divergenceNode(field, method) : centralDifference(field, step);
  const kernel = compilePointKernel([output], binding);
  // biome-ignore lint/correctness/useYield: it is one step.
  return withoutErrors(exact ? field.dimension : 2 * field.dimension, function* (points, bindings) {
    return run(kernel, points, field.dimension, 1, bindings);
  });
}

/** An evaluator of values that have no error to tell. */
export function withoutErrors(
  passes: number,
  values: (points: Float64Array, bindings: Bindings) => Work<Float64Array>,
): Evaluator {
  return evaluatorFrom({
    passes,
    costsMoreThanExact: false,
    predictsVariance: false,
    *steps(points, bindings) {
      return { values: yield* values(points, bindings), standardError: null, predictedVariance: null };
    },
  });
}

/** A scalar graph on the field's inputs, compiled: its values at points, float64. */
export function createScalarEvaluator(
  program: Program,
  field: Field,
  output: Node,
): (points: Float64Array, bindings: Bindings) => Float64Array {
  const kernel = compilePointKernel([output], bindingOf(program, field));
  return (points, bindings) => run(kernel, points, field.dimension, 1, bindings);
}

/** F and its Jacobian at points: `components` is N×n, `jacobian` N×n×n, row-major. */
export function createFieldEvaluator(program: Program, field: Field) {
  const n = field.dimension;
  const form = kernelForm(field);
  const value = compilePointKernel([form.output], bindingOf(program, form));
  let derivative: PointKernel | null = null;
  const derivativeKernel = () => {
    derivative ??= compilePointKernel(jacobianNodes(field).flat(), bindingOf(program, field));
    return derivative;
  };
  return {
    components: (points: Float64Array, bindings: Bindings): Float64Array =>
      run(value, points, n, n, bindings),
    /** F at the first `count` points into `out`: for few points at a time, without an array for each. */
    write: (count: number, points: Float64Array, bindings: Bindings, out: Float64Array): void =>
      value(count, points, bindings.parameters, bindings.time, out),
    evaluate: (points: Float64Array, bindings: Bindings) => ({
      components: run(value, points, n, n, bindings),
      jacobian: run(derivativeKernel(), points, n, n * n, bindings),
    }),
  };
}

function run(
  kernel: PointKernel,
  points: Float64Array,
  n: number,
  outputs: number,
  bindings: Bindings,
): Float64Array {
  const count = points.length / n;
  const out = new Float64Array(count * outputs);
  kernel(count, points, bindings.parameters, bindings.time, out);
  return out;
}

/** Σ (F_i(x + h e_i) − F_i(x − h e_i)) / 2h: shown so that nobody trusts it. */
export function centralDifference({ inputs, output }: Field, step: number | Node): Node {
  const moved = (i: number, to: Node) =>
    substitute([index(output, i)], new Map([[inputs[i] as Node, to]]))[0] as Node;
  const width = typeof step === "number" ? 2 * step : mul(2, step);
  return sumOf(
    output.graph,
    inputs.map((node, i) => div(sub(moved(i, add(node, step)), moved(i, sub(node, step))), width)),
  );
}
