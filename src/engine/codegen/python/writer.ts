import type { Node } from "../../graph/node.ts";
import { labelOf } from "../../graph/origin.ts";
import type { Shape } from "../../graph/shape.ts";
import { LimitError, limits } from "../../limits.ts";
import { constantValue, inputAttribute } from "../../ops/index.ts";
import { elementwiseIdioms } from "./elementwise.ts";
import {
  atom,
  type Expression,
  levels,
  libraryNames,
  numberExpression,
  type PythonTarget,
  within,
} from "./expression.ts";
import type { HelperName } from "./helpers.ts";
import type { NameScope } from "./names.ts";
import { structuralIdioms } from "./structural.ts";
import { layerIdioms, type View, viewOf } from "./views.ts";

/** What a writer of statements asks of the program around it. */
export interface Surroundings {
  readonly target: PythonTarget;
  need(helper: HelperName): string;
  /** The name of a module constant of these positions. */
  positions(values: ArrayLike<number>, shape: Shape): string;
  /** The name of an array that depends on no input; null for one that is written where it stands. */
  constant(node: Node): Expression | null;
}

/** Characters up to which a value used once is written where it is used. */
const inlineLength = 60;

/** Nodes as they are written: views, and what depends on what through them. */
export class WrittenGraph {
  private readonly views = new Map<Node, View>();
  private readonly target: PythonTarget;

  constructor(target: PythonTarget) {
    this.target = target;
  }

  view(node: Node): View {
    let view = this.views.get(node);
    if (!view) {
      view = viewOf(node, this.target);
      this.views.set(node, view);
    }
    return view;
  }

  /** What the outputs are written of, inputs before users, not looking behind nodes that `stop` names. */
  order(outputs: readonly Node[], stop: (node: Node) => boolean): Node[] {
    const seen = new Set<Node>();
    const pending = [...outputs];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      if (!stop(node)) pending.push(...this.view(node).inputs);
    }
    return [...seen].sort((a, b) => a.id - b.id);
  }
}

/** Turns nodes into statements and expressions: a shared value gets a name, one used once stands where it is used. */
export class Writer {
  readonly statements: string[] = [];
  private readonly known = new Map<Node, Expression>();
  private readonly conditions = new Set<Node>();
  private readonly graph: WrittenGraph;
  private readonly surroundings: Surroundings;
  private readonly scope: NameScope;
  private readonly stem: string;
  private length = 0;

  constructor(graph: WrittenGraph, surroundings: Surroundings, scope: NameScope, stem: string) {
    this.graph = graph;
    this.surroundings = surroundings;
    this.scope = scope;
    this.stem = stem;
  }

  bind(node: Node, text: string): void {
    this.known.set(node, atom(text));
  }

  /** Writes what the outputs need. @returns an expression for each output. Throws LimitError. */
  write(outputs: readonly Node[], alwaysNamed: (node: Node) => boolean = () => false): Expression[] {
    const constants = new Set<Node>();
    const order = this.graph.order(outputs, (node) => {
      if (this.known.has(node) || constants.has(node)) return true;
      const constant = this.surroundings.constant(node);
      if (!constant) return false;
      constants.add(node);
      this.known.set(node, constant);
      return true;
    });
    const uses = new Map<Node, number>();
    for (const node of order) {
      if (this.known.has(node)) continue;
      for (const input of this.graph.view(node).inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
    }
    for (const output of outputs) uses.set(output, (uses.get(output) ?? 0) + 1);
    for (const node of order) {
      if (this.known.has(node)) continue;
      const expression = this.expression(node);
      const times = uses.get(node) ?? 0;
      const isCheap = expression.number !== undefined || /^\w+(\[\d+\])?$/.test(expression.text);
      const isOutput = times === 1 && outputs.includes(node);
      const isShort = times === 1 && (isOutput || expression.text.length <= inlineLength);
      const named = alwaysNamed(node) || !(isCheap || isShort);
      this.known.set(node, named ? this.assign(node, expression) : expression);
    }
    return outputs.map((output) => this.value(output));
  }

  private assign(node: Node, { text }: Expression): Expression {
    const label = labelOf(node);
    const name = label === null ? this.scope.next(this.stem) : this.scope.claim(label);
    this.length += text.length + name.length + 8;
    if (this.length > limits.programLength) throw new LimitError("programLength", this.length);
    this.statements.push(`${name} = ${text}`);
    return atom(name);
  }

  private expression(node: Node): Expression {
    const number = constantValue(node);
    if (number !== null) return numberExpression(number, libraryNames[this.surroundings.target]);
    const view = this.graph.view(node);
    const { target } = this.surroundings;
    const layer = layerIdioms[view.form]?.[target];
    if (layer) return atom(layer.replace("{}", this.value(view.inputs[0] as Node).text));
    const structural = structuralIdioms[view.form];
    if (structural) {
      const args = view.inputs.map((input) => this.value(input));
      return structural(node, view, args, this.surroundings);
    }
    const idiom = elementwiseIdioms[view.form];
    if (!idiom) {
      const input = inputAttribute(node);
      throw new Error(input ? `${input.name} is not bound` : `no Python for ${view.form}`);
    }
    if (idiom.isCondition) this.conditions.add(node);
    const args = view.inputs.map((input, position) =>
      idiom.conditions?.includes(position) ? this.condition(input) : this.value(input),
    );
    const { need } = this.surroundings;
    return idiom.write(args, {
      target,
      attribute: view.attribute,
      need: (name) => need.call(this.surroundings, name),
    });
  }

  private knownExpression(node: Node): Expression {
    const known = this.known.get(node);
    if (!known) throw new Error(`node ${node.id} (${node.op.name}) is written before its parts`);
    return known;
  }

  /** A number or an array of numbers. */
  private value(node: Node): Expression {
    const known = this.knownExpression(node);
    if (!this.conditions.has(node)) return known;
    return atom(`${libraryNames[this.surroundings.target]}.where(${known.text}, 1.0, 0.0)`);
  }

  /** A truth value. */
  private condition(node: Node): Expression {
    const known = this.knownExpression(node);
    if (this.conditions.has(node)) return known;
    return { text: `${within(known, 2)} != 0`, level: levels.comparison };
  }
}
