import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { arrayOp, tableOf, uniformValue } from "./array.ts";

/** 1 where an entry is 0 by the form of the array; null where none is. */
type ZeroEntries = Uint8Array | null;

const found = new WeakMap<Node, ZeroEntries>();

/** Whether an entry is 0 by the form of the array: written out, moved about, or a multiple of such. */
export function isZeroAt(node: Node, entry: number): boolean {
  return zeroEntriesOf(node)?.[entry] === 1;
}

/** Which entries are 0 by the form of the array, found once for every array on the way; null when none is. */
export function zeroEntriesOf(node: Node): ZeroEntries {
  const known = found.get(node);
  if (known !== undefined) return known;
  // A stack of its own: chains of products may be longer than the machine's.
  const pending = [node];
  for (let next = pending.at(-1); next; next = pending.at(-1)) {
    const missing = found.has(next) ? [] : zeroSources(next).filter((item) => !found.has(item));
    if (missing.length > 0) {
      for (const item of missing) pending.push(item);
      continue;
    }
    pending.pop();
    if (!found.has(next)) found.set(next, marked(next));
  }
  return found.get(node) ?? null;
}

/** The inputs whose zeros make zeros of the result. */
function zeroSources(node: Node): readonly Node[] {
  switch (node.op.name) {
    case "mul":
    case "stack":
    case "concat":
      return node.inputs;
    case "neg":
    case "div":
    case "gather":
      return node.inputs.slice(0, 1);
    default:
      return [];
  }
}

function marked(node: Node): ZeroEntries {
  const size = sizeOf(node.shape);
  const uniform = uniformValue(node);
  if (uniform !== null) return uniform === 0 ? new Uint8Array(size).fill(1) : null;
  if (node.op === arrayOp) return unlessNone(bytesOf(tableOf(node).entries, (value) => value === 0));
  const zeros = zeroSources(node).map((item) => found.get(item) ?? null);
  if (node.op.name === "gather") {
    const isZero = (from: number) => from < 0 || zeros[0]?.[from] === 1;
    return unlessNone(bytesOf(tableOf(node).entries, isZero));
  }
  if (zeros.every((own) => own === null)) return null;
  const marks = new Uint8Array(size);
  let end = 0;
  node.inputs.forEach((item, position) => {
    const start = end;
    end += sizeOf(item.shape);
    const own = zeros[position];
    if (!own) return;
    if (!node.op.elementwise) marks.set(own, start);
    else if (own.length < size) marks.fill(1);
    else for (let k = 0; k < size; k++) (marks[k] as number) |= own[k] as number;
  });
  return unlessNone(marks);
}

function bytesOf(numbers: ArrayLike<number>, isZero: (number: number) => boolean): Uint8Array {
  const marks = new Uint8Array(numbers.length);
  for (let k = 0; k < marks.length; k++) marks[k] = Number(isZero(numbers[k] as number));
  return marks;
}

function unlessNone(marks: Uint8Array): ZeroEntries {
  return marks.includes(1) ? marks : null;
}
