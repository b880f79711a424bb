import { jvp } from "../autodiff/jvp.ts";
import { compilePointKernel, compileProbeKernel, type PointKernel } from "../codegen/kernel.ts";
import type { Binding } from "../codegen/lower.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/traverse.ts";
import type { Field, Program } from "../language/program.ts";
import { add, constant, div, index, input, mul, sub, sumOf } from "../ops/index.ts";
import {
  type Distribution,
  probes as drawProbes,
  type KeyLayout,
  type KeySharing,
  pointKey,
  prngKey,
} from "../random/index.ts";
import { divergenceNode, jacobianNodes } from "./exact.ts";
import { isExactMethod, type Method } from "./method.ts";

export interface EvaluatorOptions {
  readonly method: Method;
  /** Probes of a stochastic method; default 1. */
  readonly probes?: number;
  readonly distribution?: Distribution;
  readonly seed?: number;
  readonly layout?: KeyLayout;
  readonly keys?: KeySharing;
  /** Step of the finite difference; default 1e-3. */
  readonly step?: number;
}

/** Values of the sliders, in the order of `program.parameters`, and of free t. */
export interface Bindings {
  readonly parameters: Float64Array;
  readonly time: number;
}

export interface DivergenceValues {
  /** One per point. */
  readonly values: Float64Array;
  /** Of the mean over probes; null for methods without probes, NaN for a single probe. */
  readonly standardError: Float64Array | null;
  /** Variance of the m-probe estimate by the law of the distribution, from the exact J; null when exact. */
  readonly predictedVariance: Float64Array | null;
}

export interface Evaluator {
  /** jvps or vjps per point (function values for a finite difference). */
  readonly passes: number;
  /**
   * Values at N points given row by row (N·n numbers). With per-point keys the probes of row i are those of
   * index `firstIndex + i`, so that blocks of a stream agree with the whole.
   */
  evaluate(points: Float64Array, bindings: Bindings, firstIndex?: number): DivergenceValues;
}

export function bindingsOf(program: Program, time = 0): Bindings {
  return { parameters: Float64Array.from(program.parameters, (parameter) => parameter.value), time };
}

export function bindingOf(program: Program, field: Field): Binding {
  return {
    coordinates: field.inputs,
    parameters: program.parameters.map((parameter) => parameter.node),
    time: program.time,
  };
}

/** A compiled divergence of the field by one method; float64 throughout. */
export function createEvaluator(program: Program, field: Field, options: EvaluatorOptions): Evaluator {
  const { method } = options;
  if (method === "hutchinson") return createHutchinson(program, field, options);
  const binding = bindingOf(program, field);
  const exact = isExactMethod(method);
  const output = exact ? divergenceNode(field, method) : centralDifference(field, options.step ?? 1e-3);
  const kernel = compilePointKernel([output], binding);
  return {
    passes: exact ? field.dimension : 2 * field.dimension,
    evaluate: (points, bindings) => ({
      values: run(kernel, points, field.dimension, 1, bindings),
      standardError: null,
      predictedVariance: null,
    }),
  };
}

/** F and its Jacobian at points: `components` is N×n, `jacobian` N×n×n, row-major. */
export function createFieldEvaluator(program: Program, field: Field) {
  const binding = bindingOf(program, field);
  const n = field.dimension;
  const value = compilePointKernel([field.output], binding);
  const derivative = compilePointKernel(jacobianNodes(field).flat(), binding);
  return {
    components: (points: Float64Array, bindings: Bindings): Float64Array =>
      run(value, points, n, n, bindings),
    evaluate: (points: Float64Array, bindings: Bindings) => ({
      components: run(value, points, n, n, bindings),
      jacobian: run(derivative, points, n, n * n, bindings),
    }),
  };
}

/**
 * Hutchinson's estimate: the mean of zᵀJz over m probes with E zzᵀ = I. One jvp per probe over one shared
 * primal. Predicted variances: numbers.md — with S = (J + Jᵀ)/2, F = ‖S‖², Rademacher 2(F − Σ J_ii²)/m and
 * Gaussian 2F/m.
 */
function createHutchinson(program: Program, field: Field, options: EvaluatorOptions): Evaluator {
  const { probes = 1, distribution = "rademacher", seed = 0, layout = "jax", keys = "shared" } = options;
  const n = field.dimension;
  const { graph } = field.output;
  const probeNodes = field.inputs.map((node, i) => input(graph, "probe", `z${i}`, i, node.shape));
  const binding = bindingOf(program, field);
  const kernel = compileProbeKernel(quadraticForm(field, probeNodes), { ...binding, probes: probeNodes });
  const variance = compilePointKernel([varianceOfProbe(field, distribution)], binding);
  const key = prngKey(seed);
  const shared = new Float64Array(probes * n);
  if (keys === "shared") drawProbes(key, probes, n, distribution, layout, shared);
  return {
    passes: probes,
    evaluate(points, bindings, firstIndex = 0) {
      const count = points.length / n;
      const moments = new Float64Array(2 * count);
      const { parameters, time } = bindings;
      if (keys === "shared") kernel(count, points, parameters, time, probes, shared, 0, moments);
      else {
        for (let i = 0; i < count; i++) {
          drawProbes(pointKey(key, firstIndex + i), probes, n, distribution, layout, shared);
          const at = points.subarray(i * n, (i + 1) * n);
          kernel(1, at, parameters, time, probes, shared, 0, moments.subarray(2 * i, 2 * i + 2));
        }
      }
      const predictedVariance = run(variance, points, n, 1, bindings);
      return {
        values: Float64Array.from({ length: count }, (_, i) => moments[2 * i] as number),
        standardError: Float64Array.from({ length: count }, (_, i) =>
          Math.sqrt(Math.max(0, moments[2 * i + 1] as number) / (probes - 1) / probes),
        ),
        predictedVariance: predictedVariance.map((one) => one / probes),
      };
    },
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

/** zᵀJz by one jvp along z. */
function quadraticForm(field: Field, probes: readonly Node[]): Node {
  const { graph } = field.output;
  const [moved] = jvp([field.output], field.inputs, probes);
  if (!moved) return constant(graph, 0);
  return sumOf(
    graph,
    probes.map((probe, i) => mul(probe, index(moved, i))),
  );
}

function varianceOfProbe(field: Field, distribution: Distribution): Node {
  const { graph } = field.output;
  const J = jacobianNodes(field);
  const terms: Node[] = [];
  J.forEach((row, i) => {
    row.forEach((entry, j) => {
      // Each pair contributes 2·(S_ij² + S_ji²) = (J_ij + J_ji)²; the diagonal 2·J_ii², which signs do not see.
      const mirrored = J[j]?.[i] as Node;
      if (j > i) terms.push(square(add(entry, mirrored)));
      if (j === i && distribution === "gaussian") terms.push(mul(2, square(entry)));
    });
  });
  return sumOf(graph, terms);
}

function square(node: Node): Node {
  return mul(node, node);
}

/** Σ (F_i(x + h e_i) − F_i(x − h e_i)) / 2h: shown so that nobody trusts it. */
function centralDifference(field: Field, step: number): Node {
  const { inputs, output } = field;
  const moved = (i: number, by: number) => {
    const node = inputs[i] as Node;
    const [shifted] = substitute([index(output, i)], new Map([[node, add(node, by)]]));
    return shifted as Node;
  };
  return sumOf(
    output.graph,
    inputs.map((_, i) => div(sub(moved(i, step), moved(i, -step)), 2 * step)),
  );
}
