import { createJacobianEvaluator } from "../../engine/api/jacobian-evaluator.ts";
import { laplacian } from "../../engine/autodiff/laplacian.ts";
import { termSize } from "../../engine/autodiff/term-size.ts";
import { compilePointKernel } from "../../engine/codegen/kernel.ts";
import { type Bindings, bindingOf } from "../../engine/divergence/bindings.ts";
import type { Evaluator } from "../../engine/divergence/evaluation.ts";
import { createFieldEvaluator, createScalarEvaluator } from "../../engine/divergence/point-evaluator.ts";
import { createStochasticEvaluator } from "../../engine/divergence/stochastic-evaluator.ts";
import { createStructuredEvaluator } from "../../engine/divergence/structured-evaluator.ts";
import { kernelForm } from "../../engine/divergence/vector-form.ts";
import type { Node } from "../../engine/graph/node.ts";
import type { Field, Program } from "../../engine/language/program.ts";
import { remember } from "../../shaders/compiled-field.ts";
import type { MapSettings } from "../../shaders/protocol.ts";
import type { Quantity } from "../../shaders/quantity.ts";
import { spaceQuantity } from "../../shaders/space/space-field.ts";

export type Evaluate = (places: Float64Array, bindings: Bindings) => Float64Array;

/** A field in float64 at rows of R^n; each part is compiled when it is first asked for. */
export interface Evaluators {
  readonly components: Evaluate;
  readonly jacobian: Evaluate;
  readonly divergence: Evaluate;
  /** Δ of each component, as rows. */
  readonly laplacian: Evaluate;
  /** What a map is of. */
  map(quantity: Quantity): Evaluate;
  /** How large the terms are that it is the sum of. */
  sizes(quantity: Quantity): Evaluate;
  /** Hutchinson's estimate; all points share their probes. */
  estimate(map: MapSettings): Evaluator;
}

const known = new WeakMap<Field, Evaluators>();

/** The evaluators of a field, as long as its program is kept. */
export function evaluatorsOf(program: Program, field: Field): Evaluators {
  const made = known.get(field) ?? createEvaluators(program, field);
  known.set(field, made);
  return made;
}

function createEvaluators(program: Program, field: Field): Evaluators {
  const maps = new Map<string, Evaluate>();
  const scalar = (quantity: Quantity, of: (node: Node) => Node): Evaluate => {
    const key = `${of === itself} ${quantity}`;
    const made =
      maps.get(key) ?? createScalarEvaluator(program, field, of(spaceQuantity(program, field, quantity)));
    maps.set(key, made);
    return made;
  };
  const estimates = new Map<string, Evaluator>();
  const divergence = whenAsked(() => {
    const exact = createStructuredEvaluator(program, field);
    return (places, bindings) => exact.evaluate(places, bindings).values;
  });
  return {
    components: whenAsked(() => createFieldEvaluator(program, field).components),
    jacobian: whenAsked(() => createJacobianEvaluator(program, field)),
    divergence,
    laplacian: whenAsked(() => laplacians(program, field)),
    map: (quantity) => (quantity === "divergence" ? divergence : scalar(quantity, itself)),
    sizes: (quantity) => scalar(quantity, termSize),
    estimate({ probes, distribution, layout, seed }) {
      const settings = {
        probes,
        distribution,
        layout,
        seed,
        keys: "shared",
        predictVariance: false,
      } as const;
      return remember(estimates, JSON.stringify(settings), () =>
        createStochasticEvaluator(program, field, "hutchinson", settings),
      );
    },
  };
}

/** Of all components by one graph, which has what they share once. */
function laplacians(program: Program, field: Field): Evaluate {
  const form = kernelForm(field);
  const kernel = compilePointKernel([laplacian(form.output, form.inputs)], bindingOf(program, form));
  return (places, { parameters, time }) => {
    const out = new Float64Array(places.length);
    kernel(places.length / field.dimension, places, parameters, time, out);
    return out;
  };
}

function itself(node: Node): Node {
  return node;
}

function whenAsked(make: () => Evaluate): Evaluate {
  let made: Evaluate | null = null;
  return (places, bindings) => {
    made ??= make();
    return made(places, bindings);
  };
}
