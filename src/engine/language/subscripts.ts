import type { Node } from "../graph/node.ts";
import { describeShape } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { index, stack } from "../ops/index.ts";
import { type Context, Refusal } from "./context.ts";
import { count } from "./report.ts";
import type { Value } from "./value.ts";

/** A subscript whose numbers are known. */
export type Selection =
  | { readonly kind: "at"; readonly index: number }
  | {
      readonly kind: "slice";
      readonly start: number | null;
      readonly stop: number | null;
      readonly step: number | null;
    };

/** The entries a list of subscripts picks, one subscript for each axis from the first on. Throws Refusal. */
export function select(context: Context, target: Node, selections: readonly Selection[]): Node {
  const [selection, ...others] = selections;
  if (!selection) return target;
  const extent = target.shape[0];
  if (extent === undefined) {
    throw new Refusal("shape", "A number has no entries, so it takes no index.", {
      hint: "write a * [1, 2] for the product with a vector",
    });
  }
  if (selection.kind === "at") return select(context, entry(target, selection.index), others);
  const positions = positionsOf(selection, extent);
  if (positions.length === 0)
    throw new Refusal("out-of-bounds", `This slice of ${count(extent, "entry")} is empty.`);
  context.spend(positions.length);
  return stack(
    target.graph,
    positions.map((position) => select(context, index(target, position), others)),
  );
}

function entry(target: Node, position: number): Node {
  const extent = target.shape[0] ?? 0;
  const wrapped = position < 0 ? position + extent : position;
  if (Number.isInteger(position) && wrapped >= 0 && wrapped < extent) return index(target, wrapped);
  if (!Number.isInteger(position))
    throw new Refusal("type", `An index is a whole number, but this is ${position}.`);
  const last = extent - 1;
  throw new Refusal(
    "out-of-bounds",
    `There is no entry ${position} in ${describeShape(target.shape)}: it has 0 to ${last}.`,
  );
}

/** Positions of a slice, as in Python. */
function positionsOf({ start, stop, step }: Selection & { kind: "slice" }, extent: number): number[] {
  const stride = step ?? 1;
  for (const part of [start, stop, step]) {
    if (part !== null && !Number.isInteger(part))
      throw new Refusal("type", `A slice has whole numbers, but this is ${part}.`);
  }
  if (stride === 0) throw new Refusal("out-of-bounds", "The step of a slice cannot be 0.");
  const [least, most] = stride > 0 ? [0, extent] : [-1, extent - 1];
  const bound = (part: number | null, otherwise: number) => {
    if (part === null) return otherwise;
    return Math.min(most, Math.max(least, part < 0 ? part + extent : part));
  };
  const first = bound(start, stride > 0 ? least : most);
  const end = bound(stop, stride > 0 ? most : least);
  const positions: number[] = [];
  for (let at = first; stride > 0 ? at < end : at > end; at += stride) positions.push(at);
  return positions;
}

const axes = ["x", "y", "z"];

/** Which component `_x`, `_2` or the name of an argument is, or −1. */
function componentIndex(suffix: string, argumentNames: readonly string[]): number {
  if (/^\d{1,6}$/.test(suffix)) return Number(suffix);
  const named = argumentNames.indexOf(suffix);
  return named >= 0 ? named : axes.indexOf(suffix);
}

/** `F_x` of a function or a vector; null when the suffix names no component. Throws Refusal. */
export function componentOfValue(value: Value, suffix: string, name: string): Value | null {
  if (value.kind === "poison") return value;
  if (value.kind === "array") {
    const position = value.node.shape.length > 0 ? componentIndex(suffix, []) : -1;
    return position < 0 ? null : { kind: "array", node: component(value.node, position, name) };
  }
  if (value.kind !== "function") return null;
  const { fn } = value;
  const position = componentIndex(suffix, fn.inputs.length === fn.output.shape[0] ? fn.argumentNames : []);
  if (position < 0) return null;
  return {
    kind: "function",
    fn: fn.derive(`_${position}`, () => fn.withOutput(component(fn.output, position, name))),
  };
}

function component(node: Node, position: number, name: string): Node {
  const extent = node.shape[0];
  if (extent === undefined) {
    throw new Refusal("shape", `\`${name}\` is asked for, but there is only one number and no component.`, {
      hint: "a partial derivative is a component of the gradient, grad(f)(x, y)[0]",
    });
  }
  if (position < extent) return index(node, position);
  throw new Refusal(
    "out-of-bounds",
    `\`${name}\` is asked for, but there are only ${count(extent, "component")}, counted from 0.`,
  );
}

/** Reads `low..high`; both ends belong to it. Throws Refusal and LimitError. */
export function rangeOfComprehension(low: number, high: number): number[] {
  if (!Number.isInteger(low) || !Number.isInteger(high)) {
    throw new Refusal("type", `A range runs between whole numbers, but this is ${low}..${high}.`);
  }
  const length = high - low + 1;
  if (length < 1) throw new Refusal("out-of-bounds", `The range ${low}..${high} is empty.`);
  if (length > limits.vectorLength) {
    throw new Refusal("too-large", `This vector has ${length} entries; the limit is ${limits.vectorLength}.`);
  }
  return Array.from({ length }, (_, i) => low + i);
}
