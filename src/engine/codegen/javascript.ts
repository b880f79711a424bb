import type { Node } from "../graph/node.ts";
import type { Elementwise } from "../graph/op.ts";
import { type Shape, sizeOf } from "../graph/shape.ts";
import { tableOf } from "../ops/array.ts";
import type { Level } from "./lower.ts";
import { elementText, type Names, type Term } from "./names.ts";
import { productText } from "./product.ts";
import { type Read, walkOf } from "./reads.ts";
import type { Group, Schedule, Step } from "./schedule.ts";

/** The lines of one level of a kernel. */
export function levelText(schedule: Schedule, names: Names, level: Level, indent: string): string {
  return schedule.groups[level]
    .map((group) => {
      const [first] = group.steps;
      if (group.shape === null) return group.steps.map((step) => scalarText(step, names, indent)).join("");
      if (first?.kind !== "product") return new Loop(schedule, names, group, group.shape).text(indent);
      return productText(first.node, first.reads, names, indent);
    })
    .join("");
}

function scalarText(step: Step, names: Names, indent: string): string {
  const atom = (read: Read) => names.atom((read as Read & { kind: "scalar" }).node);
  if (step.kind === "store") {
    const target = elementText(names.memory(step.node as Node), [], step.offset);
    return `${indent}${target} = ${atom(step.reads[0])};\n`;
  }
  const node = step.node as Node;
  const value =
    step.kind === "entry"
      ? entryText(step.reads[0], node.attribute as number, names)
      : expressionText(node, step.reads.map(atom));
  return `${indent}const ${names.name(node)} = ${value};\n`;
}

/** One entry of a vector that may be read in whatever order. */
function entryText(read: Read, at: number, names: Names): string {
  if (read.kind === "scalar") return names.atom(read.node);
  const from = read.positions ? (read.positions[at] as number) : at;
  return from < 0 ? "0" : elementText(names.memory(read.base), [], from);
}

function expressionText(node: Node, args: readonly string[]): string {
  return (node.op.elementwise as Elementwise).text.javascript(args, node.attribute);
}

/** A loop over the entries of a shape: along `k`, or by rows `r` and columns `q` where a read needs both. */
class Loop {
  private readonly schedule: Schedule;
  private readonly names: Names;
  private readonly group: Group;
  private readonly shape: Shape;
  /** Lines before the loop. */
  private readonly before: string[] = [];
  /** Lines of one turn. */
  private readonly turn: string[] = [];
  /** What has been read or computed in this turn. */
  private readonly local = new Map<Node | Read | string, string>();

  constructor(schedule: Schedule, names: Names, group: Group, shape: Shape) {
    this.schedule = schedule;
    this.names = names;
    this.group = group;
    this.shape = shape;
  }

  text(indent: string): string {
    for (const step of this.group.steps) this.take(step);
    const lines = (own: readonly string[], by: string) => own.map((line) => `${by}${line}\n`).join("");
    const before = lines(this.before, indent);
    const [rows, columns] = this.shape;
    if (!this.isPlane()) {
      const head = `${indent}for (let k = 0; k < ${sizeOf(this.shape)}; k++) {\n`;
      return `${before}${head}${lines(this.turn, `${indent}  `)}${indent}}\n`;
    }
    return (
      `${before}${indent}for (let r = 0, k = 0; r < ${rows}; r++) {\n` +
      `${indent}  for (let q = 0; q < ${columns}; q++, k++) {\n` +
      `${lines(this.turn, `${indent}    `)}${indent}  }\n${indent}}\n`
    );
  }

  private isPlane(): boolean {
    return this.group.steps.some(({ reads }) =>
      reads.some((read) => {
        if (read.kind === "scalar") return false;
        const walk = walkOf(read, this.shape);
        return walk.kind === "steps" && walk.steps.length === 2;
      }),
    );
  }

  private take(step: Step): void {
    const args = step.reads.map((read) => this.value(read));
    const [first] = args as [string];
    switch (step.kind) {
      case "elementwise": {
        const name = this.define(expressionText(step.node, args));
        this.local.set(step.node, name);
        if (this.schedule.stored.has(step.node)) this.store(step.node, [[1, "k"]], 0, name);
        return;
      }
      case "sum": {
        // −0 + x is x for every x, so the sum is that from its first term on.
        const name = this.names.name(step.node);
        this.before.push(`let ${name} = -0;`);
        this.turn.push(`${name} += ${first};`);
        return;
      }
      case "scatter":
        this.scatter(step.node, first);
        return;
      case "store":
        if (step.node) this.store(step.node, [[1, "k"]], step.offset, first);
        else {
          const out = elementText({ name: "out", from: "to", offset: 0 }, [[1, "k"]], step.offset);
          this.turn.push(`${out} = ${first};`);
        }
    }
  }

  private store(node: Node, terms: readonly Term[], offset: number, value: string): void {
    this.turn.push(`${elementText(this.names.memory(node), terms, offset)} = ${value};`);
  }

  private scatter(node: Node, value: string): void {
    const positions = tableOf(node).entries as Int32Array;
    const target = this.names.memory(node);
    const empty = emptySums(positions, sizeOf(node.shape));
    const start = empty ? elementText(this.names.constant(empty), [[1, "k"]], 0) : "-0";
    this.before.push(
      `for (let k = 0; k < ${sizeOf(node.shape)}; k++) ${elementText(target, [[1, "k"]], 0)} = ${start};`,
    );
    const to = this.define(this.names.positionAt(positions, [[1, "k"]]));
    const hasGaps = positions.some((own) => own < 0);
    this.turn.push(`${hasGaps ? `if (${to} >= 0) ` : ""}${elementText(target, [[1, to]], 0)} += ${value};`);
  }

  /** The text of what is read in this turn. */
  private value(read: Read): string {
    if (read.kind === "scalar") return this.names.atom(read.node);
    const known = this.schedule.isLocal(read, this.group) ? this.local.get(read.base) : this.local.get(read);
    if (known) return known;
    const name = this.define(this.elementOf(read));
    this.local.set(read, name);
    return name;
  }

  private elementOf(read: Read & { kind: "array" }): string {
    const memory = this.names.memory(read.base);
    const walk = walkOf(read, this.shape);
    if (walk.kind === "table") {
      const from = this.define(this.names.positionAt(walk.entries, [[1, "k"]]));
      const element = elementText(memory, [[1, from]], 0);
      return walk.hasGaps ? `(${from} < 0 ? 0 : ${element})` : element;
    }
    const [down, across] = walk.steps as [number, number];
    return elementText(
      memory,
      walk.steps.length === 1
        ? [[down, "k"]]
        : [
            [down, "r"],
            [across, "q"],
          ],
      walk.start,
    );
  }

  /** A name for a value; equal texts have one, since nothing that is read changes within a loop. */
  private define(text: string): string {
    const known = this.local.get(text);
    if (known) return known;
    const name = this.names.name();
    this.local.set(text, name);
    this.turn.push(`const ${name} = ${text};`);
    return name;
  }
}

/** What sums at positions start from: −0 where a term comes, which is then the sum; null if that is everywhere. */
function emptySums(positions: Int32Array, size: number): Float64Array | null {
  const empty = new Float64Array(size);
  for (const to of positions) if (to >= 0) empty[to] = -0;
  return empty.every((entry) => Object.is(entry, -0)) ? null : empty;
}
