import type { Evaluator } from "../../engine/divergence/evaluation.ts";
import type { ExactMethod } from "../../engine/divergence/method.ts";
import {
  createFieldEvaluator,
  createPointEvaluator,
  createScalarEvaluator,
} from "../../engine/divergence/point-evaluator.ts";
import { createStochasticEvaluator } from "../../engine/divergence/stochastic-evaluator.ts";
import { checkSource } from "../../engine/language/check.ts";
import type { Field, Program } from "../../engine/language/program.ts";
import { quantityNode, quantitySign, quantityWords } from "../../shaders/quantity.ts";
import type { Slice } from "../../shaders/slice.ts";
import { TaskError } from "../tasks/task-error.ts";
import { firstProbes, ledgerKey, ProbeLedger } from "./first-probes.ts";
import type { Subject } from "./protocol.ts";
import { sliceParts } from "./slice-parts.ts";

type FieldEvaluator = ReturnType<typeof createFieldEvaluator>;
type ScalarEvaluator = ReturnType<typeof createScalarEvaluator>;

/** A number that is neither the divergence nor a component of the field, ready to be computed. */
interface CompiledQuantity {
  readonly sign: string;
  readonly words: string;
  readonly evaluate: ScalarEvaluator;
}

/** A subject made ready to run. */
export interface Compiled {
  readonly program: Program;
  readonly field: Field;
  /** Where points of the plane lie in R^n; null for a planar field, whose points they are. */
  readonly slice: Slice | null;
  readonly bindings: { readonly parameters: Float64Array; readonly time: number };
  readonly values: FieldEvaluator;
  readonly exact: Evaluator;
  readonly estimate: Evaluator;
  /** What the map is of besides; null where the readout has it anyway, or the program has no such function. */
  readonly quantity: CompiledQuantity | null;
}

interface Cached {
  readonly program: Program;
  readonly evaluators: Map<string, Evaluator>;
  readonly fields: Map<string, FieldEvaluator>;
  readonly quantities: Map<string, CompiledQuantity | null>;
}

/** Sources whose programs are kept: pictures of different cells are computed in turns. A slider makes many. */
const sourcesKept = 4;
/** Evaluators kept per source; a seed being edited makes many. */
const evaluatorsKept = 16;

/**
 * A compiler that keeps what it made for the latest sources, because pointer moves and setting changes ask for the
 * same kernels again. Throws TaskError when the source has errors or no such field.
 */
export function createCompiler(): (subject: Subject) => Compiled {
  const cached = new Map<string, Cached>();
  let ledger: ProbeLedger | null = null;
  return (subject) => {
    const { program, evaluators, fields, quantities } = remember(
      cached,
      subject.source,
      () => ({
        program: checkSource(subject.source),
        evaluators: new Map(),
        fields: new Map(),
        quantities: new Map(),
      }),
      sourcesKept,
    );
    const field = program.fields.find(({ name }) => name === subject.field);
    if (!field) throw new TaskError(`There is no field ${subject.field} in the source.`);
    const parameters = Float64Array.from(program.parameters, ({ value }) => value);
    const { distribution, seed, layout, keys } = subject;
    const slice = subject.slice === undefined ? null : sliceParts().sliceFor(subject.slice, field.dimension);
    const method = methodOf(subject);
    const values = remember(fields, field.name, () =>
      slice ? sliceParts().fieldEvaluator(program, field) : createFieldEvaluator(program, field),
    );
    const { probes, taken = probes } = subject;
    // Only the plane has its probes as sums; elsewhere so many are drawn.
    const planar = taken < probes && slice === null;
    if (planar && ledger?.serves !== ledgerKey(subject)) ledger = new ProbeLedger(subject);
    return {
      program,
      field,
      slice,
      bindings: { parameters, time: subject.time },
      values,
      exact: remember(evaluators, `${field.name} ${method}`, () =>
        method === "structured"
          ? sliceParts().createStructuredEvaluator(program, field)
          : createPointEvaluator(program, field, method),
      ),
      estimate:
        planar && ledger
          ? firstProbes(values, subject, ledger)
          : remember(
              evaluators,
              [field.name, probes, taken, distribution, seed, layout, keys].join(" "),
              () =>
                createStochasticEvaluator(program, field, "hutchinson", {
                  probes,
                  taken,
                  distribution,
                  seed,
                  layout,
                  keys,
                }),
            ),
      quantity: remember(quantities, `${field.name} ${subject.quantity}`, () =>
        compileQuantity(program, field, subject),
      ),
    };
  };
}

function compileQuantity(program: Program, field: Field, { quantity }: Subject): CompiledQuantity | null {
  if (quantity === "divergence" || quantity.startsWith("component")) return null;
  // On a slice the readout has the curl, of the part in it, anyway.
  const node = quantityNode(program, field, quantity);
  return (
    node && {
      sign: quantitySign(quantity, field),
      words: quantityWords(quantity, field),
      evaluate: createScalarEvaluator(program, field, node),
    }
  );
}

/** The exact method: on slices the cheapest form there is, whose passes do not grow with n where there is structure. */
export function methodOf({ slice, method }: Subject): ExactMethod | "structured" {
  return slice === undefined ? method : "structured";
}

/** Points of the plane, as x, y after x, y, as the rows of R^n that they are. */
export function placesOf({ slice }: Pick<Compiled, "slice">, points: Float64Array): Float64Array {
  return slice ? sliceParts().placesOn(slice, points) : points;
}

/** What is kept for a key, or what is made for it then; of more than `most` the one asked for longest ago goes. */
function remember<Value>(
  kept: Map<string, Value>,
  key: string,
  make: () => Value,
  most = evaluatorsKept,
): Value {
  const known = kept.get(key);
  const value = known === undefined ? make() : known;
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > most) kept.delete(kept.keys().next().value as string);
  return value;
}
