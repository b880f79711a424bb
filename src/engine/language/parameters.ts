import type { Node } from "../graph/node.ts";
import { input } from "../ops/index.ts";
import type { Context } from "./context.ts";
import type { Elaborator } from "./elaborate.ts";
import type { Parameter } from "./program.ts";
import type { Scope } from "./scope.ts";
import type { DefinitionSyntax, Expression } from "./syntax.ts";

/** A definition that is a slider, with the number it stands at. */
export interface Slider {
  readonly syntax: DefinitionSyntax;
  readonly value: number;
  readonly node: Node;
}

/** The sliders among the definitions: `a = 1.5`, `a = -2`. Their nodes are numbered in the order of the text. */
export function slidersIn({ graph }: Context, definitions: readonly DefinitionSyntax[]): Slider[] {
  const sliders: Slider[] = [];
  for (const syntax of definitions) {
    const value = sliderNumber(syntax);
    if (value === null) continue;
    sliders.push({ syntax, value, node: input(graph, "parameter", syntax.name, sliders.length) });
  }
  return sliders;
}

/** The number a slider stands at; null for a definition that is none. */
export function sliderNumber({ parameters, body, where }: DefinitionSyntax): number | null {
  if (parameters !== null || where.length > 0) return null;
  const isSigned = body.kind === "unary" && body.operator !== "not";
  const number = isSigned ? body.operand : body;
  if (number.kind !== "number" || !Number.isFinite(number.value)) return null;
  return isSigned && body.operator === "-" ? -number.value : number.value;
}

/** Complains of `in [lo, hi]` and `step s` behind anything that is not a slider. */
export function reportStraySlider({ report }: Context, { interval, step, body }: DefinitionSyntax): void {
  if (body.kind === "missing") return;
  const range = interval?.range ?? step;
  if (!range) return;
  report.add("type", range, "Only a plain number has a slider, as in a = 1.5 in [0, 3] step 0.1.", {
    hint: "give the number a name of its own",
  });
}

/**
 * The interval of a slider without one: symmetric about 0, with an end of 1, 2 or 5 times a power of ten that
 * leaves room to double the value; [−5, 5] for 0 and for values of ordinary size (0.5 to 2.5).
 */
export function guessedEnd(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || (size >= 0.5 && size <= 2.5)) return 5;
  const wanted = 2 * size;
  const power = Math.floor(Math.log10(wanted));
  for (const digit of [1, 2, 5, 10]) {
    // Read from text, so that 1e-3 is the number people mean.
    const end = Number(`${digit}e${power}`);
    if (end >= wanted && Number.isFinite(end)) return end;
  }
  return Number.isFinite(wanted) ? wanted : Number.MAX_VALUE;
}

/** The parameter of a slider, with the interval written or guessed. */
export function parameterOf(
  context: Context,
  elaborator: Elaborator,
  scope: Scope,
  slider: Slider,
): Parameter {
  const { syntax, value, node } = slider;
  const { name, body } = syntax;
  const end = guessedEnd(value);
  const interval = writtenInterval(context, elaborator, scope, syntax);
  const [low, high] = interval ?? [-end, end];
  if (interval && !(value >= low && value <= high)) {
    const message = `The value of \`${name}\` is outside its interval [${low}, ${high}].`;
    context.report.add("out-of-bounds", body, message, { severity: "warning" });
  }
  const step = syntax.step && writtenStep(context, elaborator, scope, syntax.step, high - low);
  const literal = { from: body.from, to: body.to };
  return { name, value, low, high, step, bounded: interval !== null, literal, node };
}

function writtenInterval(
  context: Context,
  elaborator: Elaborator,
  scope: Scope,
  { interval }: DefinitionSyntax,
): readonly [number, number] | null {
  if (!interval) return null;
  const low = constant(context, elaborator, scope, interval.low, "An end of a slider");
  const high = constant(context, elaborator, scope, interval.high, "An end of a slider");
  if (low === null || high === null) return null;
  if (Number.isFinite(low) && Number.isFinite(high) && low < high) return [low, high];
  context.report.add(
    "out-of-bounds",
    interval.range,
    `A slider runs from a smaller to a larger number, not from ${low} to ${high}.`,
    {
      hint: high < low ? `write in [${high}, ${low}]` : null,
    },
  );
  return null;
}

function writtenStep(
  context: Context,
  elaborator: Elaborator,
  scope: Scope,
  syntax: Expression,
  width: number,
): number | null {
  const step = constant(context, elaborator, scope, syntax, "The step of a slider");
  if (step === null || (step > 0 && step <= width)) return step;
  const message = `The step of a slider is above 0 and at most its width ${width}, not ${step}.`;
  context.report.add("out-of-bounds", syntax, message);
  return null;
}

function constant(
  context: Context,
  elaborator: Elaborator,
  scope: Scope,
  expression: Expression,
  what: string,
): number | null {
  const make = () => elaborator.constant(elaborator.resolve(expression, scope), scope, what);
  return context.attempt(expression, what, make, null);
}
