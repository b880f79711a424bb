import { LimitError, limits } from "../limits.ts";
import { foldedArrays, keyOfArrays } from "./kept-arrays.ts";
import type { Attribute, InputAttribute, Node, Table } from "./node.ts";
import type { Op } from "./op.ts";
import { derived } from "./origin.ts";
import { type Shape, sameShape } from "./shape.ts";

/** The arena of one program: owns the table that makes equal nodes identical. */
export class Graph {
  private readonly table = new Map<string, Node>();
  private readonly tables = new Map<number, Table[]>();
  private serial = 0;
  private worked = 0;

  get size(): number {
    return this.table.size;
  }

  /** The node for `op(inputs)`, after local rewriting. Throws ShapeError and LimitError. */
  make(op: Op, inputs: readonly Node[], attribute: Attribute = null): Node {
    const rewritten = op.rewrite && this.rewritten(op, inputs, attribute);
    if (rewritten) return derived(rewritten, { op, inputs, attribute });
    const key = keyOf(op, inputs, attribute);
    const known = this.table.get(key);
    if (known) return known;
    if (this.table.size >= limits.graphNodes) throw new LimitError("graphNodes", this.table.size + 1);
    const shape = op.shape(inputs, attribute);
    const node: Node = { id: this.table.size, graph: this, op, inputs, attribute, shape };
    this.table.set(key, node);
    return node;
  }

  /** What the op's own rule makes of them; large arrays that were made of the same before are the same. */
  private rewritten(op: Op, inputs: readonly Node[], attribute: Attribute): Node | null {
    const key = keyOfArrays(op, inputs, attribute);
    const known = key === null ? null : foldedArrays.get(key);
    // What is refused is so whether it was made before or not.
    if (known) this.work(known.work - known.entries.length);
    if (known) return this.make(known.op, [], this.intern(known.shape, known.entries));
    const before = this.worked;
    const node = op.rewrite?.(this, inputs, attribute) ?? null;
    if (key !== null && node?.op.name === "array") {
      const { entries } = node.attribute as Table<Float64Array>;
      foldedArrays.add(key, { op: node.op, shape: node.shape, entries, work: this.worked - before });
    }
    return node;
  }

  /** Counts numbers that are made while building. Throws LimitError. */
  work(numbers: number): void {
    this.worked += numbers;
    if (this.worked > limits.arrayWork) throw new LimitError("arrayWork", this.worked);
  }

  /** The one table of these entries and this shape; the caller gives the entries away. */
  intern<Entries extends Float64Array | Int32Array>(shape: Shape, entries: Entries): Table<Entries> {
    this.work(entries.length);
    const hash = hashes.get(entries) ?? hashOf(entries);
    hashes.set(entries, hash);
    const alike = this.tables.get(hash) ?? [];
    this.tables.set(hash, alike);
    const known = alike.find((other) => sameShape(other.shape, shape) && sameBits(other.entries, entries));
    if (known) return known as Table<Entries>;
    const table = { serial: this.nextSerial(), shape, entries };
    alike.push(table);
    return table;
  }

  /** A number no other bound variable of this graph carries. */
  nextSerial(): number {
    this.serial += 1;
    return this.serial;
  }
}

/** Of entries, which nobody changes. */
const hashes = new WeakMap<Float64Array | Int32Array, number>();

function hashOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array): number {
  const bytes = new Int32Array(buffer, byteOffset, byteLength >> 2);
  let hash = bytes.length;
  // The shift brings down what stands in the upper bits, where all of a whole number is.
  for (const word of bytes) hash = Math.imul(hash ^ (hash >>> 15) ^ word, 0x9e3779b1);
  return hash;
}

function keyOf(op: Op, inputs: readonly Node[], attribute: Attribute): string {
  let key = op.name;
  for (const input of inputs) key += ` ${input.id}`;
  if (attribute === null) return key;
  if (typeof attribute === "number") return `${key}|${Object.is(attribute, -0) ? "-0" : attribute}`;
  if (isList(attribute)) return `${key}|${attribute.join(",")}`;
  if ("serial" in attribute) return `${key}|#${attribute.serial}`;
  return `${key}|${attribute.role}:${attribute.index}:${attribute.name}:${attribute.shape.join()}`;
}

function isList(attribute: readonly number[] | InputAttribute | Table): attribute is readonly number[] {
  return Array.isArray(attribute);
}

function sameBits(a: Float64Array | Int32Array, b: Float64Array | Int32Array): boolean {
  return (
    a === b ||
    (a.constructor === b.constructor &&
      a.length === b.length &&
      a.every((entry, at) => Object.is(entry, b[at])))
  );
}
