import type { Node } from "../graph/node.ts";
import { describeShape } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { gather, index } from "../ops/index.ts";
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
  const leading = selections.findIndex(({ kind }) => kind === "slice");
  // An index picks an item; only slices move entries about.
  const single = leading < 0 ? selections : selections.slice(0, leading);
  const item = single.reduce((rest, selection) => entry(rest, (selection as At).index), target);
  return leading < 0 ? item : sliced(context, item, selections.slice(leading));
}

type At = Selection & { kind: "at" };

function sliced(context: Context, target: Node, selections: readonly Selection[]): Node {
  if (selections.length > target.shape.length) throw noAxis();
  let positions: number[] = [0];
  const shape: number[] = [];
  target.shape.forEach((extent, axis) => {
    const chosen = chosenAlong(selections[axis], target, extent);
    if (chosen.kept) shape.push(chosen.positions.length);
    context.spendEntries(positions.length * chosen.positions.length);
    positions = positions.flatMap((start) => chosen.positions.map((position) => start * extent + position));
  });
  return gather(target, shape, Int32Array.from(positions));
}

/** Which positions along an axis a subscript picks, and whether the axis stays. */
function chosenAlong(selection: Selection | undefined, target: Node, extent: number) {
  if (!selection) return { kept: true, positions: Array.from({ length: extent }, (_, i) => i) };
  if (selection.kind === "at") return { kept: false, positions: [wrapped(target, selection.index, extent)] };
  const positions = positionsOf(selection, extent);
  if (positions.length === 0)
    throw new Refusal("out-of-bounds", `This slice of ${count(extent, "entry")} is empty.`);
  return { kept: true, positions };
}

function noAxis(): Refusal {
  return new Refusal("shape", "A number has no entries, so it takes no index.", {
    hint: "write a * [1, 2] for the product with a vector",
  });
}

function entry(target: Node, position: number): Node {
  const extent = target.shape[0];
  if (extent === undefined) throw noAxis();
  return index(target, wrapped(target, position, extent));
}

/** A position counted from the front. Throws Refusal. */
function wrapped(target: Node, position: number, extent: number): number {
  const fromFront = position < 0 ? position + extent : position;
  if (Number.isInteger(position) && fromFront >= 0 && fromFront < extent) return fromFront;
  if (!Number.isInteger(position))
    throw new Refusal("type", `An index is a whole number, but this is ${position}.`);
  throw new Refusal(
    "out-of-bounds",
    `There is no entry ${position} in ${describeShape(target.shape)}: it has 0 to ${extent - 1}.`,
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
