import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { constant, constantValue } from "../ops/index.ts";
import { atomTerm, numberTerm, type Term } from "./term.ts";
import { writeSum } from "./write.ts";

/** The rules that call each other, handed to the workspace so that each can stand in a file of its own. */
export interface SumRules {
  /** Like terms added up, without further tries. */
  collect(workspace: Workspace, terms: readonly Term[]): readonly Term[];
  /** The shortest form found of a sum; `depth` counts sums being tried around it. */
  add(workspace: Workspace, terms: readonly Term[], depth: number): readonly Term[];
}

/**
 * What one run of the simplifier knows: the normal form of each node it has made, printed sizes, and how much
 * trying it may still do. Forms are of simplified nodes only.
 */
export class Workspace {
  readonly graph: Graph;
  readonly forms = new Map<Node, readonly Term[]>();
  readonly sizes = new Map<Node, number>();
  /** Sums already tried, by their terms. */
  readonly sums = new Map<string, readonly Term[]>();
  /** The number e as base of the exponential function. */
  readonly euler: Node;
  private readonly rules: SumRules;
  private effort: number;

  constructor(graph: Graph, rules: SumRules, effort: number) {
    this.graph = graph;
    this.rules = rules;
    this.effort = effort;
    this.euler = constant(graph, Math.E);
  }

  /** Counts work done, whoever does it. */
  charge(cost: number): void {
    this.effort -= cost;
  }

  /** True while something of about this cost may still be tried. */
  affords(cost: number): boolean {
    return this.effort >= cost;
  }

  collect(terms: readonly Term[]): readonly Term[] {
    return this.rules.collect(this, terms);
  }

  add(terms: readonly Term[], depth = 0): readonly Term[] {
    return this.rules.add(this, terms, depth);
  }

  /** The normal form of a simplified node. */
  termsOf(node: Node): readonly Term[] {
    const form = this.forms.get(node);
    if (form) return form;
    const value = constantValue(node);
    if (value !== null) return value === 0 ? [] : [numberTerm(value)];
    const atom = [atomTerm(node)];
    this.forms.set(node, atom);
    return atom;
  }

  /** The node of a normal form. */
  nodeOf(terms: readonly Term[]): Node {
    this.charge(4 * terms.length);
    const node = writeSum(this, terms);
    if (constantValue(node) === null) this.forms.set(node, terms);
    return node;
  }
}
