import type { Node } from "../graph/node.ts";
import type { Elementwise } from "../graph/op.ts";
import { type Shape, sizeOf } from "../graph/shape.ts";
import { LimitError, limits } from "../limits.ts";
import { tableOf } from "../ops/array.ts";
import { constantValue } from "../ops/constant.ts";
import { productExtents } from "../ops/matmul.ts";
import { foldConstants } from "./fold-constants.ts";
import type { GlslFunction } from "./glsl.ts";
import { glslNumber, loadText, vectorType } from "./glsl-text.ts";
import type { Binding } from "./lower.ts";
import { indexText, type Term } from "./names.ts";
import { loadOf, placeOf, type Read, walkOf } from "./reads.ts";
import { type Group, Schedule, type Step } from "./schedule.ts";
import type { Weights } from "./weights.ts";

type ArrayRead = Read & { kind: "array" };
/** The text of the entry at Σ factor·name + constant. */
type Element = (terms: readonly Term[], constant: number) => string;

/**
 * A function of the shader as loops over arrays, for graphs whose products are too long to be written out: the loop
 * nest of the JavaScript kernels, its constant arrays in a texture. The outputs are numbers.
 */
export function printLoops({ name, outputs }: GlslFunction, binding: Binding, weights: Weights): string {
  const schedule = new Schedule(foldConstants(outputs), binding);
  const writer = new Writer(schedule, binding.coordinates.length, weights);
  const lines = writer.lines();
  if (lines.length > limits.shaderInstructions) throw new LimitError("shaderInstructions", lines.length);
  const entries = schedule.outputs.map((entry) => writer.atom((entry as readonly [Node])[0]));
  const type = vectorType(entries.length);
  const value = entries.length === 1 ? entries[0] : `${type}(${entries.join(", ")})`;
  const body = [...writer.declarations, ...lines].map((line) => `  ${line}\n`).join("");
  return `${type} ${name}(${vectorType(binding.coordinates.length)} p) {\n${body}  return ${value};\n}\n`;
}

class Writer {
  readonly declarations: string[] = [];
  private readonly schedule: Schedule;
  private readonly dimension: number;
  private readonly weights: Weights;
  private readonly scalars = new Map<Node, string>();
  private readonly arrays = new Map<Node, Element>();
  private count = 0;
  private memory = 0;

  constructor(schedule: Schedule, dimension: number, weights: Weights) {
    this.schedule = schedule;
    this.dimension = dimension;
    this.weights = weights;
  }

  lines(): string[] {
    // What is the same for all points is computed for each: a shader has no other place for it.
    return [...this.schedule.groups[0], ...this.schedule.groups[1]].flatMap((group) => {
      const [first] = group.steps;
      if (group.shape === null) return group.steps.map((step) => this.scalar(step));
      if (first?.kind === "product") return this.product(first.node, first.reads);
      return this.loop(group, group.shape);
    });
  }

  atom(node: Node): string {
    const value = constantValue(node);
    if (value !== null) return glslNumber(value);
    const known = this.scalars.get(node);
    if (known) return known;
    const load = loadOf(node, this.schedule.reads.bound);
    if (!load) throw new Error(`node ${node.id} (${node.op.name}) is read before it is computed`);
    return loadText(load, this.dimension);
  }

  private name(node?: Node): string {
    const name = `v${this.count++}`;
    if (node) this.scalars.set(node, name);
    return name;
  }

  private expression(node: Node, args: readonly string[]): string {
    return (node.op.elementwise as Elementwise).text.glsl(args, node.attribute);
  }

  private scalar(step: Step): string {
    const [first] = step.reads;
    if (step.kind === "store")
      return `${this.element(step.node as Node)([], step.offset)} = ${this.read(first)};`;
    const node = step.node as Node;
    const value =
      step.kind === "entry"
        ? this.entry(first, node.attribute as number)
        : this.expression(
            node,
            step.reads.map((read) => this.read(read)),
          );
    return `float ${this.name(node)} = ${value};`;
  }

  private read(read: Read): string {
    return this.atom((read as Read & { kind: "scalar" }).node);
  }

  private entry(read: Read, at: number): string {
    if (read.kind === "scalar") return this.atom(read.node);
    const from = read.positions ? (read.positions[at] as number) : at;
    return from < 0 ? "0.0" : this.element(read.base)([], from);
  }

