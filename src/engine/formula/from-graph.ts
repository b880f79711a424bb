import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { limits } from "../limits.ts";
import { constantValue, inputAttribute } from "../ops/index.ts";
import { scalarEntries } from "./entries.ts";
import { call, ellipsis, type MathTree, relation, symbol } from "./math-tree.ts";
import { chooseNames, type NamedParts } from "./naming.ts";
import { algebraicOps, opNotations } from "./op-notation.ts";
import { arrangeTerms } from "./order.ts";
import { isProduct, isSum, readTerms } from "./read.ts";
import { shortened, tokensOf } from "./shorten.ts";
import type { Term } from "./term.ts";
import { sumTree } from "./term-notation.ts";

export interface GraphFormula {
  readonly tree: MathTree;
  /** u = …, for parts that got a name of their own, those used by others first. */
  readonly where: readonly MathTree[];
}

/** Entries of a vector that are written before the rest is left out. */
const shownEntries = 12;

/**
 * The formula of a graph, as it stands (see `simplify` for a shorter one). Large parts that occur again and
 * again get names that are not in `taken`; what is longer than `limits.formulaTokens` is cut, and says so.
 */
export function fromGraph(output: Node, taken: ReadonlySet<string> = new Set()): GraphFormula {
  const entries = scalarEntries([output])?.[0];
  if (!entries) return { tree: ellipsis("too large to show"), where: [] };
  const columns = output.shape[1] ?? 1;
  const shown = entries.length > shownEntries * columns ? entries.slice(0, shownEntries * columns) : entries;
  const { trees, where } = new GraphReader(shown, taken).formula();
  const tree =
    output.shape.length === 0 ? (trees[0] ?? ellipsis()) : matrixOf(trees, columns, entries.length / columns);
  const most = Math.max(limits.formulaTokens - tokensOf(tree), limits.formulaTokens / 2);
  return {
    tree: shortened(tree, where.length > 0 ? limits.formulaTokens / 2 : limits.formulaTokens),
    where: where.map((part) => shortened(part, most / where.length)),
  };
}

function matrixOf(trees: readonly MathTree[], columns: number, rowCount: number): MathTree {
  const rows = Array.from({ length: trees.length / columns }, (_, row) =>
    trees.slice(row * columns, (row + 1) * columns),
  );
  if (rows.length < rowCount) {
    rows.push(
      Array.from({ length: columns }, (_, column) => ellipsis(column === 0 ? `${rowCount} entries` : null)),
    );
  }
  return { kind: "matrix", rows };
}

/** One reading of one graph: what each node is made of on paper, and the trees of these parts. */
class GraphReader {
  private readonly outputs: readonly Node[];
  private readonly taken: ReadonlySet<string>;
  private readonly terms = new Map<Node, readonly Term[]>();
  private readonly parts = new Map<Node, readonly Node[]>();
  private readonly isOpened: (node: Node) => boolean;
  /** Parts before the nodes they are part of. */
  private readonly order: Node[] = [];

  constructor(outputs: readonly Node[], taken: ReadonlySet<string>) {
    this.outputs = outputs;
    this.taken = taken;
    this.isOpened = openedBy(outputs);
    this.walk();
  }

  formula(): { trees: MathTree[]; where: MathTree[] } {
    const plain = this.trees(null);
    const sizes = this.sizes(plain);
    const shape = { order: this.order, parts: this.parts, sizes, outputs: this.outputs };
    const frequent = chooseNames(shape, this.namesTaken(), "frequent");
    const first = this.written(frequent);
    const total = [...first.trees, ...first.where].reduce((sum, tree) => sum + tokensOf(tree), 0);
    return total > limits.formulaTokens
      ? this.written(chooseNames(shape, this.namesTaken(), "shared"))
      : first;
  }

  private written(named: NamedParts): { trees: MathTree[]; where: MathTree[] } {
    const trees = this.trees(named);
    const where = [...named.names].map(([node, name]) =>
      relation(symbol(name), "=", trees.bodies.get(node) ?? ellipsis()),
    );
    return { trees: this.outputs.map((output) => trees.bodies.get(output) ?? ellipsis()), where };
  }

  private walk(): void {
    const stack: { node: Node; left: boolean }[] = this.outputs
      .map((node) => ({ node, left: false }))
      .reverse();
    const done = new Set<Node>();
    for (let item = stack.pop(); item; item = stack.pop()) {
      const { node, left } = item;
      if (left) this.order.push(node);
      if (left || done.has(node)) continue;
      done.add(node);
      const parts = this.partsOf(node);
      this.parts.set(node, parts);
      stack.push({ node, left: true });
      for (const part of parts) if (!done.has(part)) stack.push({ node: part, left: false });
    }
  }

