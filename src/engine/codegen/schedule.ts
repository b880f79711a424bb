import type { Node } from "../graph/node.ts";
import { type Shape, sameShape, sizeOf } from "../graph/shape.ts";
import { LimitError, limits } from "../limits.ts";
import { constantValue } from "../ops/constant.ts";
import { scalarForms } from "./forms.ts";
import { type Binding, boundInputs, type Level, levelOfLoad } from "./lower.ts";
import { loadOf, placeOf, type Read, Reads, scalarRead, walkOf, wholeOf } from "./reads.ts";

/** One thing a kernel does. All but `scalar`, `entry` and `product` happen once per entry of their group's shape. */
export type Step =
  | { readonly kind: "scalar"; readonly node: Node; readonly reads: readonly Read[] }
  /** A scalar out of a looped array. */
  | { readonly kind: "entry"; readonly node: Node; readonly reads: readonly [Read] }
  | { readonly kind: "elementwise"; readonly node: Node; readonly reads: readonly Read[] }
  | { readonly kind: "sum"; readonly node: Node; readonly reads: readonly [Read] }
  | { readonly kind: "scatter"; readonly node: Node; readonly reads: readonly [Read] }
  | { readonly kind: "product"; readonly node: Node; readonly reads: readonly [Read, Read] }
  /** Puts a scalar or an array into the array `node`, or among the results, from `offset` on. */
  | {
      readonly kind: "store";
      readonly node: Node | null;
      readonly offset: number;
      readonly shape: Shape;
      readonly reads: readonly [Read];
    };

/** Steps that share a loop: over the entries of `shape`, or none, for scalars (null). */
export interface Group {
  readonly level: Level;
  /** Its place among the groups of its level. */
  readonly at: number;
  readonly shape: Shape | null;
  readonly steps: Step[];
}

/** More would leave the registers, and functions that V8 optimises. */
const stepsOfALoop = 48;

/**
 * The loop nest of a kernel: at each level groups of steps in order of evaluation, each step as far out of the loops
 * as it can stand and as early as what it reads allows, so that steps over the same shape share a loop.
 */
export class Schedule {
  readonly reads: Reads;
  readonly groups: readonly [Group[], Group[], Group[]] = [[], [], []];
  /** Arrays computed by loops that others read from memory. */
  readonly stored = new Set<Node>();
  /** The entries that are scalars at the end, for each output; null where a loop stores the output. */
  readonly outputs: readonly (readonly Node[] | null)[];
  private readonly levelOf = new Map<Node, Level>();
  private readonly stepsOf = new Map<Node, readonly Step[]>();
  private readonly home = new Map<Node, Group>();
  /** The first group of its level that may read an array or a sum from elsewhere. */
  private readonly ready = new Map<Node, number>();
  private count = 0;

  /** Throws LimitError when there is too much to print, Error for an input nobody binds. */
  constructor(outputs: readonly Node[], binding: Binding) {
    const bound = boundInputs(binding);
    const forms = scalarForms(outputs, bound);
    this.reads = new Reads(forms, bound);
    this.outputs = outputs.map((output) => forms.get(output) ?? null);
    const stores = this.outputStores(outputs);
    this.settle([
      ...this.outputs.flatMap((entries) => entries ?? []),
      ...stores.flatMap(({ reads: [read] }) => sourceOf(read)),
    ]);
    for (const store of stores) this.put(store, 1);
    for (const groups of this.groups) for (const group of groups) sortScalars(group);
  }

  /** Whether a read in a group is of a value that the same turn of its loop computes. */
  isLocal(read: Read, group: Group): boolean {
    return read.kind === "array" && !read.positions && this.home.get(read.base) === group;
  }

  private outputStores(outputs: readonly Node[]): (Step & { kind: "store" })[] {
    let offset = 0;
    return outputs.flatMap((output, i) => {
      const at = offset;
      offset += sizeOf(output.shape);
      if (this.outputs[i]) return [];
      return [{ kind: "store", node: null, offset: at, shape: output.shape, reads: [this.reads.of(output)] }];
    });
  }

  /** Schedules nodes and all they are made of, sources first. */
  private settle(roots: readonly Node[]): void {
    const stack = [...roots].reverse();
    for (let node = stack.at(-1); node; node = stack.at(-1)) {
      if (this.levelOf.has(node)) {
        stack.pop();
        continue;
      }
      const steps = this.stepsFor(node);
      let isWaiting = false;
      for (let s = steps.length - 1; s >= 0; s--) {
        for (const read of steps[s]?.reads ?? []) {
          const source = sourceOf(read);
          if (this.levelOf.has(source)) continue;
          stack.push(source);
          isWaiting = true;
        }
      }
      if (isWaiting) continue;
      stack.pop();
      let level = this.levelOfPlace(node);
      for (const step of steps) level = Math.max(level, this.put(step, 0)) as Level;
      this.levelOf.set(node, level);
    }
  }

  private levelOfPlace(node: Node): Level {
    const place = loadOf(node, this.reads.bound) ?? placeOf(node, this.reads);
    if (!place || place.from === "table") return 0;
    return levelOfLoad(place);
  }

  private stepsFor(node: Node): readonly Step[] {
    const known = this.stepsOf.get(node);
    if (known) return known;
    const steps = node.shape.length === 0 ? this.scalarSteps(node) : this.arraySteps(node);
    this.count += steps.length;
    if (this.count > limits.instructions) throw new LimitError("instructions", this.count);
    this.stepsOf.set(node, steps);
    return steps;
  }

