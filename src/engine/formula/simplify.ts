import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { LimitError } from "../limits.ts";
import { abs, constant, constantValue, stack } from "../ops/index.ts";
import { scalarEntries } from "./entries.ts";
import { asTerm, multiplyTerms, raiseSymbolic, raiseTerms } from "./powers.ts";
import { simplifyProduct } from "./products.ts";
import { isProduct, isSum, multiplicandsOf, summandsOf } from "./read.ts";
import { sizeOfNode } from "./size.ts";
import { addTerms, collect } from "./sums.ts";
import { atomTerm, numberOf, numberTerm, type Term } from "./term.ts";
import { Workspace } from "./workspace.ts";

/** Units of trying for one call, about half a second at most; what is left then is only collected. */
const effort = 200_000;
/** Shared sums of more terms are kept whole where they are part of another sum. */
const openedTerms = 40;

/**
 * The same values in textbook form: like terms collected, fractions cancelled, the shorter of the forms tried.
 * Vectors and matrices are simplified entry by entry. A finite value changes by rounding only (and where an
 * intermediate would overflow); a value that was not finite may become so, as x/x does at 0. Deterministic, and
 * bounded in time for graphs of any size; a graph with too many entries comes back as it was.
 */
export function simplify(node: Node): Node {
  return simplifyAll([node])[0] ?? node;
}

/** Several graphs at once, with their common parts simplified once. */
export function simplifyAll(nodes: readonly Node[]): Node[] {
  const [first] = nodes;
  if (!first) return [];
  try {
    const entries = scalarEntries(nodes);
    if (!entries) return [...nodes];
    const simplified = new Simplifier(new Workspace(first.graph, { collect, add: addTerms }, effort)).run(
      entries.flat(),
    );
    let next = 0;
    return nodes.map((node, position) => {
      const own = simplified.slice(next, next + (entries[position]?.length ?? 0));
      next += own.length;
      return assemble(node, own);
    });
  } catch (error) {
    // The graph is nearly full: the formula is shown as it is.
    if (error instanceof LimitError && error.limit === "graphNodes") return [...nodes];
    throw error;
  }
}

function assemble(node: Node, entries: readonly Node[]): Node {
  const [rows, columns] = node.shape;
  if (rows === undefined) return entries[0] ?? node;
  if (columns === undefined) return stack(node.graph, entries);
  return stack(
    node.graph,
    Array.from({ length: rows }, (_, row) =>
      stack(node.graph, entries.slice(row * columns, (row + 1) * columns)),
    ),
  );
}

/** One pass from the inputs up; each node's simplified form is found once. */
class Simplifier {
  private readonly workspace: Workspace;
  private readonly results = new Map<Node, Node>();
  /** Parts of long sums and products that are used nowhere else are read through, not simplified by themselves. */
  private readonly inner = new Set<Node>();
  /** Nodes that are a number at every point. */
  private readonly total = new Set<Node>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  run(outputs: readonly Node[]): Node[] {
    const order = topological(outputs);
    this.findInner(order, outputs);
    for (const node of order) {
      if (isTotal(node) && node.inputs.every((item) => this.total.has(item))) this.total.add(node);
      if (this.inner.has(node)) continue;
      const result = this.simplified(node);
      sizeOfNode(this.workspace, result);
      this.results.set(node, result);
    }
    return outputs.map((output) => this.results.get(output) ?? output);
  }

  private findInner(order: readonly Node[], outputs: readonly Node[]): void {
    const users = new Map<Node, Node | null>();
    for (const output of outputs) users.set(output, null);
    for (const node of order) {
      for (const item of node.inputs) users.set(item, users.has(item) ? null : node);
    }
    for (const [node, user] of users) {
      if (!user) continue;
      const additive = isSum(node) || node.op.name === "neg";
      if (
        additive ? isSum(user) || (user.op.name === "neg" && isSum(node)) : isProduct(node) && isProduct(user)
      )
        this.inner.add(node);
    }
  }

  private simplified(node: Node): Node {
    if (node.inputs.length === 0) return node;
    const terms = this.termsOfNode(node);
    return terms ? this.workspace.nodeOf(terms) : this.rebuilt(node);
  }

