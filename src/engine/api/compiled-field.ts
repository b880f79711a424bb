import type { Bindings } from "../divergence/bindings.ts";
import { type Plan, planOf } from "../divergence/plan.ts";
import { createFieldEvaluator } from "../divergence/point-evaluator.ts";
import { checkSource } from "../language/check.ts";
import { canonicalName } from "../language/names.ts";
import type { Field, Parameter, Program } from "../language/program.ts";
import { FieldError, firstError } from "./field-error.ts";
import type { FieldGraph } from "./field-graph.ts";
import { createJacobianEvaluator, type JacobianEvaluator } from "./jacobian-evaluator.ts";
import { type Points, pointRows } from "./points.ts";
import { bindSettings, type Settings } from "./settings.ts";

/** A field F: R^n → R^n, ready to be evaluated in float64. What it needs is compiled when it is first asked for. */
export class CompiledField {
  readonly program: Program;
  readonly field: Field;
  readonly name: string;
  /** n. */
  readonly dimension: number;
  /** n names: `x`, `y`, or `x0`, `x1`, … for `x: R^n`. */
  readonly coordinateNames: readonly string[];
  /** The numbers of the source that may be set: name, value, and the ends of the slider. */
  readonly parameters: readonly Parameter[];
  private components: ((points: Float64Array, bindings: Bindings) => Float64Array) | null = null;
  private derivative: JacobianEvaluator | null = null;

  constructor(program: Program, field: Field) {
    this.program = program;
    this.field = field;
    this.name = field.name;
    this.dimension = field.dimension;
    this.coordinateNames = field.coordinateNames;
    this.parameters = program.parameters;
  }

  /** F as a graph of its n coordinates; its output has the shape [n]. */
  get graph(): FieldGraph {
    const { inputs, output } = this.field;
    return {
      output,
      coordinates: inputs,
      parameters: this.parameters.map(({ node }) => node),
      time: this.program.time,
    };
  }

  /** The exact ways to compute the divergence, what each costs, and the cheapest; made once. */
  get plan(): Plan {
    return planOf(this.field);
  }

  /**
   * F at N points: N×n numbers row by row. Values that are not finite are NaN or ±Infinity, never an error.
   * @throws TypeError, RangeError in one sentence for points or settings that do not fit
   * @throws LimitError when the kernel would be too large
   */
  evaluate(points: Points, settings: Settings = {}): Float64Array {
    const rows = pointRows(points, this.dimension);
    const bindings = bindSettings(this.program, settings);
    this.components ??= createFieldEvaluator(this.program, this.field).components;
    return this.components(rows, bindings);
  }

  /**
   * The Jacobian at N points: N×n×n numbers, ∂F_i/∂x_j at [i][j] of each, by n jvps. Not needed for a divergence.
   * Throws as `evaluate` does.
   */
  jacobian(points: Points, settings: Settings = {}): Float64Array {
    const rows = pointRows(points, this.dimension);
    const bindings = bindSettings(this.program, settings);
    this.derivative ??= createJacobianEvaluator(this.program, this.field);
    return this.derivative(rows, bindings);
  }
}

/**
 * The field of a text in Deldot's language, or of a program that `checkSource` made of one: that of this name, or the
 * first. `F(x, y) = (x^2, x y)` and `F(x: R^10) = W @ tanh(x)` are fields: as many components as coordinates.
 * @throws FieldError in one sentence, with all diagnostics, when anything in the text is wrong or there is no such field;
 * TypeError when it is no text
 */
export function compileField(source: string | Program, name?: string): CompiledField {
  const program = typeof source === "string" ? checkSource(source) : source;
  if (!program?.fields) throw new TypeError("A field is made of a text, or of what checkSource made of one.");
  const error = firstError(program);
  if (error) throw error;
  const field = name === undefined ? program.fields[0] : named(program, name);
  if (!field) throw new FieldError(absence(program, name), program.diagnostics);
  return new CompiledField(program, field);
}

function named({ fields }: Program, name: string): Field | undefined {
  const known = canonicalName(name);
  return fields.find((field) => canonicalName(field.name) === known);
}

function absence({ fields, functions }: Program, name: string | undefined): string {
  if (name === undefined) return "There is no field here; write for example F(x, y) = (x, y).";
  const known = canonicalName(name);
  if (functions.some((one) => canonicalName(one.name) === known)) {
    return `${name} is not a field: a field has as many components as coordinates.`;
  }
  const names = fields.map((field) => field.name).join(", ");
  return `There is no field ${name}; ${names === "" ? "there is none at all" : `there are ${names}`}.`;
}