  private partsOf(node: Node): readonly Node[] {
    if (node.op.name === "select") {
      const continued = continuedBranch(node, this.isOpened);
      return continued ? [continued] : node.inputs;
    }
    if (!algebraicOps.has(node.op.name)) return node.inputs;
    const terms = arrangeTerms(readTerms(node, this.isOpened));
    const bases = terms.flatMap(({ factors }) =>
      factors.flatMap(({ base, symbolic }) => (symbolic ? [base, symbolic] : [base])),
    );
    if (bases.includes(node)) return node.inputs;
    this.terms.set(node, terms);
    return bases.filter((base) => constantValue(base) === null);
  }

  private trees(named: NamedParts | null): { bodies: Map<Node, MathTree> } {
    const bodies = new Map<Node, MathTree>();
    const treeOf = (node: Node): MathTree => {
      const name = named?.names.get(node);
      if (name !== undefined) return symbol(name);
      return named?.cut.has(node) ? ellipsis() : (bodies.get(node) ?? ellipsis());
    };
    for (const node of this.order) bodies.set(node, this.treeFrom(node, treeOf));
    return { bodies };
  }

  private treeFrom(node: Node, treeOf: (node: Node) => MathTree): MathTree {
    const attribute = inputAttribute(node);
    if (attribute) return symbol(attribute.name);
    const terms = this.terms.get(node);
    if (terms) return sumTree(terms, { treeOf, eIsTaken: this.taken.has("e") });
    const parts = this.parts.get(node) ?? [];
    if (node.op.name === "select" && parts.length === 1) return treeOf(parts[0] as Node);
    const notation = opNotations[node.op.name];
    const args = node.inputs.map(treeOf);
    return notation ? notation(args, node) : call(node.op.name, args);
  }

  private sizes({ bodies }: { bodies: Map<Node, MathTree> }): Map<Node, number> {
    const known = new Map<MathTree, number>();
    const sizes = new Map<Node, number>();
    // From the parts up, so that each measurement only looks at what is new.
    for (const node of this.order) sizes.set(node, tokensOf(bodies.get(node) ?? ellipsis(), known));
    return sizes;
  }

  private namesTaken(): Set<string> {
    const taken = new Set(this.taken);
    for (const node of this.order) {
      const attribute = inputAttribute(node);
      if (attribute) taken.add(attribute.name);
    }
    return taken;
  }
}

/** Terms or factors of a shared part that are still written into every sum or product it stands in. */
const openedItems = 24;

/**
 * Which parts of sums and products are read as more terms and factors: those used once, and short ones. A long
 * sum that stands in many others would be read as often as it is used.
 */
function openedBy(outputs: readonly Node[]): (node: Node) => boolean {
  const items = new Map<Node, number>();
  const uses = new Map<Node, number>();
  for (const node of topological(outputs)) {
    let count = 1;
    for (const item of node.inputs) uses.set(item, (uses.get(item) ?? 0) + 1);
    if (isSum(node) || isProduct(node)) {
      const same = (item: Node): boolean =>
        item.op.name === "neg" || (isSum(node) ? isSum(item) : isProduct(item));
      count = node.inputs.reduce((total, item) => total + (same(item) ? (items.get(item) ?? 1) : 1), 0);
    } else if (node.op.name === "neg") count = items.get(node.inputs[0] as Node) ?? 1;
    items.set(node, count);
  }
  return (node) => (uses.get(node) ?? 1) <= 1 || (items.get(node) ?? 1) <= openedItems;
}

/**
 * The derivative of x^y by y is x^y log x, and 0 where x^y is 0, which is its limit there: written without the
 * cases. The branch when the select is of that form, else null.
 */
function continuedBranch(node: Node, isOpened: (node: Node) => boolean): Node | null {
  const [condition, whenTrue, whenFalse] = node.inputs as [Node, Node, Node];
  if (condition.op.name !== "equal" || constantValue(whenTrue) !== 0) return null;
  const zero = condition.inputs.findIndex((item) => constantValue(item) === 0);
  const power = condition.inputs[1 - zero];
  if (zero < 0 || power?.op.name !== "power") return null;
  const [base, exponent] = power.inputs;
  const continued = readTerms(whenFalse, isOpened).every(({ factors }) =>
    factors.some((factor) => factor.base === base && factor.symbolic === exponent),
  );
  return continued ? whenFalse : null;
}
