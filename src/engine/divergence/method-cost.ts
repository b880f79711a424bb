import { flopsOf } from "../graph/flops.ts";
import { livenessOf } from "../graph/liveness.ts";
import { topological } from "../graph/traverse.ts";
import type { Field } from "../language/program.ts";
import { population } from "../random/distributions.ts";
import type { EvaluatorOptions } from "./evaluation.ts";
import { hutchPlusPlusSizes } from "./hutch-plus-plus.ts";
import { isStochasticMethod, type StochasticMethod } from "./method.ts";
import { naHutchPlusPlusSizes } from "./na-hutch-plus-plus.ts";
import { passMemory } from "./pass-memory.ts";
import { isUnrolled, planOf } from "./plan.ts";
import { centralDifference } from "./point-evaluator.ts";
import { forwardProduct, probeNodes, quadraticForm, reverseProduct } from "./probe-form.ts";
import { leastProbes } from "./probe-needs.ts";
import { differenceForm } from "./trace-form.ts";
import { kernelForm, vectorForm } from "./vector-form.ts";
import { xtraceSize } from "./xtrace.ts";

/** What a method takes at one point. */
export interface MethodCost {
  /** jvps or vjps; function values for a finite difference. */
  readonly passes: number;
  /** Additions, multiplications and function values. */
  readonly flops: number;
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
    return { passes, flops, memory: Math.max(own, sums.length > 0 ? forward.peak : 0) };
  }
  const candidate = candidates.find((one) => one.method === method);
  if (!candidate || candidate.passes === null || candidate.flops === null) return null;
  const memory = method === "jacobian-forward" ? forward.peak : reverse.peak;
  return { passes: candidate.passes, flops: candidate.flops, memory };
}

function differenceCost(field: Field, step: number): MethodCost {
  const flops = isUnrolled(field)
    ? flopsOf([centralDifference(field, step)], field.inputs).primal
    : differenceForm(vectorForm(field), step).flops;
  const memory = passMemory(field).evaluation.peak + field.dimension;
  return { passes: 2 * field.dimension, flops, memory };
}

interface Products {
  readonly forward: ReturnType<typeof flopsOf>;
  readonly reverse: ReturnType<typeof flopsOf>;
  readonly quadratic: ReturnType<typeof flopsOf>;
}

const products = new WeakMap<Field, Products>();

function productsOf(field: Field): Products {
  const known = products.get(field);
  if (known) return known;
  const form = kernelForm(field);
  const probes = probeNodes(form);
  const made: Products = {
    forward: flopsOf(forwardProduct(form, probes), form.inputs, probes),
    reverse: flopsOf(reverseProduct(form, probes), form.inputs, probes),
    quadratic: flopsOf([quadraticForm(form, probes)], form.inputs, probes),
  };
  products.set(field, made);
  return made;
}

function estimateCost(
  field: Field,
  method: StochasticMethod,
  { probes = leastProbes[method], distribution = "rademacher" }: EvaluatorOptions,
): MethodCost {
  const { dimension: n } = field;
  const { forward, reverse, quadratic } = productsOf(field);
  const memory = passMemory(field);
  /** m products by jvps over one primal, and by vjps. */
  const along = (m: number) => forward.primal + m * forward.tangent;
  const back = (m: number) => reverse.primal + m * reverse.tangent;
  switch (method) {
    case "hutchinson": {
      const isStored = population(distribution, n) !== Number.POSITIVE_INFINITY;
      return {
        passes: probes,
        flops: quadratic.primal + probes * (quadratic.tangent + 1),
        // Joint probes are multiplied before they are reduced.
        memory: memory.forward.peak + (isStored ? n * probes : 0),
      };
    }
    case "hutch++": {
      const { sketched: s, k } = hutchPlusPlusSizes(n, probes);
      const algebra = 4 * n * s * s + 2 * n * s + 4 * n * s * k + 2 * n * k;
      return {
        passes: probes,
        flops: 2 * along(s) + along(k) + algebra,
        memory: memory.forward.peak + n * (2 * s + 2 * k),
      };
    }
    case "na-hutch++": {
      const { a, b, k } = naHutchPlusPlusSizes(n, probes);
      const algebra = 4 * n * a * b + 2 * n * k * (a + b + 1) + 2 * k * a * b;
      return {
        passes: probes,
        flops: along(a) + back(b) + along(k) + algebra,
        memory: Math.max(memory.forward.peak, memory.reverse.peak) + n * (a + b + k),
      };
    }
    case "xtrace": {
      const k = xtraceSize(n, probes);
      const rank = Math.min(k, n);
      const algebra =
        2 * n * k * k + 4 * n * rank * rank + 2 * n * rank * (2 * k + rank) + 4 * k * rank * rank;
      return {
        passes: k + rank,
        flops: along(k) + along(rank) + algebra,
        memory: memory.forward.peak + n * (k + 2 * rank),
      };
    }
  }
}
