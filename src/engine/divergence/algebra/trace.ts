import type { Graph } from "../../graph/graph.ts";
import type { Node } from "../../graph/node.ts";
import { sizeOf } from "../../graph/shape.ts";
import {
  broadcast,
  constant,
  diag,
  dot,
  matmul,
  mul,
  reshape,
  sum,
  transpose,
  uniformValue,
} from "../../ops/index.ts";
import type { Chain, Factor } from "./chains.ts";

/** Matrices up to which the best order of a product is looked for among all. */
const mostFactors = 8;

/** The trace of a product as a graph, and the law it follows. */
export interface ChainTrace {
  readonly trace: Node;
  /** Diagonals left between matrices: 0, 1 or 2. */
  readonly diagonals: number;
  readonly hasMatrices: boolean;
  /** Whether the matrices do not depend on the point, so that what is made of them is made once. */
  readonly isFixed: boolean;
}

/**
 * The trace of one product of diagonals and matrices R^n → R^n as a graph, by cyclicity: fixed matrices that meet are
 * multiplied once (tr ABC = tr BCA), and what is left is tr D = Σd, tr DA = dᵀdiag A or tr D₁AD₂B = d₁ᵀ(A∘Bᵀ)d₂.
 * Null where three diagonals or more stand between matrices: then it takes passes. `isFixed` tells what does not
 * depend on the point.
 */
export function traceOfChain(
  graph: Graph,
  n: number,
  chain: Chain,
  isFixed: (node: Node) => boolean,
): ChainTrace | null {
  const scales = chain.filter(({ kind }) => kind === "scale").map(({ by }) => by);
  const scaled = (trace: Node) => scales.reduce((product, by) => mul(by, product), trace);
  if (chain.filter(({ kind }) => kind === "matrix").length > mostFactors) return null;
  const cycle = segmentsOf(
    chain.filter(({ kind }) => kind !== "scale"),
    isFixed,
  );
  if (cycle === null) return null;
  const { diagonals, matrices, isFixed: once } = cycle;
  const hasMatrices = matrices.length > 0;
  if (!hasMatrices) {
    const [only] = diagonals;
    return {
      trace: scaled(only ? sum(only) : constant(graph, n)),
      diagonals: diagonals.length,
      hasMatrices,
      isFixed: once,
    };
  }
  const trace = closed(graph, diagonals, matrices);
  return trace && { trace: scaled(trace), diagonals: diagonals.length, hasMatrices, isFixed: once };
}

/** A cyclic product D₁ A₁ D₂ A₂ …: as many diagonals as groups of matrices, or matrices alone. */
interface Cycle {
  readonly diagonals: readonly Node[];
  /** For each diagonal the matrices after it, in order; one group without diagonal when there is none. */
  readonly matrices: readonly (readonly Node[])[];
  /** Whether the matrices do not depend on the point. */
  readonly isFixed: boolean;
}

function segmentsOf(factors: readonly Factor[], isFixed: (node: Node) => boolean): Cycle | null {
  const firstMatrix = factors.findIndex(({ kind }) => kind === "matrix");
  if (firstMatrix < 0) {
    const all = factors.map(({ by }) => by);
    return {
      diagonals: all.length > 0 ? [all.reduce((a, b) => mul(a, b))] : [],
      matrices: [],
      isFixed: true,
    };
  }
  // The product is a cycle: begin with the first matrix, so that diagonals at both ends meet.
  const turned = [...factors.slice(firstMatrix), ...factors.slice(0, firstMatrix)];
  const diagonals: Node[] = [];
  const matrices: Node[][] = [];
  let leading: Node[] = [];
  let open: Node | null = null;
  const close = () => {
    if (open) {
      diagonals.push(open);
      matrices.push([]);
    }
    open = null;
  };
  for (const { kind, by } of turned) {
    if (kind === "diagonal") {
      open = open ? mul(open, by) : by;
      continue;
    }
    close();
    (matrices.at(-1) ?? leading).push(by);
  }
  close();
  if (diagonals.length === 0) matrices.push([]);
  (matrices.at(-1) as Node[]).push(...leading);
  leading = [];
  if (diagonals.length > 2 || !isProductCheap(matrices, isFixed)) return null;
  return { diagonals, matrices, isFixed: matrices.flat().every(isFixed) };
}

/** How many times its factors' entries a product may take that is made at every point; a column times a row does not pay. */
const mostRepeated = 4;

/** Of a lone group of matrices only the diagonal is asked for, so its product is never made. */
function isProductCheap(groups: readonly (readonly Node[])[], isFixed: (node: Node) => boolean): boolean {
  return groups.every((group) => {
    if (groups.length < 2 || group.length < 2 || group.every(isFixed)) return true;
    const entries = group.reduce((total, { shape }) => total + sizeOf(shape), 0);
    return bestProduct(group).cost <= mostRepeated * entries;
  });
}

function closed(graph: Graph, diagonals: readonly Node[], groups: readonly (readonly Node[])[]): Node | null {
  const [first = [], second = []] = groups;
  const [d1, d2] = diagonals;
  if (d1 && d2) {
    const a = productOf(first);
    const b = productOf(second);
    return bilinear(graph, d1, mul(a, transpose(b)), d2);
  }
  const diagonal = diagonalOf(graph, first);
  return d1 ? dot(d1, diagonal) : sum(diagonal);
}

/** A product of matrices multiplied in the order that takes fewest multiplications. */
function productOf(group: readonly Node[]): Node {
  return bestProduct(group).product();
}

interface Product {
  /** Multiplications it takes. */
  readonly cost: number;
  product(): Node;
}

function bestProduct(group: readonly Node[]): Product {
  const [only] = group;
  if (group.length === 1 && only) return { cost: 0, product: () => only };
  const splits = group.slice(1).map((_, k) => split(group, k + 1));
  const best = splits.reduce((a, b) => (b.cost < a.cost ? b : a));
  return { cost: best.cost, product: () => matmul(best.left.product(), best.right.product()) };
}

/** The factors up to `at` and those from there on, and what it takes to make both and multiply them. */
function split(group: readonly Node[], at: number) {
  const left = bestProduct(group.slice(0, at));
  const right = bestProduct(group.slice(at));
  const [rows, inner] = [group[0]?.shape[0] as number, group[at]?.shape[0] as number];
  const columns = group.at(-1)?.shape[1] as number;
  return { left, right, inner, cost: left.cost + right.cost + rows * inner * columns };
}

/** The diagonal of a square product: of two factors as row sums of A∘Bᵀ, without making the product. */
function diagonalOf(graph: Graph, group: readonly Node[]): Node {
  if (group.length === 1) return diag(group[0] as Node);
  const rows = group[0]?.shape[0] as number;
  const splits = group.slice(1).map((_, k) => split(group, k + 1));
  const cost = (own: (typeof splits)[number]) => own.left.cost + own.right.cost + rows * own.inner;
  const best = splits.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  return rowSums(graph, mul(best.left.product(), transpose(best.right.product())));
}

function rowSums(graph: Graph, matrix: Node): Node {
  const [rows, columns] = matrix.shape as [number, number];
  if (columns === 1) return reshape(matrix, [rows]);
  return matmul(matrix, broadcast(constant(graph, 1), [columns]));
}

/** d₁ᵀ M d₂. */
function bilinear(graph: Graph, d1: Node, matrix: Node, d2: Node): Node {
  const uniform = uniformValue(matrix);
  if (uniform !== null) return mul(constant(graph, uniform), mul(sum(d1), sum(d2)));
  return dot(d1, matmul(matrix, d2));
}
