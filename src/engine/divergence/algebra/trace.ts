import type { Graph } from "../../graph/graph.ts";
import type { Node } from "../../graph/node.ts";
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
  if (diagonals.length > 2 || !matrices.every((group) => isProductCheap(group, isFixed))) return null;
  return { diagonals, matrices, isFixed: matrices.flat().every(isFixed) };
}

/** Products of matrices that vary with the point are made at every point: only small ones pay. */
const mostVarying = 16_384;

function isProductCheap(group: readonly Node[], isFixed: (node: Node) => boolean): boolean {
  // Of two factors the diagonal is taken without making the product.
  if (group.every(isFixed)) return true;
  const sides = group.map(({ shape }) => shape[0] as number);
  return Math.max(...sides) ** 2 <= mostVarying || group.length < 2;
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

function productOf(group: readonly Node[]): Node {
  return group.reduce((left, right) => matmul(left, right));
}

/** The diagonal of a square product: of two factors as row sums of A∘Bᵀ, without making the product. */
function diagonalOf(graph: Graph, group: readonly Node[]): Node {
  if (group.length === 1) return diag(group[0] as Node);
  const last = group.at(-1) as Node;
  const before = productOf(group.slice(0, -1));
  const hadamard = mul(before, transpose(last));
  return rowSums(graph, hadamard);
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
