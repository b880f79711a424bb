import type { Parameter } from "../../engine/language/program.ts";

/** The step a slider moves by: the written one, else the power of ten that gives 100 to 1000 stops. */
export function sliderStep(parameter: SliderRange): number {
  if (parameter.step !== null && parameter.step > 0) return parameter.step;
  const range = parameter.high - parameter.low;
  return range > 0 ? 10 ** Math.floor(Math.log10(range / 100)) : 1;
}

/** The text of the stop nearest to `value`: on the written step counted from `low`, else a round number, or an end. */
export function sliderText(parameter: SliderRange, value: number): string {
  const { low, high } = parameter;
  const step = sliderStep(parameter);
  const origin = parameter.step === null ? 0 : low;
  const decimals = Math.min(20, Math.max(decimalsOf(step), decimalsOf(origin)));
  const inside = Math.min(high, Math.max(low, value));
  const stop = Number((origin + Math.round((inside - origin) / step) * step).toFixed(decimals));
  let nearest = stop < low || stop > high ? low : stop;
  // The ends are stops too, also where they are no round numbers.
  for (const end of [low, high]) if (Math.abs(end - inside) < Math.abs(nearest - inside)) nearest = end;
  return String(nearest);
}

function decimalsOf(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}

/** A change of the text: the range [from, to) becomes `insert`. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Ends and step of a slider. */
export type SliderRange = Pick<Parameter, "low" | "high" | "step">;

/**
 * Moving the slider is this change of the source: the number itself is rewritten. `range` is the one on show: while
 * a slider is dragged its guessed range stands still, though the checker would guess another for each new number.
 */
export function sliderChange(
  parameter: Parameter,
  value: number,
  range: SliderRange = parameter,
): TextChange {
  return { from: parameter.literal.from, to: parameter.literal.to, insert: sliderText(range, value) };
}

export function applyChange(text: string, change: TextChange): string {
  return text.slice(0, change.from) + change.insert + text.slice(change.to);
}

/** The smallest change that turns one text into another: what lies between their common ends. */
export function differenceOf(from: string, to: string): TextChange {
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  return { from: head, to: from.length - tail, insert: to.slice(head, to.length - tail) };
}
