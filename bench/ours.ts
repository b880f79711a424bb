import {
  bindingsOf,
  checkSource,
  createEvaluator,
  type DivergenceValues,
  type EvaluatorOptions,
  type Field,
  type Method,
  methods,
  type Program,
} from "../src/engine/index.ts";
import type { Batch } from "./hand-written.ts";

/** The exact method that uses structure; null in an engine that has none yet. */
export const structured: Method | null = methods.find((method: string) => method === "structured") ?? null;

/** The cheapest exact method there is. */
export const bestExact: Method = structured ?? "jacobian-forward";

export interface Ours {
  readonly name: string;
  readonly options: EvaluatorOptions;
}

const probe: Ours = {
  name: "one probe",
  options: { method: "hutchinson", probes: 1, distribution: "rademacher", seed: 0, predictVariance: false },
};

/** Our ways that are measured: exact with structure, exact without, and one noisy probe. */
export const ours: readonly Ours[] = [
  ...(structured ? [{ name: "structured", options: { method: structured } }] : []),
  { name: "jacobian-forward", options: { method: "jacobian-forward" } },
  probe,
];

/** @throws Error with the diagnostics when the source is not a field */
export function fieldOf(source: string): { program: Program; field: Field } {
  const program = checkSource(source);
  const [field] = program.fields;
  if (!field) throw new Error(program.diagnostics.map(({ message }) => message).join("\n"));
  return { program, field };
}

/** One of our ways as a function of points, with all it returns. */
export function evaluationOf(
  source: string,
  options: EvaluatorOptions,
): (points: Float64Array) => DivergenceValues {
  const { program, field } = fieldOf(source);
  const evaluator = createEvaluator(program, field, options);
  const bindings = bindingsOf(program);
  return (points) => evaluator.evaluate(points, bindings);
}

export function batchOf(source: string, options: EvaluatorOptions): Batch {
  const evaluate = evaluationOf(source, options);
  return (points) => evaluate(points).values;
}