  private form(node: Node): readonly Term[] {
    return this.workspace.termsOf(this.results.get(node) ?? node);
  }

  /** The normal form of an algebraic node; null for functions. */
  private termsOfNode(node: Node): readonly Term[] | null {
    const { workspace } = this;
    const [a, b] = node.inputs as [Node, Node?];
    const isInner = (item: Node): boolean => this.inner.has(item);
    switch (node.op.name) {
      case "add":
      case "sub":
      case "neg":
        return workspace.add(
          summandsOf(node, isInner).flatMap(({ node: item, negative }) => {
            const terms = this.form(item);
            const opened = terms.length > openedTerms ? [atomTerm(this.results.get(item) ?? item)] : terms;
            return negative ? opened.map((term) => ({ ...term, coefficient: -term.coefficient })) : opened;
          }),
        );
      case "mul":
      case "div": {
        const factors = multiplicandsOf(node, isInner).map(({ node: item, exponent }) =>
          raiseTerms(workspace, this.form(item), exponent),
        );
        return simplifyProduct(workspace, multiplyTerms(workspace, factors));
      }
      case "integer-power":
        return this.power(this.form(a), node.attribute as number);
      case "sqrt":
        return this.power(this.form(a), 0.5);
      case "power": {
        const exponent = b ? this.form(b) : [];
        const value = numberOf(exponent);
        if (value !== null && Number.isFinite(value)) return this.power(this.form(a), value);
        return simplifyProduct(workspace, raiseSymbolic(workspace, this.form(a), exponent));
      }
      case "exp":
        return this.exponential(a);
      case "hypot": {
        const sides = node.inputs.map((side) => raiseTerms(workspace, this.form(side), 2));
        return this.power(workspace.add(sides.flatMap((side) => simplifyProduct(workspace, side))), 0.5);
      }
      default:
        return null;
    }
  }

  private power(terms: readonly Term[], exponent: number): readonly Term[] {
    if (exponent === 0) return [numberTerm(1)];
    return simplifyProduct(this.workspace, raiseTerms(this.workspace, terms, exponent));
  }

  /** e^u, with e^(k log v) = v^k where k is a number and v may stand under it. */
  private exponential(argument: Node): readonly Term[] {
    const { workspace } = this;
    const result = this.results.get(argument) ?? argument;
    const terms = workspace.termsOf(result);
    const [only] = terms;
    const inner = only?.factors[0];
    if (
      terms.length === 1 &&
      only?.factors.length === 1 &&
      inner?.exponent === 1 &&
      !inner.symbolic &&
      inner.base.op.name === "log"
    ) {
      return this.power(workspace.termsOf(inner.base.inputs[0] as Node), only.coefficient);
    }
    const factor = { base: workspace.euler, exponent: 0, symbolic: result };
    return simplifyProduct(workspace, multiplyTerms(workspace, [{ coefficient: 1, factors: [factor] }]));
  }

  /** A function of simplified arguments; odd functions give up the sign of their argument, even ones lose it. */
  private rebuilt(node: Node): Node {
    // A comparison is false for NaN, so what it compares must not become defined where it was not.
    const guarded = comparisons.has(node.op.name);
    const inputs = node.inputs.map((item) =>
      guarded && !this.total.has(item) ? item : (this.results.get(item) ?? item),
    );
    const [argument] = inputs as [Node];
    const parity = parities.get(node.op.name);
    if (parity !== undefined) {
      const terms = this.workspace.termsOf(argument);
      if (terms.length > 0 && terms.every((term) => term.coefficient < 0)) {
        const positive = this.workspace.nodeOf(
          terms.map((term) => ({ ...term, coefficient: -term.coefficient })),
        );
        const image = node.graph.make(node.op, [positive], node.attribute);
        return parity === "even" ? image : this.negative(image);
      }
    }
    const bound = isComparison(node) ? insideExtremum(inputs) : null;
    if (bound) return node.graph.make(node.op, bound, node.attribute);
    if (node.op.name === "abs") return this.absolute(argument);
    if (node.op.name === "select") {
      const branch = this.onlyBranch(inputs);
      if (branch) return branch;
    }
    if (node.op.name === "log") {
      const exponent = this.exponentOf(argument);
      if (exponent) return exponent;
    }
    return node.graph.make(node.op, inputs, node.attribute);
  }

