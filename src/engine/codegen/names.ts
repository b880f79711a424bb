import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { LimitError, limits } from "../limits.ts";
import { constantValue } from "../ops/constant.ts";
import type { Load } from "./lower.ts";
import { loadOf, placeOf } from "./reads.ts";
import type { Schedule } from "./schedule.ts";

/** A number as a JavaScript literal; every float64 survives. */
export function javascriptNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "Infinity";
  if (value === Number.NEGATIVE_INFINITY) return "(-Infinity)";
  return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? "-0" : value})` : String(value);
}

/** A variable part of a position: how often a name counts. */
export type Term = readonly [factor: number, name: string];

/** An array to read or write: its name, and what its positions are counted from. */
export interface Memory {
  readonly name: string;
  readonly from: string | null;
  readonly offset: number;
}

/** The text of the entry at Σ factor·name + constant. */
export function elementText(
  { name, from, offset }: Memory,
  terms: readonly Term[],
  constant: number,
): string {
  return `${name}[${indexText(from ? [[1, from], ...terms] : terms, offset + constant)}]`;
}

/** The text of Σ factor·name + constant. */
export function indexText(terms: readonly Term[], constant: number): string {
  const parts = terms
    .filter(([factor]) => factor !== 0)
    .map(([factor, name]) => {
      const size = Math.abs(factor);
      return { isLess: factor < 0, text: size === 1 ? name : `${size} * ${name}` };
    });
  if (constant !== 0 || parts.length === 0)
    parts.push({ isLess: constant < 0, text: `${Math.abs(constant)}` });
  parts.sort((a, b) => Number(a.isLess) - Number(b.isLess));
  return parts
    .map(({ isLess, text }, i) =>
      i === 0 ? (isLess ? `-${text}` : text) : `${isLess ? " - " : " + "}${text}`,
    )
    .join("");
}

/** Where a kernel's inputs lie: an array, and the variable that counts to the entries of this point or probe. */
const inputs = {
  coordinate: { name: "points", from: "at", stem: "x" },
  parameter: { name: "parameters", from: null, stem: "p" },
  time: { name: "time", from: null, stem: "t" },
  probe: { name: "probeEntries", from: "to", stem: "z" },
} as const;

/** What the values of a kernel are called in its text, and the arrays it needs besides. */
export class Names {
  /** Sizes of the arrays that the text calls b0, b1, … */
  readonly buffers: number[] = [];
  /** What the text calls c0, c1, … */
  readonly constants: Float64Array[] = [];
  /** What the text calls g0, g1, … */
  readonly positions: Int32Array[] = [];
  private readonly functions = new Map<string, string>();
  private readonly schedule: Schedule;
  private readonly scalars = new Map<Node, string>();
  private readonly memories = new Map<Node, Memory>();
  private readonly tables = new Map<Float64Array | Int32Array, string>();
  private readonly used = new Map<string, Load>();
  private numbers = 0;
  private counted = 0;

  constructor(schedule: Schedule) {
    this.schedule = schedule;
  }

  /** The name or the literal of a scalar. */
  atom(node: Node): string {
    const value = constantValue(node);
    if (value !== null) return javascriptNumber(value);
    const known = this.scalars.get(node);
    if (known) return known;
    const load = loadOf(node, this.schedule.reads.bound);
    if (!load) throw new Error(`node ${node.id} (${node.op.name}) is read before it is computed`);
    const name = `${inputs[load.from].stem}${load.slot}`;
    this.scalars.set(node, name);
    this.used.set(name, load);
    return name;
  }

  /** A fresh name, for `node` if given. */
  name(node?: Node): string {
    const name = `v${this.counted++}`;
    if (node) this.scalars.set(node, name);
    return name;
  }

  /** A scalar that lies in an array. */
  nameElement(node: Node, text: string): void {
    this.scalars.set(node, text);
  }

  /** The name of the function m0, m1, … of these arguments and this body. */
  functionOf(text: string): string {
    const name = this.functions.get(text) ?? `m${this.functions.size}`;
    this.functions.set(text, name);
    return name;
  }

  /** The text of these functions. */
  functionsText(): string {
    return [...this.functions].map(([text, name]) => `function ${name}${text}`).join("");
  }

  /** The lines that read the scalar inputs named so far. */
  loads(from: Load["from"], indent: string): string {
    const { name: array, from: base } = inputs[from];
    return [...this.used]
      .filter(([, load]) => load.from === from)
      .sort(([, a], [, b]) => a.slot - b.slot)
      .map(([name, { slot }]) => {
        const value = from === "time" ? array : `${array}[${base ? `${base} + ${slot}` : slot}]`;
        return `${indent}const ${name} = ${value};\n`;
      })
      .join("");
  }

  /** Where the entries of an array lie. Throws LimitError when the arrays take too much memory. */
  memory(node: Node): Memory {
    const known = this.memories.get(node);
    if (known) return known;
    const memory = this.newMemory(node);
    this.memories.set(node, memory);
    return memory;
  }

  private newMemory(node: Node): Memory {
    const place = placeOf(node, this.schedule.reads);
    if (place?.from === "table") return this.constant(place.entries);
    if (place) return { name: inputs[place.from].name, from: inputs[place.from].from, offset: place.slot };
    const size = sizeOf(node.shape);
    this.take(size);
    this.buffers.push(size);
    return { name: `b${this.buffers.length - 1}`, from: null, offset: 0 };
  }

  constant(entries: Float64Array): Memory {
    return this.table(entries, "c", this.constants);
  }

  table<Entries extends Float64Array | Int32Array>(
    entries: Entries,
    stem: string,
    tables: Entries[],
  ): Memory {
    let name = this.tables.get(entries);
    if (!name) {
      name = `${stem}${tables.length}`;
      tables.push(entries);
      this.tables.set(entries, name);
    }
    return { name, from: null, offset: 0 };
  }

  /** The table of positions, to be read at the variable `k`. */
  positionAt(entries: Int32Array, terms: readonly Term[]): string {
    if (!this.tables.has(entries)) this.take(entries.length / 2);
    return elementText(this.table(entries, "g", this.positions), terms, 0);
  }

  private take(numbers: number): void {
    this.numbers += numbers;
    if (this.numbers > limits.kernelMemory) throw new LimitError("kernelMemory", this.numbers);
  }
}
