import type { Node } from "../graph/node.ts";
import { constantValue, inputAttribute } from "../ops/index.ts";
import { isSum, readTerms } from "./read.ts";
import type { Factor, Term } from "./term.ts";

/**
 * The order of a textbook. In products: numbers, parameters, coordinates, roots, sums, e^…, functions. In sums:
 * terms with functions, then polynomial terms from high degree to low, then the rest, cases last.
 */
const Rank = {
  number: 0,
  parameter: 1,
  time: 2,
  coordinate: 3,
  root: 4,
  sum: 5,
  exponential: 6,
  call: 7,
} as const;
type Rank = (typeof Rank)[keyof typeof Rank];

/** Entries of the comparison of two expressions; beyond, the order in which they were made decides. */
const comparedDepth = 5;

function rankOf(node: Node): Rank {
  switch (node.op.name) {
    case "constant":
      return Rank.number;
    case "input": {
      const role = inputAttribute(node)?.role;
      return role === "parameter" ? Rank.parameter : role === "time" ? Rank.time : Rank.coordinate;
    }
    case "index":
      return node.inputs[0] ? rankOf(node.inputs[0]) : Rank.call;
    case "sqrt":
    case "cbrt":
      return Rank.root;
    case "exp":
      return Rank.exponential;
    default:
      return isSum(node) ? Rank.sum : Rank.call;
  }
}

function rankOfFactor({ base, exponent, symbolic }: Factor): Rank {
  const rank = rankOf(base);
  if (rank === Rank.number) return Rank.exponential;
  if (rank === Rank.sum) return Rank.sum;
  if (symbolic) return Rank.root;
  return rank < Rank.root && !Number.isInteger(exponent) ? Rank.root : rank;
}

/** By meaning, not by the order of making, as far as a look of bounded depth can tell. */
export function compareNodes(a: Node, b: Node, depth = comparedDepth): number {
  if (a === b) return 0;
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  const byName = compareOps(a.op.name, b.op.name);
  if (byName !== 0) return byName;
  const [left, right] = [inputAttribute(a), inputAttribute(b)];
  if (left && right) {
    const byIndex = left.role === "parameter" ? 0 : left.index - right.index;
    return byIndex || compareText(left.name, right.name) || a.id - b.id;
  }
  const [first, second] = [constantValue(a), constantValue(b)];
  if (first !== null && second !== null) return first - second;
  if (depth > 0) {
    for (const [position, item] of a.inputs.entries()) {
      const other = b.inputs[position];
      const byInput = other ? compareNodes(item, other, depth - 1) : 1;
      if (byInput !== 0) return byInput;
    }
  }
  if (typeof a.attribute === "number" && typeof b.attribute === "number") return a.attribute - b.attribute;
  return a.id - b.id;
}

/** Functions are named in this order, others by the alphabet: sin before cos. */
const functionOrder = ["sin", "cos", "tan", "sinh", "cosh", "tanh"];

