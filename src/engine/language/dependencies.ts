import { canonicalName, componentOf } from "./names.ts";
import type { DefinitionSyntax, Expression } from "./syntax.ts";

/** Names that mean something of the definition itself, inside the names around it. */
interface Bound {
  readonly names: ReadonlySet<string>;
  readonly outer: Bound | null;
}

/** The canonical names a definition uses and does not define itself. */
export function freeNames(definition: DefinitionSyntax): Set<string> {
  const free = new Set<string>();
  collectDefinition(definition, null, free);
  return free;
}

/** Those with the names in the interval and the step of a slider. */
export function usedNames(definition: DefinitionSyntax): Set<string> {
  const used = freeNames(definition);
  const { interval, step } = definition;
  for (const part of [interval?.low, interval?.high, step]) if (part) collect(part, null, used);
  return used;
}

function collectDefinition(definition: DefinitionSyntax, outer: Bound | null, free: Set<string>): void {
  const { parameters, body, where } = definition;
  for (const { dimensions } of parameters ?? []) {
    for (const extent of dimensions ?? []) collect(extent, outer, free);
  }
  const own = [...(parameters ?? []), ...where].map(({ name }) => canonicalName(name));
  const bound = own.length > 0 ? { names: new Set(own), outer } : outer;
  for (const helper of where) collectDefinition(helper, bound, free);
  collect(body, bound, free);
}

function isBound(name: string, innermost: Bound | null): boolean {
  for (let bound = innermost; bound; bound = bound.outer) if (bound.names.has(name)) return true;
  return false;
}

function collect(expression: Expression, bound: Bound | null, free: Set<string>): void {
  switch (expression.kind) {
    case "number":
    case "missing":
      return;
    case "name": {
      const name = canonicalName(expression.name);
      const base = componentOf(name)?.base;
      if (!isBound(name, bound) && (base === undefined || !isBound(base, bound))) free.add(name);
      return;
    }
    case "group":
      collect(expression.inner, bound, free);
      return;
    case "unary":
      collect(expression.operand, bound, free);
      return;
    case "binary":
    case "juxtaposition":
      collect(expression.left, bound, free);
      collect(expression.right, bound, free);
      return;
    case "tuple":
    case "list":
      for (const item of expression.items) collect(item, bound, free);
      return;
    case "call":
      collect(expression.callee, bound, free);
      for (const arg of expression.args) collect(arg, bound, free);
      for (const { value } of expression.named) collect(value, bound, free);
      return;
    case "comprehension": {
      collect(expression.low, bound, free);
      collect(expression.high, bound, free);
      const variable = canonicalName(expression.variable);
      collect(expression.body, { names: new Set([variable]), outer: bound }, free);
      return;
    }
    case "index":
      collect(expression.target, bound, free);
      for (const subscript of expression.subscripts) {
        const { kind } = subscript;
        const parts = kind === "at" ? [subscript.index] : [subscript.start, subscript.stop, subscript.step];
        for (const part of parts) if (part) collect(part, bound, free);
      }
  }
}

export interface Order {
  /** Positions of the definitions, each after those it uses. */
  readonly order: readonly number[];
  /** Definitions that use each other in a circle: each list is a shortest way round, from its first definition. */
  readonly cycles: readonly (readonly number[])[];
  /** All that are in some circle. */
  readonly cyclic: ReadonlySet<number>;
}

/** Sorts by dependency: strongly connected components after Tarjan (1972), without recursion. */
export function dependencyOrder(uses: readonly (readonly number[])[]): Order {
  const order: number[] = [];
  const cycles: number[][] = [];
  const cyclic = new Set<number>();
  const count = uses.length;
  const entered = new Array<number>(count).fill(-1);
  const lowest = new Array<number>(count).fill(0);
  const next = new Array<number>(count).fill(0);
  const onStack = new Array<boolean>(count).fill(false);
  const stack: number[] = [];
  let clock = 0;
  for (let root = 0; root < count; root++) {
    if (entered[root] !== -1) continue;
    const path = [root];
    while (path.length > 0) {
      const at = path[path.length - 1] ?? 0;
      if (entered[at] === -1) {
        entered[at] = clock;
        lowest[at] = clock;
        clock += 1;
        stack.push(at);
        onStack[at] = true;
      }
      const used = uses[at]?.[next[at] ?? 0];
      if (used !== undefined) {
        next[at] = (next[at] ?? 0) + 1;
        if (entered[used] === -1) path.push(used);
        else if (onStack[used]) lowest[at] = Math.min(lowest[at] ?? 0, entered[used] ?? 0);
        continue;
      }
      path.pop();
      const user = path[path.length - 1];
      if (user !== undefined) lowest[user] = Math.min(lowest[user] ?? 0, lowest[at] ?? 0);
      if (lowest[at] !== entered[at]) continue;
      const members: number[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack[member] = false;
        members.push(member);
        if (member === at) break;
      }
      order.push(...members);
      if (members.length === 1 && !uses[at]?.includes(at)) continue;
      for (const member of members) cyclic.add(member);
      cycles.push(shortestCycle(uses, new Set(members), Math.min(...members)));
    }
  }
  return { order, cycles, cyclic };
}

/** The way back to `start` through the fewest members of its component. */
function shortestCycle(
  uses: readonly (readonly number[])[],
  members: ReadonlySet<number>,
  start: number,
): number[] {
  const from = new Map<number, number>();
  const queue = [start];
  // The queue grows while it is read.
  for (const at of queue) {
    for (const used of uses[at] ?? []) {
      if (used === start) {
        const cycle = [at];
        for (let back = from.get(at); back !== undefined; back = from.get(back)) cycle.push(back);
        return cycle.reverse();
      }
      if (!members.has(used) || from.has(used)) continue;
      from.set(used, at);
      queue.push(used);
    }
  }
  return [start];
}
