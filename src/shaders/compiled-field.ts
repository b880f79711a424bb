import type { Regl } from "regl";
import { printGlsl } from "../engine/codegen/glsl.ts";
import { type Bindings, bindingOf, bindingsOf } from "../engine/divergence/bindings.ts";
import { divergenceNode, jacobianNodes } from "../engine/divergence/exact.ts";
import type { ExactMethod } from "../engine/divergence/method.ts";
import { createFieldEvaluator, createScalarEvaluator } from "../engine/divergence/point-evaluator.ts";
import { checkSource } from "../engine/language/check.ts";
import type { Field, Program } from "../engine/language/program.ts";
import { LimitError } from "../engine/limits.ts";
import { index } from "../engine/ops/index.ts";
import { colourParts } from "./colour-parts.ts";
import type { MapValues } from "./float64-map.ts";
import { PlaneProblem } from "./plane-problem.ts";
import type { MapSettings, PlaneState } from "./protocol.ts";
import type { Quantity } from "./quantity.ts";
import type { SlicedField } from "./sliced-field.ts";

type FieldEvaluator = ReturnType<typeof createFieldEvaluator>;
type PointEvaluator = ReturnType<typeof createScalarEvaluator>;

/** Functions of a point that maps are made of. */
export type MapFunction = "quantity" | "jacobian" | "field";

/**
 * A planar field of a source text, or a field on a slice: GLSL for the passes, float64 kernels for the checks, made when
 * first asked for.
 */
export interface CompiledField {
  readonly program: Program;
  readonly field: Field;
  /** null for a planar field. */
  readonly sliced: SlicedMaps | null;
  /** Given a map also the moments of its probes, where its shader has them. */
  bindings(time: number, map?: MapSettings): Bindings;
  /** Those of `quantity(p)`, `jacobian(p)` and `field(p)` that a map needs; of a planar field. */
  mapGlsl(functions: readonly MapFunction[], quantity: Quantity, method: ExactMethod): string;
  /** `field(p)`. */
  fieldGlsl(): string;
  /** The quantity in float64. */
  evaluator(quantity: Quantity, method: ExactMethod): PointEvaluator;
  /** How large the terms are that a quantity besides the divergence is the sum of. */
  sizes(quantity: Quantity): PointEvaluator;
  fieldEvaluator(): FieldEvaluator;
}

/** What is otherwise for a field on a slice. */
export interface SlicedMaps {
  /** Whether a shader has the map by itself: the others are computed, or made of the exact one and what is computed. */
  shades(map: MapSettings): boolean;
  /** Points of R^n of those given as s0, t0, s1, t1, …. */
  places(points: Float64Array): Float64Array;
  /** `quantity(p)` of a map that a shader has, or of the exact one. */
  glsl(map: MapSettings): string;
  /** Operations that a pixel of a map takes. */
  cost(map: MapSettings): number;
  /** Draws with the texture of weights that the shaders printed so far read. */
  draw<Result>(regl: Regl, draw: () => Result): Result;
  /** The map in float64 at points given as s0, t0, s1, t1, …: from the field on R^n. */
  values(map: MapSettings, bindings: Bindings, points: Float64Array): MapValues;
}

/** Sources kept: one per view that is open, and the few last keystrokes. */
const kept = 24;

/** Compiles fields by source and name, and remembers the latest. */
export class FieldCompiler {
  private readonly programs = new Map<string, Program>();
  private readonly fields = new Map<string, CompiledField>();
  private readonly sliced = new Map<string, SlicedField>();

  /** Throws PlaneProblem when the source has errors or the field cannot be shown. */
  compile({ source, field, slice }: Pick<PlaneState, "source" | "field" | "slice">): CompiledField {
    const program = () => remember(this.programs, source, () => checkSource(source));
    const key = `${field}\n${source}`;
    if (slice === undefined || !colourParts.slices)
      return remember(this.fields, key, () => compileField(program(), planarField(program(), field)));
    const { compileSlices } = colourParts.slices;
    return remember(this.sliced, key, () => compileSlices(program(), fieldOf(program(), field))).on(slice);
  }
}

function fieldOf(program: Program, name: string): Field {
  const error = program.diagnostics.find((diagnostic) => diagnostic.severity === "error");
  if (error) throw new PlaneProblem(error.message);
  const field = program.fields.find((candidate) => candidate.name === name);
  if (!field) throw new PlaneProblem(`There is no field named ${name}.`);
  return field;
}

function planarField(program: Program, name: string): Field {
  const field = fieldOf(program, name);
  if (field.dimension !== 2) {
    throw new PlaneProblem(
      `${name} is a field on R^${field.dimension}; the plane shows those on R^2 or more.`,
    );
  }
  return field;
}

function compileField(program: Program, field: Field): CompiledField {
  const binding = bindingOf(program, field);
  const glsl = new Map<string, string>();
  const evaluators = new Map<string, PointEvaluator>();
  let fieldEvaluator: FieldEvaluator | null = null;
  const print = (key: string, functions: () => Parameters<typeof printGlsl>[0]) =>
    remember(glsl, key, () => limited(() => printGlsl(functions(), binding)));
  const nodeOf = (
    quantity: Quantity,
    method: ExactMethod,
    part: "quantityNode" | "quantitySize" = "quantityNode",
  ) => {
    if (quantity === "divergence") return divergenceNode(field, method);
    const node = colourParts.quantities?.[part](program, field, quantity);
    if (!node) throw new PlaneProblem(`There is no ${quantity} that gives a number for two numbers.`);
    return node;
  };
  const components = [index(field.output, 0), index(field.output, 1)];
  const outputsOf = (name: MapFunction, quantity: Quantity, method: ExactMethod) => {
    if (name === "field") return components;
    return name === "jacobian" ? jacobianNodes(field).flat() : [nodeOf(quantity, method)];
  };
  return {
    program,
    field,
    sliced: null,
    bindings: (time) => bindingsOf(program, time),
    mapGlsl: (functions, quantity, method) =>
      print(`${functions} ${method} ${quantity}`, () =>
        functions.map((name) => ({ name, outputs: outputsOf(name, quantity, method) })),
      ),
    fieldGlsl: () => print("field", () => [{ name: "field", outputs: components }]),
    evaluator: (quantity, method) =>
      remember(evaluators, `${method} ${quantity}`, () =>
        createScalarEvaluator(program, field, nodeOf(quantity, method)),
      ),
    sizes: (quantity) =>
      remember(evaluators, `sizes ${quantity}`, () =>
        createScalarEvaluator(program, field, nodeOf(quantity, "jacobian-forward", "quantitySize")),
      ),
    fieldEvaluator: () => {
      fieldEvaluator ??= createFieldEvaluator(program, field);
      return fieldEvaluator;
    },
  };
}

/** A graph that is too long for a shader is a problem with this picture, not a fault of the program. */
export function limited<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof LimitError)
      throw new PlaneProblem(`This field is too long for a shader: ${error.message}.`);
    throw error;
  }
}

/** The value for a key, made when missing; a Map in order of use holds the latest `kept`, and what falls out of it is told. */
export function remember<K, V>(map: Map<K, V>, key: K, make: () => V, drop?: (value: V) => void): V {
  const known = map.get(key);
  const value = known === undefined ? make() : known;
  map.delete(key);
  map.set(key, value);
  if (map.size > kept) {
    const [[oldest, fallen]] = map as unknown as [[K, V]];
    map.delete(oldest);
    drop?.(fallen);
  }
  return value;
}