function compareOps(a: string, b: string): number {
  const [left, right] = [functionOrder.indexOf(a), functionOrder.indexOf(b)];
  if (left >= 0 && right >= 0) return left - right;
  return left < 0 && right < 0 ? compareText(a, b) : right - left;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of factors in a product. */
export function compareFactors(a: Factor, b: Factor): number {
  return rankOfFactor(a) - rankOfFactor(b) || compareNodes(a.base, b.base) || b.exponent - a.exponent;
}

interface SortKey {
  readonly group: number;
  readonly degree: number;
  readonly coordinates: readonly Factor[];
  readonly factors: readonly Factor[];
}

/** True for terms with a function in them. */
export const hasFunction = (term: Term): boolean =>
  term.factors.some((factor) => rankOfFactor(factor) >= Rank.exponential);

function sortKey(term: Term): SortKey {
  const factors = [...term.factors].sort(compareFactors);
  const coordinates: Factor[] = [];
  let polynomial = true;
  let degree = 0;
  for (const factor of factors) {
    const leading = leadingCoordinate(factor);
    if (leading) {
      coordinates.push(leading);
      degree += leading.exponent;
    } else if (rankOfFactor(factor) >= Rank.coordinate) polynomial = false;
  }
  const cases = factors.some(({ base }) => base.op.name === "select");
  const group = cases ? 3 : hasFunction(term) ? 0 : polynomial ? 1 : 2;
  return { group, degree, coordinates, factors };
}

/** xⁿ itself; for a power of a polynomial, its first coordinate with the degree of the whole. */
function leadingCoordinate(factor: Factor): Factor | null {
  const rank = rankOfFactor(factor);
  if (rank === Rank.coordinate) return factor;
  if (rank !== Rank.sum || factor.symbolic || !Number.isInteger(factor.exponent) || factor.exponent < 0)
    return null;
  const leading = leadingOfSum(factor.base);
  return leading && { ...leading, exponent: leading.exponent * factor.exponent };
}

const leadings = new WeakMap<Node, Factor | null>();

/** The first coordinate of a polynomial, with the polynomial's degree; null for other sums. */
function leadingOfSum(sum: Node): Factor | null {
  const known = leadings.get(sum);
  if (known !== undefined) return known;
  // Until it is known; a sum is never part of itself.
  leadings.set(sum, null);
  let leading: Factor | null = null;
  let degree = 0;
  for (const { factors } of readTerms(sum)) {
    let own = 0;
    for (const item of factors) {
      const coordinate = leadingCoordinate(item);
      if (!coordinate && rankOfFactor(item) >= Rank.coordinate) return null;
      if (!coordinate) continue;
      own += coordinate.exponent;
      if (!leading || compareNodes(coordinate.base, leading.base) < 0) leading = coordinate;
    }
    degree = Math.max(degree, own);
  }
  const found = leading && { ...leading, exponent: degree };
  leadings.set(sum, found);
  return found;
}

function compareKeys(a: SortKey, b: SortKey): number {
  return (
    a.group - b.group ||
    b.degree - a.degree ||
    compareFactorLists(a.coordinates, b.coordinates) ||
    compareFactorLists(a.factors, b.factors)
  );
}

/** Lexicographic: x² before x y before y²; the longer list first, so a b before a before 1. */
function compareFactorLists(a: readonly Factor[], b: readonly Factor[]): number {
  for (let position = 0; position < Math.max(a.length, b.length); position++) {
    const [left, right] = [a[position], b[position]];
    if (!left) return 1;
    if (!right) return -1;
    const byBase = rankOfFactor(left) - rankOfFactor(right) || compareNodes(left.base, right.base);
    if (byBase !== 0) return byBase;
    if (left.exponent !== right.exponent) return right.exponent - left.exponent;
    if (left.symbolic !== right.symbolic) {
      if (!left.symbolic) return 1;
      if (!right.symbolic) return -1;
      const bySymbolic = compareNodes(left.symbolic, right.symbolic);
      if (bySymbolic !== 0) return bySymbolic;
    }
  }
  return 0;
}

interface Keyed {
  readonly term: Term;
  readonly key: SortKey;
}

function sortKeyed(terms: readonly Term[]): Keyed[] {
  const keyed = terms.map((term) => ({ term, key: sortKey(term) }));
  return keyed.sort((a, b) => compareKeys(a.key, b.key) || a.term.coefficient - b.term.coefficient);
}

/** Terms in their order, before signs are looked at: the first one's sign is that of the whole. */
export function sortTerms(terms: readonly Term[]): Term[] {
  return terms.length < 2 ? [...terms] : sortKeyed(terms).map(({ term }) => term);
}

/**
 * Terms as they are written. A group that would begin with a minus goes up in degree instead of down
 * where that helps (1 − x², 2x − 3y²), and a sum begins with a positive term when it has one.
 */
export function arrangeTerms(terms: readonly Term[]): Term[] {
  const sorted = sortKeyed(terms);
  const groups: Keyed[][] = [[], [], [], []];
  for (const item of sorted) groups[item.key.group]?.push(item);
  const arranged = groups.flatMap((group) => {
    if ((group[0]?.term.coefficient ?? 0) < 0) {
      const upwards = [...group].sort((a, b) => a.key.degree - b.key.degree);
      if ((upwards[0]?.term.coefficient ?? 0) > 0) return upwards.map(({ term }) => term);
    }
    return group.map(({ term }) => term);
  });
  const positive = arranged.findIndex((term) => term.coefficient > 0);
  return positive > 0 ? [arranged[positive] as Term, ...arranged.toSpliced(positive, 1)] : arranged;
}
