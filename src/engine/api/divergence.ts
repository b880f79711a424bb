import type { DivergenceValues, Evaluator, EvaluatorOptions } from "../divergence/evaluation.ts";
import { createEvaluator } from "../divergence/evaluator.ts";
import { isStochasticMethod, type Method, methods } from "../divergence/method.ts";
import type { Plan } from "../divergence/plan.ts";
import { leastProbes, usualProbes } from "../divergence/probe-needs.ts";
import { limits } from "../limits.ts";
import { probeDistributions } from "../random/distributions.ts";
import { keyLayouts, keySharings } from "../random/probes.ts";
import { CompiledField } from "./compiled-field.ts";
import { oneOf, wholeNumber } from "./options.ts";
import { type Points, pointRows } from "./points.ts";
import { bindSettings, type Settings } from "./settings.ts";

export interface DivergenceOptions extends Settings, Omit<EvaluatorOptions, "method"> {
  readonly points: Points;
  /** Default `auto`, the cheapest exact method (`field.plan.chosen`). */
  readonly method?: Method | "auto";
}

/** One entry per point in each array. */
export interface Divergence extends DivergenceValues {
  /** The method that was used; never `auto`. */
  readonly method: Method;
  /** jvps or vjps per point, 0 for a constant; function values for a finite difference. */
  readonly passes: number;
  /** The exact ways there are and what each costs; made when it is first read. */
  readonly plan: Plan;
}

/**
 * div F = Σ ∂F_i/∂x_i at N points, in float64: exactly, or estimated from random probes (`hutchinson`, Hutchinson 1990;
 * `hutch++` and `na-hutch++`, Meyer et al. 2021; `xtrace`, Epperly et al. 2023), or by finite differences. The same seed
 * gives the same probes everywhere, and they are JAX's; 16 of them when nothing is said. The field remembers what was
 * compiled last for each method, so calling again with the same options costs the evaluation only.
 * @throws TypeError, RangeError in one sentence for an option that makes no sense
 * @throws LimitError when the work asked for would not fit in memory
 */
export function divergence(field: CompiledField, options: DivergenceOptions): Divergence {
  if (!(field instanceof CompiledField) || typeof options !== "object" || options === null) {
    throw new TypeError("It is divergence(field, { points, … }), with a field that compileField made.");
  }
  const { points, method: asked = "auto", parameters = {}, time = 0, ...others } = options;
  const rows = pointRows(points, field.dimension);
  const bindings = bindSettings(field.program, { parameters, time });
  oneOf("a method", asked, ["auto", ...methods]);
  const method = asked === "auto" ? field.plan.chosen.method : asked;
  const evaluator = evaluatorOf(field, checked(method, others));
  const values = evaluator.evaluate(rows, bindings);
  return {
    ...values,
    method,
    passes: evaluator.passes,
    get plan() {
      return field.plan;
    },
  };
}

/** The options with their defaults, in one order. */
function checked(method: Method, options: Omit<EvaluatorOptions, "method">): EvaluatorOptions {
  const { probes = usualProbes, distribution = "rademacher", seed = 0, step = 1e-3, ...rest } = options;
  const { layout = "jax", keys = "shared", predictVariance, ...unknown } = rest;
  const [stray] = Object.keys(unknown);
  if (stray !== undefined) throw new TypeError(`divergence has no option ${stray}.`);
  const least = isStochasticMethod(method) ? leastProbes[method] : 1;
  wholeNumber("The number of probes", probes, least, limits.probes);
  wholeNumber("The seed", seed, 0, 0xffff_ffff);
  oneOf("a distribution", distribution, probeDistributions);
  oneOf("a layout of keys", layout, keyLayouts);
  oneOf("a way to share keys", keys, keySharings);
  if (!(Number.isFinite(step) && step > 0)) {
    throw new RangeError(`The step is a number above 0, not ${String(step)}.`);
  }
  const known = { method, probes, distribution, seed, layout, keys, step };
  return predictVariance === undefined ? known : { ...known, predictVariance };
}

interface Compiled {
  readonly key: string;
  readonly evaluator: Evaluator;
}

const compiled = new WeakMap<CompiledField, Map<Method, Compiled>>();

function evaluatorOf(field: CompiledField, options: EvaluatorOptions): Evaluator {
  const ofField = compiled.get(field) ?? new Map<Method, Compiled>();
  compiled.set(field, ofField);
  const key = JSON.stringify(options);
  const known = ofField.get(options.method);
  if (known?.key === key) return known.evaluator;
  const evaluator = createEvaluator(field.program, field.field, options);
  ofField.set(options.method, { key, evaluator });
  return evaluator;
}