  private scalarSteps(node: Node): readonly Step[] {
    if (constantValue(node) !== null || loadOf(node, this.reads.bound)) return [];
    const { reads } = this;
    const [first, second] = node.inputs as [Node, Node];
    if (node.op.elementwise) return [{ kind: "scalar", node, reads: node.inputs.map(scalarRead) }];
    if (node.op.name === "index") return [{ kind: "entry", node, reads: [reads.of(first)] }];
    if (node.op.name === "sum") return [{ kind: "sum", node, reads: [reads.of(first)] }];
    if (node.op.name === "matmul") return [this.product(node, first, second)];
    throw new Error(`${node.op.name} of node ${node.id} is not bound`);
  }

  private arraySteps(node: Node): readonly Step[] {
    const { reads } = this;
    if (placeOf(node, reads)) return [];
    const entries = reads.forms.get(node);
    if (entries) return stores(node, entries, reads);
    const [first, second] = node.inputs as [Node, Node];
    if (node.op.elementwise) {
      return [{ kind: "elementwise", node, reads: node.inputs.map((own) => reads.of(own)) }];
    }
    switch (node.op.name) {
      case "scatter":
        return [{ kind: "scatter", node, reads: [reads.of(first)] }];
      case "matmul":
        return [this.product(node, first, second)];
      case "concat":
      case "stack":
        return stores(
          node,
          node.inputs.flatMap((item) => reads.forms.get(item) ?? [item]),
          reads,
        );
      case "broadcast":
        return [{ kind: "store", node, offset: 0, shape: node.shape, reads: [reads.of(first)] }];
      case "gather":
      case "index":
        return [{ kind: "store", node, offset: 0, shape: node.shape, reads: [reads.of(node)] }];
      default:
        throw new Error(`${node.op.name} of node ${node.id} is not bound`);
    }
  }

  /** A product whose factors are read in equal steps; others are stored before. */
  private product(node: Node, left: Node, right: Node): Step {
    const factors = [left, right].map((factor) => {
      const read = this.reads.of(factor);
      const isPlain = read.kind === "scalar" || walkOf(read, factor.shape).kind === "steps";
      return isPlain ? read : wholeOf(factor);
    });
    return { kind: "product", node, reads: factors as [Read, Read] };
  }

  /** Gives a step its group; returns its level. */
  private put(step: Step, least: Level): Level {
    let level: Level = least;
    for (const read of step.reads)
      level = Math.max(level, this.levelOf.get(sourceOf(read)) as Level) as Level;
    let earliest = 0;
    for (const read of step.reads) {
      const source = sourceOf(read);
      if (this.levelOf.get(source) !== level) continue;
      const home = this.home.get(source);
      const isBeside = read.kind === "scalar" ? home?.shape === null : read.positions === null;
      const at = isBeside && home ? home.at : (this.ready.get(source) ?? 0);
      earliest = Math.max(earliest, at);
    }
    const group = this.groupFor(step, level, earliest);
    group.steps.push(step);
    for (const read of step.reads) {
      if (read.kind === "array" && !this.isLocal(read, group)) this.stored.add(read.base);
    }
    if (!step.node) return level;
    if (step.kind === "scalar" || step.kind === "entry" || step.kind === "elementwise") {
      this.home.set(step.node, group);
    }
    this.ready.set(step.node, Math.max(group.at + 1, this.ready.get(step.node) ?? 0));
    return level;
  }

  private groupFor(step: Step, level: Level, earliest: number): Group {
    const groups = this.groups[level];
    const shape = shapeOf(step);
    if (step.kind !== "product") {
      for (let at = earliest; at < groups.length; at++) {
        const group = groups[at] as Group;
        const isFull = shape !== null && group.steps.length >= stepsOfALoop;
        if (!isFull && group.steps[0]?.kind !== "product" && sameDomain(group.shape, shape)) return group;
      }
    }
    const group: Group = { level, at: groups.length, shape, steps: [] };
    groups.push(group);
    return group;
  }
}

/** Arrays or scalars (entries as they are computed) one after the other. */
function stores(node: Node, items: readonly Node[], reads: Reads): Step[] {
  let offset = 0;
  return items.map((item) => {
    const at = offset;
    offset += sizeOf(item.shape);
    const read = item.shape.length === 0 ? scalarRead(item) : reads.of(item);
    return { kind: "store", node, offset: at, shape: item.shape, reads: [read] };
  });
}

/** What a group loops over to take this step. */
function shapeOf(step: Step): Shape | null {
  switch (step.kind) {
    case "scalar":
    case "entry":
      return null;
    case "store":
      return step.shape.length === 0 ? null : step.shape;
    case "sum":
    case "scatter":
      return (step.node.inputs[0] as Node).shape;
    default:
      return step.node.shape;
  }
}

function sameDomain(a: Shape | null, b: Shape | null): boolean {
  return a === null || b === null ? a === b : sameShape(a, b);
}

export function sourceOf(read: Read): Node {
  return read.kind === "scalar" ? read.node : read.base;
}

/** Scalars stand in the order in which the graph made them, what they are stored in after them. */
function sortScalars(group: Group): void {
  if (group.shape !== null) return;
  const rank = (step: Step) => (step.kind === "store" ? Number.POSITIVE_INFINITY : (step.node?.id ?? 0));
  group.steps.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}
