import { compileProbeKernel } from "../codegen/kernel.ts";
import type { Field, Program } from "../language/program.ts";
import { drawing, isIndependent } from "../random/distributions.ts";
import { type Key, pointKey, prngKey } from "../random/index.ts";
import { callFlops, Pace, type Work } from "../work.ts";
import { type Bindings, bindingOf } from "./bindings.ts";
import type { ProbeSettings } from "./estimate.ts";
import { createTraceEstimator } from "./estimator.ts";
import { type Evaluator, type EvaluatorOptions, evaluatorFrom } from "./evaluation.ts";
import { hoistProbes } from "./hoisted-probes.ts";
import { JacobianOperator } from "./jacobian-operator.ts";
import type { StochasticMethod } from "./method.ts";
import { applied } from "./operator.ts";
import { probeNodes, quadraticForm } from "./probe-form.ts";
import { leastProbes, refuseProbes } from "./probe-needs.ts";
import { quadraticFlops } from "./product-flops.ts";
import { predictedVariance } from "./variance-law.ts";
import { kernelForm } from "./vector-form.ts";

/** Up to here variances are predicted unless one says otherwise: n further jvps a point, and n² numbers. */
export const affordableDimension = 64;

/** Points whose moments are held at a time: memory does not grow with the number of points. */
const blockLength = 1024;

/** Estimates by the probes drawn last. */
interface BlockEstimator {
  readonly passes: number;
  draw(key: Key): Work<void>;
  /** One value and one standard error for each of the points. */
  estimate(points: Float64Array, bindings: Bindings, values: Float64Array, errors: Float64Array): Work<void>;
}

/**
 * A compiled estimate of the divergence by random probes; the same seed gives the same values.
 * @throws RangeError in one sentence when the method cannot work with such probes
 * @throws LimitError when the probes would not fit in memory
 */
export function createStochasticEvaluator(
  program: Program,
  field: Field,
  method: StochasticMethod,
  options: Omit<EvaluatorOptions, "method">,
): Evaluator {
  const { probes = leastProbes[method], distribution = "rademacher", seed = 0 } = options;
  const { layout = "jax", keys = "shared", taken = probes } = options;
  const n = field.dimension;
  refuseProbes(method, { n, probes, distribution });
  const { predictVariance = n <= affordableDimension } = options;
  const settings: ProbeSettings = { n, probes: taken, distribution, layout };
  const key = prngKey(seed);
  /** Probes, and a point that is moved to. */
  function create() {
    const jacobian = new JacobianOperator(program, field);
    return {
      isDrawn: false,
      estimator:
        method === "hutchinson" && isIndependent(distribution)
          ? meanOfQuadraticForms(program, field, settings, probes)
          : pointByPoint(jacobian, method, settings),
      law: predictVariance && method === "hutchinson" ? varianceLaw(jacobian, settings) : null,
    };
  }
  const first = create();
  const { passes } = first.estimator;
  /** Work that takes turns with other work of this evaluator has its own. */
  const idle = [first];
  return evaluatorFrom({
    passes,
    costsMoreThanExact: passes >= n,
    predictsVariance: first.law !== null,
    *steps(points, bindings, firstIndex = 0) {
      const own = idle.pop() ?? create();
      const { estimator, law } = own;
      const count = points.length / n;
      const values = new Float64Array(count);
      const standardError = new Float64Array(count);
      if (keys === "shared") {
        if (!own.isDrawn) yield* estimator.draw(key);
        own.isDrawn = true;
        yield* estimator.estimate(points, bindings, values, standardError);
      } else {
        for (let i = 0; i < count; i++) {
          yield* estimator.draw(pointKey(key, firstIndex + i));
          const at = points.subarray(i * n, (i + 1) * n);
          const row = [values.subarray(i, i + 1), standardError.subarray(i, i + 1)] as const;
          yield* estimator.estimate(at, bindings, ...row);
        }
      }
      const predictedVariance = law === null ? null : yield* law(points, bindings);
      idle.push(own);
      return { values, standardError, predictedVariance };
    },
  });
}

/**
 * Hutchinson's estimate with independent probes, the first of `all`: one jvp per probe, reduced as they come, in one
 * kernel. What takes long takes some probes at a time, whose moments are put together (Chan, Golub and LeVeque 1979).
 */
function meanOfQuadraticForms(
  program: Program,
  field: Field,
  settings: ProbeSettings,
  all: number,
): BlockEstimator {
  const { n, probes, distribution, layout } = settings;
  const form = kernelForm(field);
  const nodes = probeNodes(form);
  const binding = bindingOf(program, form);
  const flops = quadraticFlops(field).tangent + 1;
  const most = Math.min(probes, Math.ceil(callFlops / flops));
  const hoisted = hoistProbes(quadraticForm(form, nodes), nodes, binding, most);
  const kernel = compileProbeKernel(hoisted.value, { ...binding, probes: hoisted.inputs });
  const z = new Float64Array(probes * n);
  return {
    passes: probes,
    draw: (key) => drawing(key, all, n, distribution, layout, z),
    *estimate(points, { parameters, time }, values, errors) {
      const moments = new Float64Array(2 * Math.min(values.length, blockLength));
      const pace = new Pace();
      for (let first = 0; first < probes; first += most) {
        const many = Math.min(most, probes - first);
        const entries = hoisted.entries(many, z.subarray(first * n), parameters, time);
        for (let from = 0; from < values.length; from += blockLength) {
          const count = Math.min(blockLength, values.length - from);
          kernel(count, points.subarray(from * n), parameters, time, many, entries, 0, moments);
          for (let i = 0; i < count; i++) {
            const [mean, squares] = [moments[2 * i] as number, moments[2 * i + 1] as number];
            if (first === 0) {
              values[from + i] = mean;
              errors[from + i] = squares;
              continue;
            }
            const before = values[from + i] as number;
            const off = mean - before;
            // Of infinities the sum, as all at once would have.
            const moved = Number.isFinite(off) ? off * (many / (first + many)) : mean;
            values[from + i] = before + moved;
            errors[from + i] = (errors[from + i] as number) + squares + off * moved * first;
          }
          if (pace.isDue(count * many * flops)) yield pace.taken();
        }
      }
      for (let i = 0; i < errors.length; i++)
        errors[i] = Math.sqrt(Math.max(0, errors[i] as number) / (probes - 1) / probes);
    },
  };
}

/** Any method, by products with the Jacobian at one point after another. */
function pointByPoint(
  jacobian: JacobianOperator,
  method: StochasticMethod,
  settings: ProbeSettings,
): BlockEstimator {
  const estimator = createTraceEstimator(method, settings);
  return {
    passes: estimator.passes,
    draw: (key) => estimator.draw(key),
    *estimate(points, bindings, values, errors) {
      for (let i = 0; i < values.length; i++) {
        jacobian.moveTo(points, i, bindings);
        const { value, standardError } = yield* estimator.estimate(jacobian);
        values[i] = value;
        errors[i] = standardError;
      }
    },
  };
}

/** The predicted variance at every point, from the Jacobian's columns. */
function varianceLaw(jacobian: JacobianOperator, { n, probes, distribution }: ProbeSettings) {
  const basis = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
  return function* (points: Float64Array, bindings: Bindings): Work<Float64Array> {
    const variances = new Float64Array(points.length / n);
    for (let i = 0; i < variances.length; i++) {
      jacobian.moveTo(points, i, bindings);
      variances[i] = predictedVariance(yield* applied(jacobian, basis, n), n, distribution, probes);
    }
    return variances;
  };
}