  /** |c·u| = |c|·|u| for a number c. */
  private absolute(argument: Node): Node {
    const { workspace } = this;
    const term = asTerm(workspace, workspace.termsOf(argument), false);
    if (term.factors.length === 0) return constant(argument.graph, Math.abs(term.coefficient));
    const inner = workspace.nodeOf([{ ...term, coefficient: 1 }]);
    const positive = term.factors.every(
      ({ base, exponent, symbolic }) =>
        base === workspace.euler || (!symbolic && exponent % 2 === 0) || base.op.name === "abs",
    );
    if (positive) return workspace.nodeOf([{ ...term, coefficient: Math.abs(term.coefficient) }]);
    return workspace.nodeOf([{ ...atomTerm(abs(inner)), coefficient: Math.abs(term.coefficient) }]);
  }

  /** b of if(p = 0, 0, b) where p is a power of a positive number, which is never 0. */
  private onlyBranch([condition, whenTrue, whenFalse]: readonly Node[]): Node | null {
    if (condition?.op.name !== "equal" || !whenTrue || !whenFalse || constantValue(whenTrue) !== 0)
      return null;
    const zero = condition.inputs.findIndex((item) => constantValue(item) === 0);
    const power = zero < 0 ? undefined : condition.inputs[1 - zero];
    const [only, second] = power ? this.workspace.termsOf(power) : [];
    const [factor] = only?.factors ?? [];
    const positive = factor && (constantValue(factor.base) ?? 0) > 0;
    return positive && only?.factors.length === 1 && !second ? whenFalse : null;
  }

  private negative(node: Node): Node {
    const terms = this.workspace.termsOf(node).map((term) => ({ ...term, coefficient: -term.coefficient }));
    return this.workspace.nodeOf(terms);
  }

  /** u when the node is eᵘ. */
  private exponentOf(node: Node): Node | null {
    const [only, second] = this.workspace.termsOf(node);
    const factor = only?.factors[0];
    if (
      second ||
      only?.coefficient !== 1 ||
      only.factors.length !== 1 ||
      factor?.base !== this.workspace.euler
    )
      return null;
    return factor.symbolic && factor.exponent === 0 ? factor.symbolic : null;
  }
}

const isComparison = (node: Node): boolean => node.op.name === "less" || node.op.name === "less-equal";

const comparisons: ReadonlySet<string> = new Set(["less", "less-equal", "equal", "not-equal"]);

/** Ops that give a number for all numbers, as long as nothing overflows. */
const totalOps: ReadonlySet<string> = new Set(
  (
    "input index add sub neg mul integer-power exp expm1 sin cos tan atan sinh cosh tanh asinh cbrt abs sign floor ceil round " +
    "min max select less less-equal equal not-equal and or not erf erfc sigmoid softplus hypot sinc"
  ).split(" "),
);

function isTotal(node: Node): boolean {
  const value = constantValue(node);
  return value === null ? totalOps.has(node.op.name) : Number.isFinite(value);
}

/**
 * max(u, 0) < 1 is u < 1, and 1 < max(u, 0) is 1 < u: the number in the extremum does not decide. Null where it
 * does, or where there is none.
 */
function insideExtremum([left, right]: readonly Node[]): Node[] | null {
  for (const [side, other, isLeft] of [
    [left, right, true],
    [right, left, false],
  ] as const) {
    const bound = other ? constantValue(other) : null;
    const name = side?.op.name;
    if (!side || !other || bound === null || (name !== "max" && name !== "min")) continue;
    const position = side.inputs.findIndex((item) => constantValue(item) !== null);
    const number = side.inputs[position];
    const rest = side.inputs[1 - position];
    const value = number ? constantValue(number) : null;
    if (value === null || !rest || (name === "max" ? value >= bound : value <= bound)) continue;
    return isLeft ? [rest, other] : [other, rest];
  }
  return null;
}

/** f(−u) = −f(u) or f(u). */
const parities: ReadonlyMap<string, "odd" | "even"> = new Map([
  ...["sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "erf", "cbrt", "sign"].map(
    (name) => [name, "odd"] as const,
  ),
  ...["cos", "cosh"].map((name) => [name, "even"] as const),
]);