  /** How the entries of an array are read and written. */
  private element(node: Node): Element {
    const known = this.arrays.get(node);
    if (known) return known;
    const made = this.newElement(node);
    this.arrays.set(node, made);
    return made;
  }

  private newElement(node: Node): Element {
    const place = placeOf(node, this.schedule.reads);
    if (place?.from === "table") return this.table(`node ${node.id}`, place.entries);
    if (place) {
      const array = place.from === "parameter" ? "u_parameters" : "p";
      return (terms, constant) => `${array}[${indexText(terms, place.slot + constant)}]`;
    }
    // Products are written four entries at a time.
    const size = 4 * Math.ceil(sizeOf(node.shape) / 4);
    this.memory += size;
    if (this.memory > limits.shaderMemory) throw new LimitError("shaderMemory", this.memory);
    const name = `b${this.declarations.length}`;
    this.declarations.push(`float ${name}[${size}];`);
    return (terms, constant) => `${name}[${indexText(terms, constant)}]`;
  }

  private table(serial: string, entries: Float64Array | Int32Array): Element {
    const first = 4 * this.weights.texelOf(serial, "plain", () => entries);
    return (terms, constant) => `weight(${indexText(terms, first + constant)})`;
  }

  /** Where an entry of another array is found, for the turn `k` of a loop. */
  private position(read: ArrayRead | { node: Node }, entries: Int32Array): string {
    const serial =
      "base" in read ? `positions of ${read.base.id} ${entries.join()}` : `targets of ${read.node.id}`;
    return `int(${this.table(serial, entries)([[1, "k"]], 0)})`;
  }

  private loop(group: Group, shape: Shape): string[] {
    const before: string[] = [];
    const turn: string[] = [];
    const local = new Map<Node | Read, string>();
    const columns = shape[1] ?? 1;
    const value = (read: Read): string => {
      if (read.kind === "scalar") return this.atom(read.node);
      const known = local.get(this.schedule.isLocal(read, group) ? read.base : read);
      if (known) return known;
      const name = this.name();
      local.set(read, name);
      turn.push(`float ${name} = ${this.turnText(read, shape, columns, turn)};`);
      return name;
    };
    for (const step of group.steps) {
      const args = step.reads.map(value);
      const [first] = args as [string];
      switch (step.kind) {
        case "elementwise": {
          const name = this.name();
          local.set(step.node, name);
          turn.push(`float ${name} = ${this.expression(step.node, args)};`);
          if (this.schedule.stored.has(step.node))
            turn.push(`${this.element(step.node)([[1, "k"]], 0)} = ${name};`);
          break;
        }
        case "sum": {
          const name = this.name(step.node);
          before.push(`float ${name} = 0.0;`);
          turn.push(`${name} += ${first};`);
          break;
        }
        case "scatter": {
          const target = this.element(step.node);
          const positions = tableOf(step.node).entries as Int32Array;
          const size = sizeOf(step.node.shape);
          before.push(`for (int k = 0; k < ${size}; k++) ${target([[1, "k"]], 0)} = 0.0;`);
          const to = this.name();
          turn.push(`int ${to} = ${this.position({ node: step.node }, positions)};`);
          turn.push(`if (${to} >= 0) ${target([[1, to]], 0)} += ${first};`);
          break;
        }
        default:
          turn.push(
            `${this.element(step.node as Node)([[1, "k"]], (step as Step & { kind: "store" }).offset)} = ${first};`,
          );
      }
    }
    const head = `for (int k = 0; k < ${sizeOf(shape)}; k++) {`;
    return [...before, head, ...turn.map((line) => `  ${line}`), "}"];
  }

  private turnText(read: ArrayRead, shape: Shape, columns: number, turn: string[]): string {
    const element = this.element(read.base);
    const walk = walkOf(read, shape);
    if (walk.kind === "table") {
      const from = this.name();
      turn.push(`int ${from} = ${this.position(read, walk.entries)};`);
      const text = element([[1, from]], 0);
      return walk.hasGaps ? `${from} < 0 ? 0.0 : ${text}` : text;
    }
    const [down, across] = walk.steps as [number, number | undefined];
    if (across === undefined) return element([[down, "k"]], walk.start);
    return element(
      [
        [down, `(k / ${columns})`],
        [across, `(k % ${columns})`],
      ],
      walk.start,
    );
  }

