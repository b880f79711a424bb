import type { Node } from "../graph/node.ts";
import { type Shape, sizeOf } from "../graph/shape.ts";
import { arrayOp, tableOf } from "../ops/array.ts";
import { constantValue } from "../ops/constant.ts";
import type { ScalarForms } from "./forms.ts";
import type { Load } from "./lower.ts";

/**
 * What stands at each position of an array: one number everywhere, or entries of `base`, an array that is stored or
 * computed. Entry k is that at `positions[k]` (0 where that is −1), or at k itself when `positions` is null.
 */
export type Read =
  | { readonly kind: "scalar"; readonly node: Node }
  | { readonly kind: "array"; readonly base: Node; readonly positions: Int32Array | null };

/** What arrays are read from. Gathers, rows and repeated numbers are never stored: they are ways of reading. */
export class Reads {
  readonly forms: ScalarForms;
  readonly bound: ReadonlyMap<Node, Load>;
  private readonly found = new Map<Node, Read>();

  constructor(forms: ScalarForms, bound: ReadonlyMap<Node, Load>) {
    this.forms = forms;
    this.bound = bound;
  }

  /** How the entries of a node are read. */
  of(node: Node): Read {
    const known = this.found.get(node);
    if (known) return known;
    const read = node.shape.length === 0 ? this.ofScalar(node) : this.arrayRead(node);
    this.found.set(node, read);
    return read;
  }

  private ofScalar(node: Node): Read {
    return scalarRead((this.forms.get(node) as readonly [Node])[0]);
  }

  private arrayRead(node: Node): Read {
    let base = node;
    let positions: Int32Array | null = null;
    for (let next = this.behind(base); next; next = this.behind(base)) {
      const { source, at } = next;
      positions = at ? compose(positions, at) : positions;
      if (source.shape.length === 0) {
        if (!positions?.some((from) => from < 0)) return this.ofScalar(source);
        break;
      }
      base = source;
    }
    const isWhole = positions !== null && isIdentity(positions) && positions.length === sizeOf(base.shape);
    return { kind: "array", base, positions: isWhole ? null : positions };
  }

  /** What an array that only moves entries takes them from. */
  private behind(node: Node): { source: Node; at: Int32Array | null } | null {
    const [source] = node.inputs;
    if (!source || this.bound.has(node) || this.forms.has(node)) return null;
    if (node.op.name === "gather") return { source, at: tableOf(node).entries as Int32Array };
    if (node.op.name === "broadcast") return { source, at: null };
    if (node.op.name !== "index") return null;
    const length = sizeOf(node.shape);
    const start = (node.attribute as number) * length;
    return { source, at: Int32Array.from({ length }, (_, k) => start + k) };
  }
}

/** The read of a scalar as it is computed. */
export function scalarRead(node: Node): Read {
  return { kind: "scalar", node };
}

/** The read of a node that is stored, entry by entry. */
export function wholeOf(node: Node): Read {
  return { kind: "array", base: node, positions: null };
}

function compose(outer: Int32Array | null, inner: Int32Array): Int32Array {
  return outer ? outer.map((from) => (from < 0 ? -1 : (inner[from] as number))) : inner;
}

function isIdentity(positions: Int32Array): boolean {
  return positions.every((from, k) => from === k);
}

/** A run of numbers that lie outside the kernel's own memory, or in a constant table. */
export type Place = Load | { readonly from: "table"; readonly entries: Float64Array };

/** Where the entries of an array already lie in order: among the inputs or the constants; else null. */
export function placeOf(node: Node, { forms, bound }: Reads): Place | null {
  const load = bound.get(node);
  if (load) return load;
  if (node.op === arrayOp) return { from: "table", entries: tableOf(node).entries as Float64Array };
  const entries =
    forms.get(node) ??
    (node.op.name === "stack" && node.inputs[0]?.shape.length === 0
      ? node.inputs.map((item) => (forms.get(item) as readonly [Node])[0])
      : null);
  if (!entries) return null;
  const values = entries.map(constantValue);
  if (values.every((value) => value !== null)) return { from: "table", entries: Float64Array.from(values) };
  const first = loadOf(entries[0] as Node, bound);
  if (!first) return null;
  const isRun = entries.every((entry, k) => {
    const own = loadOf(entry, bound);
    return own?.from === first.from && own.slot === first.slot + k;
  });
  return isRun && first.from !== "time" ? first : null;
}

/** The place of a scalar that is bound, or an entry of a bound array; else null. */
export function loadOf(node: Node, bound: ReadonlyMap<Node, Load>): Load | null {
  const load = bound.get(node);
  if (load) return load;
  if (node.op.name !== "index") return null;
  const source = loadOf(node.inputs[0] as Node, bound);
  return source && { from: source.from, slot: source.slot + (node.attribute as number) * sizeOf(node.shape) };
}

/** How positions run over a shape: by equal steps along each of the axes given, or as a table tells. */
export type Walk =
  | { readonly kind: "steps"; readonly start: number; readonly steps: readonly number[] }
  | { readonly kind: "table"; readonly entries: Int32Array; readonly hasGaps: boolean };

const walksFound = new WeakMap<Read, Map<string, Walk>>();

/** One step counts entries row by row; two count rows and columns. */
export function walkOf(read: Read & { kind: "array" }, shape: Shape): Walk {
  if (!read.positions) return { kind: "steps", start: 0, steps: [1] };
  const found = walksFound.get(read) ?? new Map<string, Walk>();
  walksFound.set(read, found);
  const key = shape.join();
  const known = found.get(key);
  if (known) return known;
  const walk = steps(read.positions, shape) ?? {
    kind: "table",
    entries: read.positions,
    hasGaps: read.positions.some((from) => from < 0),
  };
  found.set(key, walk);
  return walk;
}

function steps(positions: Int32Array, shape: Shape): Walk | null {
  const start = positions[0] as number;
  if (start < 0) return null;
  const one = positions.length > 1 ? (positions[1] as number) - start : 0;
  if (positions.every((from, k) => from === start + one * k)) return { kind: "steps", start, steps: [one] };
  const columns = shape[1];
  if (shape.length !== 2 || columns === undefined) return null;
  const across = columns > 1 ? one : 0;
  const down = (positions[columns] ?? start) - start;
  const isPlane = positions.every((from, k) => {
    const row = Math.floor(k / columns);
    return from === start + down * row + across * (k - row * columns);
  });
  return isPlane ? { kind: "steps", start, steps: [down, across] } : null;
}
