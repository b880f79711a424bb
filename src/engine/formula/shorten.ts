import { childrenOf, ellipsis, type MathTree, type SignedTerm } from "./math-tree.ts";

/**
 * Symbols a reader sees in a tree, roughly: names, numbers, signs, bars, brackets. Shared parts count each
 * time. `known` keeps what has been measured already.
 */
export function tokensOf(tree: MathTree, known: Map<MathTree, number> = new Map()): number {
  return measure(tree, known);
}

function measure(tree: MathTree, known: Map<MathTree, number>): number {
  const found = known.get(tree);
  if (found !== undefined) return found;
  const children = childrenOf(tree);
  let tokens = children.length === 0 ? 1 : 0;
  for (const child of children) tokens += measure(child, known);
  tokens += signsOf(tree);
  known.set(tree, tokens);
  return tokens;
}

/** Symbols of the tree itself beside those of its children. */
function signsOf(tree: MathTree): number {
  switch (tree.kind) {
    case "sum":
      return tree.terms.length - 1 + (tree.terms[0]?.negative ? 1 : 0);
    case "product":
      return 2 * tree.factors.filter((factor) => factor.kind === "sum").length;
    case "call":
      return 1 + tree.args.length;
    case "fence":
    case "tuple":
    case "matrix":
      return 2;
    case "quotient":
    case "root":
    case "cases":
    case "relation":
    case "nabla":
    case "not":
      return 1;
    case "definition":
      return tree.left ? 1 : 0;
    default:
      return 0;
  }
}

/** Below this an expression is left out whole. */
const smallestPart = 12;

/**
 * The tree, with parts left out when it has more than `most` symbols: sums keep their first terms and say how
 * many are missing, vectors their first entries.
 */
export function shortened(tree: MathTree, most: number): MathTree {
  const known = new Map<MathTree, number>();
  return prune(tree, most, known);
}

function prune(tree: MathTree, most: number, known: Map<MathTree, number>): MathTree {
  const tokens = measure(tree, known);
  if (tokens <= most) return tree;
  if (most < smallestPart && tree.kind !== "definition")
    return ellipsis(tokens < smallestPart ? null : tokens < 1e6 ? `${tokens} symbols` : "too large to show");
  switch (tree.kind) {
    case "sum":
      return pruneSum(tree.terms, most, known);
    case "matrix": {
      const width = Math.max(1, tree.rows[0]?.length ?? 1);
      const shown = Math.max(1, Math.min(tree.rows.length, Math.floor(most / (smallestPart * width))));
      const share = (most - signsOf(tree)) / (shown * width);
      const rows = tree.rows.slice(0, shown).map((cells) => cells.map((cell) => prune(cell, share, known)));
      if (shown === tree.rows.length) return { ...tree, rows };
      const rest: MathTree[] = Array.from({ length: width }, (_, column) =>
        ellipsis(column === 0 ? `${tree.rows.length - shown} more entries` : null),
      );
      return { ...tree, rows: [...rows, rest] };
    }
    case "product":
      return { ...tree, factors: pruneList(tree.factors, most - signsOf(tree), known, "factors") };
    case "call":
      if (tree.args.length > 1) {
        const own = tokens - tree.args.reduce((total, arg) => total + measure(arg, known), 0);
        return { ...tree, args: pruneList(tree.args, most - own, known, "arguments") };
      }
      return pruneParts(tree, most, known);
    case "tuple":
      return { ...tree, items: pruneList(tree.items, most - signsOf(tree), known, "entries") };
    default:
      return pruneParts(tree, most, known);
  }
}

/** Each child of the tree with a share of what may be shown. */
function pruneParts(tree: MathTree, most: number, known: Map<MathTree, number>): MathTree {
  const children = childrenOf(tree);
  const needs = children.map((child) => measure(child, known));
  const shares = fairShares(needs, most - signsOf(tree));
  return rebuild(
    tree,
    children.map((child, position) => prune(child, shares[position] ?? 0, known)),
  );
}

function pruneSum(terms: readonly SignedTerm[], most: number, known: Map<MathTree, number>): MathTree {
  const shown: SignedTerm[] = leadingParts(
    terms.map((term) => term.tree),
    most,
    known,
  ).map((tree, position) => ({ negative: terms[position]?.negative ?? false, tree }));
  const rest = terms.length - shown.length;
  if (rest > 0)
    shown.push({ negative: false, tree: ellipsis(`${rest} more ${rest === 1 ? "term" : "terms"}`) });
  return { kind: "sum", terms: shown };
}

function pruneList(
  items: readonly MathTree[],
  most: number,
  known: Map<MathTree, number>,
  noun: string,
): MathTree[] {
  const shown = leadingParts(items, most, known);
  if (shown.length < items.length) shown.push(ellipsis(`${items.length - shown.length} more ${noun}`));
  return shown;
}

/** The first trees, as many as may be shown; at least one, cut if it has to be. */
function leadingParts(trees: readonly MathTree[], most: number, known: Map<MathTree, number>): MathTree[] {
  const shown: MathTree[] = [];
  let left = most - 4;
  for (const tree of trees) {
    const tokens = measure(tree, known) + 1;
    if (tokens > left && (shown.length > 0 || left < smallestPart)) break;
    shown.push(tokens > left ? prune(tree, left, known) : tree);
    left -= tokens;
  }
  return shown;
}

/** Small parts get all they need; the large ones divide the rest. */
function fairShares(needs: readonly number[], total: number): number[] {
  const shares = needs.map(() => 0);
  const order = needs
    .map((_, position) => position)
    .sort((a, b) => (needs[a] as number) - (needs[b] as number));
  let left = total;
  order.forEach((position, taken) => {
    const share = Math.min(needs[position] as number, left / (order.length - taken));
    shares[position] = share;
    left -= share;
  });
  return shares;
}

/** The tree with its children, in the order of `childrenOf`, replaced. */
function rebuild(tree: MathTree, children: readonly MathTree[]): MathTree {
  const queue = [...children];
  const next = (): MathTree => queue.shift() ?? ellipsis();
  const all = (items: readonly MathTree[]): MathTree[] => items.map(next);
  switch (tree.kind) {
    case "sum":
      return { ...tree, terms: tree.terms.map((term) => ({ ...term, tree: next() })) };
    case "product":
      return { ...tree, factors: all(tree.factors) };
    case "quotient":
      return { ...tree, numerator: next(), denominator: next() };
    case "power":
      return { ...tree, base: next(), exponent: next() };
    case "root":
      return { ...tree, radicand: next() };
    case "call":
      return { ...tree, head: next(), exponent: tree.exponent ? next() : null, args: all(tree.args) };
    case "fence":
      return { ...tree, inner: next() };
    case "matrix":
      return { ...tree, rows: tree.rows.map(all) };
    case "tuple":
      return { ...tree, items: all(tree.items) };
    case "relation":
      return { ...tree, operands: all(tree.operands) };
    case "not":
    case "nabla":
    case "transpose":
      return { ...tree, operand: next() };
    case "cases":
      return {
        ...tree,
        branches: tree.branches.map((branch) => ({
          value: next(),
          condition: branch.condition ? next() : null,
        })),
      };
    case "subscript":
      return { ...tree, base: next(), subscripts: all(tree.subscripts) };
    case "range": {
      const part = (item: MathTree | null): MathTree | null => (item ? next() : null);
      return { ...tree, start: part(tree.start), stop: part(tree.stop), step: part(tree.step) };
    }
    case "definition":
      return { ...tree, left: tree.left ? next() : null, right: next(), where: all(tree.where) };
    default:
      return tree;
  }
}