  private product(node: Node, reads: readonly [Read, Read]): string[] {
    const shapes = node.inputs.map(({ shape }) => shape) as [Shape, Shape];
    const { rows, inner, columns } = productExtents(...shapes);
    const target = this.element(node);
    if (node.shape.length === 0) this.scalars.set(node, target([], 0));
    const factors = reads.map((read, side) => this.factor(read, shapes[side] as Shape, side)) as [
      Factor,
      Factor,
    ];
    const isVector = rows === 1 || columns === 1;
    const side = columns === 1 ? 0 : 1;
    const matrix = isVector
      ? constantEntries(reads[side] as Read, shapes[side] as Shape, this.schedule)
      : null;
    if (matrix) {
      const length = rows * columns;
      const first = this.weights.texelOf(`node ${(node.inputs[side] as Node).id}`, `packed ${side}`, () =>
        packed(matrix, length, inner, side),
      );
      return this.packedProduct(
        first,
        length,
        inner,
        side === 0 ? factors[1](["q"]) : factors[0](["q"]),
        target,
      );
    }
    const index: Term[] = [
      [columns, "r"],
      [1, "c"],
    ];
    return [
      `for (int r = 0; r < ${rows}; r++) for (int c = 0; c < ${columns}; c++) {`,
      "  float s = 0.0;",
      `  for (int q = 0; q < ${inner}; q++) s += ${factors[0](["r", "q"])} * ${factors[1](["q", "c"])};`,
      `  ${target(index, 0)} = s;`,
      "}",
    ];
  }

  /** Four sums at a time: a texel holds what they take of one entry of the vector. */
  private packedProduct(
    first: number,
    length: number,
    inner: number,
    vector: string,
    target: Element,
  ): string[] {
    const texel = indexText(
      [
        [inner, "u"],
        [1, "q"],
      ],
      first,
    );
    return [
      `for (int u = 0; u < ${Math.ceil(length / 4)}; u++) {`,
      "  vec4 s = vec4(0.0);",
      `  for (int q = 0; q < ${inner}; q++) s += weights(${texel}) * ${vector};`,
      ...[..."xyzw"].map((channel, c) => `  ${target([[4, "u"]], c)} = s.${channel};`),
      "}",
    ];
  }

  /** An entry of a factor by the names of its axes: rows and columns of a matrix, `q` of a vector. */
  private factor(read: Read, shape: Shape, side: number): Factor {
    if (read.kind === "scalar") return () => this.atom(read.node);
    const walk = walkOf(read, shape);
    if (walk.kind !== "steps") throw new Error("a factor is read in equal steps");
    const [step, other] = walk.steps as [number, number | undefined];
    // Found when it is asked for: a matrix that is packed is not needed as it stands.
    const element: Element = (terms, constant) => this.element(read.base)(terms, constant);
    if (shape.length === 1)
      return (axes) => element([[step, axes.length === 1 ? "q" : (axes[1 - side] as string)]], walk.start);
    const strides = other === undefined ? [step * (shape[1] as number), step] : [step, other];
    return (axes) =>
      element(
        axes.map((axis, i) => [strides[i] as number, axis] as Term),
        walk.start,
      );
  }
}

type Factor = (axes: readonly string[]) => string;

/** The entries of a factor that is a constant array, row-major; null for any other. */
function constantEntries(read: Read, shape: Shape, { reads }: Schedule): Float64Array | null {
  if (read.kind === "scalar") return null;
  const place = placeOf(read.base, reads);
  if (place?.from !== "table") return null;
  const { entries } = place;
  const { positions } = read;
  return Float64Array.from({ length: sizeOf(shape) }, (_, k) => {
    const from = positions ? (positions[k] as number) : k;
    return from < 0 ? 0 : (entries[from] as number);
  });
}

/** A matrix in texels: four neighbouring sums' factors of the entry q of the vector, q after q. */
function packed(matrix: Float64Array, length: number, inner: number, side: number): Float32Array {
  const out = new Float32Array(4 * Math.ceil(length / 4) * inner);
  for (let i = 0; i < length; i++) {
    for (let q = 0; q < inner; q++) {
      out[4 * (Math.floor(i / 4) * inner + q) + (i % 4)] = matrix[
        side === 0 ? i * inner + q : q * length + i
      ] as number;
    }
  }
  return out;
}
