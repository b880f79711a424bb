import { type Flops, flopsOf } from "../graph/flops.ts";
import { livenessOf } from "../graph/liveness.ts";
import { topological } from "../graph/traverse.ts";
import type { Field } from "../language/program.ts";
import { singularValueFlops } from "../linear/singular-values.ts";
import { population } from "../random/distributions.ts";
import type { EvaluatorOptions } from "./evaluation.ts";
import { hutchPlusPlusSizes } from "./hutch-plus-plus.ts";
import { isStochasticMethod, type StochasticMethod } from "./method.ts";
import { naHutchPlusPlusSizes } from "./na-hutch-plus-plus.ts";
import { passMemory } from "./pass-memory.ts";
import { isUnrolled, planOf } from "./plan.ts";
import { centralDifference } from "./point-evaluator.ts";
import { leastProbes } from "./probe-needs.ts";
import { forwardFlops, quadraticFlops, reverseFlops } from "./product-flops.ts";
import { differenceForm } from "./trace-form.ts";
import { vectorForm } from "./vector-form.ts";
import { xtraceSize } from "./xtrace.ts";

/** What a method takes at one point. */
export interface MethodCost {
  /** jvps or vjps; function values for a finite difference. */
  readonly passes: number;
  /** Additions, multiplications and function values. */
  readonly flops: number;
  /** The same with the algebra of small matrices: what it takes in time, about. */
  readonly work: number;
  /** Numbers kept at once beside the point. */
  readonly memory: number;
}

/**
 * The cost of a divergence at one point, counted from the graph of the field; null where the method does not apply. Of
 * exact methods the counts are those of the plan. Estimates are counted with their probes at hand: shared ones are drawn
 * once for all points. The dense algebra of the sketching methods is counted to leading order, without the small
 * matrices whose size is the number of probes alone.
 */
export function methodCost(field: Field, options: EvaluatorOptions): MethodCost | null {
  const { method } = options;
  if (isStochasticMethod(method)) return estimateCost(field, method, options);
  if (method === "finite-difference") return differenceCost(field, options.step ?? 1e-3);
  const { candidates, structured } = planOf(field);
  const { forward, reverse } = passMemory(field);
  if (method === "structured") {
    const { passes, flops, closed, sums } = structured.chosen.form;
    const own = livenessOf(topological([closed]), [closed], [vectorForm(field).point]).peak;
    return { passes, flops, work: flops, memory: Math.max(own, sums.length > 0 ? forward.peak : 0) };
  }
  const candidate = candidates.find((one) => one.method === method);
  if (!candidate || candidate.passes === null || candidate.flops === null) return null;
  const memory = method === "jacobian-forward" ? forward.peak : reverse.peak;
  const { passes, flops } = candidate;
  return { passes, flops, work: flops, memory };
}

function differenceCost(field: Field, step: number): MethodCost {
  const flops = isUnrolled(field)
    ? flopsOf([centralDifference(field, step)], field.inputs).primal
    : differenceForm(vectorForm(field), step).flops;
  const memory = passMemory(field).evaluation.peak + field.dimension;
  return { passes: 2 * field.dimension, flops, work: flops, memory };
}

function estimateCost(
  field: Field,
  method: StochasticMethod,
  { probes = leastProbes[method], distribution = "rademacher" }: EvaluatorOptions,
): MethodCost {
  const { dimension: n } = field;
  const memory = passMemory(field);
  /** m products by jvps over one primal, and by vjps. */
  const along = (m: number) => times(forwardFlops(field), m);
  const back = (m: number) => times(reverseFlops(field), m);
  switch (method) {
    case "hutchinson": {
      const isStored = population(distribution, n) !== Number.POSITIVE_INFINITY;
      const flops = times(quadraticFlops(field), probes) + probes;
      return {
        passes: probes,
        flops,
        work: flops,
        // Joint probes are multiplied before they are reduced.
        memory: memory.forward.peak + (isStored ? n * probes : 0),
      };
    }
    case "hutch++": {
      const { sketched: s, k } = hutchPlusPlusSizes(n, probes);
      const algebra = 4 * n * s * s + 2 * n * s + 4 * n * s * k + 2 * n * k;
      const flops = 2 * along(s) + along(k) + algebra;
      return {
        passes: probes,
        flops,
        // Every projection is made twice.
        work: flops + 4 * n * s * s,
        memory: memory.forward.peak + n * (2 * s + 2 * k),
      };
    }
    case "na-hutch++": {
      const { a, b, k } = naHutchPlusPlusSizes(n, probes);
      const algebra = 4 * n * a * b + 2 * n * k * (a + b + 1) + 2 * k * a * b;
      const flops = along(a) + back(b) + along(k) + algebra;
      return {
        passes: probes,
        flops,
        work: flops + singularValueFlops(a, b),
        memory: Math.max(memory.forward.peak, memory.reverse.peak) + n * (a + b + k),
      };
    }
    case "xtrace": {
      const k = xtraceSize(n, probes);
      const rank = Math.min(k, n);
      const algebra =
        2 * n * k * k + 4 * n * rank * rank + 2 * n * rank * (2 * k + rank) + 4 * k * rank * rank;
      const flops = along(k) + along(rank) + algebra;
      return {
        passes: k + rank,
        flops,
        work: flops + singularValueFlops(k, rank),
        memory: memory.forward.peak + n * (k + 2 * rank),
      };
    }
  }
}

function times({ primal, tangent }: Flops, m: number): number {
  return primal + m * tangent;
}
