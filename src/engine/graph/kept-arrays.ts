import type { Attribute, Node, Table } from "./node.ts";
import type { Op } from "./op.ts";
import type { Shape } from "./shape.ts";

/** An array that was worked out while a program was built: its node's parts, and how many numbers were made for it. */
export interface KeptArray {
  readonly op: Op;
  readonly shape: Shape;
  readonly entries: Float64Array;
  readonly work: number;
}

/** Numbers that are kept at most, in all: 48 MB. And those of an array that is kept at least. */
const most = 6_291_456;
const large = 1_000;

/**
 * Large arrays stay from one program to the next, by what they are made of: a notebook is checked with every key, and its
 * weights are the same. Nobody writes into them.
 */
class KeptArrays<Kept extends Pick<KeptArray, "entries">> {
  /** Those asked for last at the end. */
  private readonly arrays = new Map<string, Kept>();
  private total = 0;

  get(key: string): Kept | null {
    const array = this.arrays.get(key);
    if (!array) return null;
    this.arrays.delete(key);
    this.arrays.set(key, array);
    return array;
  }

  add(key: string, array: Kept): void {
    if (array.entries.length < large || this.arrays.has(key)) return;
    this.arrays.set(key, array);
    this.total += array.entries.length;
    for (const [oldest, { entries }] of this.arrays) {
      if (this.total <= most) break;
      this.arrays.delete(oldest);
      this.total -= entries.length;
    }
  }
}

/** What ops make of numbers alone, by `keyOfArrays`. */
export const foldedArrays = new KeptArrays<KeptArray>();
/** What is drawn, by its kind, seed and length. */
export const drawnArrays = new KeptArrays<Pick<KeptArray, "entries">>();

const serials = new WeakMap<object, number>();
let serial = 0;

/** What an op is to make, where all it is given are numbers and there are many of them; else null. */
export function keyOfArrays(op: Op, inputs: readonly Node[], attribute: Attribute): string | null {
  // Nearly all graphs are of numbers and short vectors: they are asked no more than this.
  if (!inputs.some(({ op }) => op.name === "array")) return null;
  if (attribute !== null && typeof attribute === "object" && !Array.isArray(attribute)) return null;
  let numbers = 0;
  let key = `${op.name} ${attribute}`;
  for (const { op, shape, attribute } of inputs) {
    if (op.name === "array") {
      const { entries } = attribute as Table;
      numbers += entries.length;
      if (!serials.has(entries)) serials.set(entries, serial++);
      key += ` ${shape}:${serials.get(entries)}`;
    } else if (op.name === "constant") key += ` ${Object.is(attribute, -0) ? "-0" : attribute}`;
    else return null;
  }
  return numbers < large ? null : key;
}
