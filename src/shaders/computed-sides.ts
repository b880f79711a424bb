import { bindingsOf } from "../engine/divergence/bindings.ts";
import type { Evaluator, EvaluatorOptions } from "../engine/divergence/evaluation.ts";
import { createEvaluator } from "../engine/divergence/evaluator.ts";
import type { MethodChoice } from "../engine/divergence/method-choice.ts";
import { methodCost } from "../engine/divergence/method-cost.ts";
import { optionsOf } from "../engine/divergence/method-options.ts";
import type { Field } from "../engine/language/program.ts";
import { LimitError, limits } from "../engine/limits.ts";
import { type CompiledField, remember } from "./compiled-field.ts";
import { PlaneProblem } from "./plane-problem.ts";
import { defaultMethods, type MapSettings, type Side } from "./protocol.ts";
import { sidesOf } from "./sides.ts";

/** A way of computing that is evaluated in float64, whose pixels are rounded once. */
export interface ComputedSide {
  /** What its values depend on, besides the points and the field. */
  readonly key: string;
  /** The same but for how many of its probes are taken. */
  readonly kin: string;
  /** Operations at a point. */
  readonly cost: number;
  /** Whether points have keys of their own: that of a point is the one of its pixel. */
  readonly perPoint: boolean;
  /** Values at points of the plane given as x0, y0, x1, y1, …; the pixels' indices count on from `first`. */
  evaluate(points: Float64Array, first: number): Float64Array;
}

/**
 * The ways of computing that a map shows, left or only one first; null for one that a shader has. Shaders have the exact
 * form on any field, and of planar fields the estimates by Hutchinson, their spread and finite differences as well.
 * @throws PlaneProblem where a method cannot be used
 */
export function computedSides(
  compiled: CompiledField,
  map: MapSettings,
  time: number,
): readonly (ComputedSide | null)[] {
  const spread = map.kind === "standard-error" || map.kind === "predicted-error";
  if (spread) return [compiled.sliced && spreadSide(compiled, map, time)];
  return sidesOf(map).map((side, at) => sideOf(compiled, map, side, at === 0 ? "left" : "right", time));
}

/** The same as they are drawn: of two that are both computed the error is subtracted in float64. */
export function drawnSides(
  compiled: CompiledField,
  map: MapSettings,
  time: number,
): readonly (ComputedSide | null)[] {
  const sides = computedSides(compiled, map, time);
  const [left, right] = sides;
  if (map.kind !== "error" || !left || !right) return sides;
  return [
    {
      key: `${left.key} − ${right.key}`,
      kin: `${left.kin} − ${right.kin}`,
      cost: left.cost + right.cost,
      perPoint: left.perPoint || right.perPoint,
      evaluate(points, first) {
        const others = right.evaluate(points, first);
        return left.evaluate(points, first).map((value, k) => value - (others[k] as number));
      },
    },
  ];
}

/** Operations at a pixel: a shader beside what is computed is drawn in one go, while what is computed grows finer. */
const mostShaded = 100_000;

function sideOf(
  compiled: CompiledField,
  map: MapSettings,
  side: Side,
  position: "left" | "right",
  time: number,
): ComputedSide | null {
  const { compare } = map;
  if (side === "method")
    return methodSide(compiled, map, (compare.methods ?? defaultMethods)[position], time);
  if (side === "float64" && !compiled.sliced) {
    const bindings = compiled.bindings(time);
    const evaluate = compiled.evaluator("divergence", map.method);
    const key = `float64 ${map.method} ${time}`;
    return {
      key,
      kin: key,
      // One kernel of two numbers: thousands of points take a millisecond.
      cost: 0,
      perPoint: false,
      evaluate: (points) => evaluate(points, bindings),
    };
  }
  if (!compiled.sliced) return null;
  if (side === "exact") {
    if (compiled.sliced.cost({ ...map, kind: "exact" }) <= mostShaded) return null;
    throw new PlaneProblem(
      "In float32 this field takes too long to be drawn beside another way: choose “exact, float64”.",
    );
  }
  if (side === "float64") return methodSide(compiled, map, { method: "auto" }, time);
  if (side === "difference")
    return methodSide(compiled, map, { method: "finite-difference", step: compare.step }, time);
  return sideBy(compiled, { ...hutchinson(map), predictVariance: false }, time, ({ values }) => values, "");
}

/** The estimate of a map, by as many of its probes as are taken. */
function hutchinson({ probes, taken, distribution, keys, seed, layout }: MapSettings): EvaluatorOptions {
  return { method: "hutchinson", probes, taken, distribution, keys, seed, layout };
}

function methodSide(
  compiled: CompiledField,
  map: MapSettings,
  choice: MethodChoice,
  time: number,
): ComputedSide {
  const options = { ...optionsOf(choice, compiled.field, map), predictVariance: false };
  return sideBy(compiled, options, time, ({ values }) => values, "");
}

/** How far an estimate is off, as its probes tell or as the law of its variance says. */
function spreadSide(compiled: CompiledField, map: MapSettings, time: number): ComputedSide {
  const { kind } = map;
  const predicted = kind === "predicted-error";
  return sideBy(
    compiled,
    { ...hutchinson(map), predictVariance: predicted },
    time,
    ({ standardError, predictedVariance, values }) =>
      (predicted ? predictedVariance?.map(Math.sqrt) : standardError) ?? values.fill(Number.NaN),
    kind,
  );
}

function sideBy(
  { program, field, sliced }: CompiledField,
  options: EvaluatorOptions,
  time: number,
  read: (values: ReturnType<Evaluator["evaluate"]>) => Float64Array,
  of: string,
): ComputedSide {
  const key = JSON.stringify(options);
  const known = ways.get(field) ?? new Map<string, Way>();
  ways.set(field, known);
  const { evaluator, cost } = usable(() =>
    remember(known, key, () => {
      const evaluator = createEvaluator(program, field, options);
      const law = options.predictVariance ? 2 * field.dimension : 0;
      // That of all probes, however few are taken: the picture is to be as fine as it will be.
      const flops = methodCost(field, options)?.flops ?? 0;
      return { evaluator, cost: flops * (1 + law / (options.probes ?? evaluator.passes)) };
    }),
  );
  const bindings = bindingsOf(program, time);
  return {
    key: `${of} ${key} ${time}`,
    kin: `${of} ${JSON.stringify({ ...options, taken: null })} ${time}`,
    cost,
    perPoint: options.keys === "per-point",
    evaluate: (points, first) => read(evaluator.evaluate(sliced?.places(points) ?? points, bindings, first)),
  };
}

/** What is asked for again with every slice of work, and takes long to make. */
interface Way {
  readonly evaluator: Evaluator;
  readonly cost: number;
}

const ways = new WeakMap<Field, Map<string, Way>>();

/** A method that cannot work with what it is given is a problem with this picture. */
function usable<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof LimitError)
      throw new PlaneProblem(
        `This is too large: it passes the limit of ${limits[error.limit]} (${error.limit}).`,
      );
    if (error instanceof RangeError) throw new PlaneProblem(`${error.message.replace(/\.$/, "")}.`);
    throw error;
  }
}
