import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type Shape, sameShape, sizeOf } from "../graph/shape.ts";
import {
  abs,
  add,
  broadcast,
  concat,
  constant,
  diag,
  exp,
  gather,
  index,
  input,
  itemsAt,
  less,
  linspace,
  literal,
  matmul,
  max,
  mul,
  neg,
  outer,
  reshape,
  reverse,
  roll,
  scatter,
  select,
  sin,
  stack,
  sub,
  sum,
  transpose,
} from "../ops/index.ts";
import { between, pick, type Random } from "./random.ts";

/** A graph of arrays, all its inputs bound. */
export interface ArrayProgram {
  readonly graph: Graph;
  readonly coordinates: readonly Node[];
  readonly parameters: readonly Node[];
  readonly time: Node;
  readonly probes: readonly Node[];
  /** All that was made on the way: arrays and numbers. */
  readonly nodes: readonly Node[];
}

/** Extents on both sides of all thresholds: written out or looped, whole blocks of sums or remainders. */
const extents = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 18, 20, 33, 64, 70];

/** A random composition of all ops on arrays and some on numbers; values stay in the hundreds. */
export function randomArrayProgram(random: Random, steps: number): ArrayProgram {
  const graph = new Graph();
  const [n, m] = [pick(random, extents), pick(random, extents)];
  const coordinates = [
    input(graph, "coordinate", "x", 0, [n]),
    input(graph, "coordinate", "y", 1),
    ...(random() < 0.3 ? [input(graph, "coordinate", "X", 2, [m, pick(random, [2, 5, 17])])] : []),
    ...Array.from({ length: pick(random, [0, 3, 20]) }, (_, i) => input(graph, "coordinate", `w${i}`, 3 + i)),
  ];
  const parameters = [input(graph, "parameter", "a", 0), input(graph, "parameter", "b", 1)];
  const time = input(graph, "time", "t", 0);
  const probes = [input(graph, "probe", "z", 0, [n]), input(graph, "probe", "u", 1)];
  const nodes: Node[] = [...coordinates, ...parameters, time, ...probes, constant(graph, 0.75)];
  const scalars = coordinates.filter(({ shape }) => shape.length === 0);
  if (scalars.length > 1) nodes.push(stack(graph, scalars.slice(1)));
  for (let i = 0; i < 4; i++) nodes.push(tables(random, graph, n, m));
  for (let i = 0; i < steps; i++) {
    const made = pick(random, makers)(random, graph, nodes);
    if (made && sizeOf(made.shape) <= 4900) nodes.push(made);
  }
  return { graph, coordinates, parameters, time, probes, nodes };
}

type Maker = (random: Random, graph: Graph, nodes: readonly Node[]) => Node | null;

function tables(random: Random, graph: Graph, n: number, m: number): Node {
  const shape = pick<Shape>(random, [[n], [m, n], [n, m], [n, n], [pick(random, extents)]]);
  const entries = Float64Array.from({ length: sizeOf(shape) }, () => between(random, -1, 1));
  return literal(graph, shape, entries);
}

/** A node drawn among those that fit, later ones rather; null if there is none. */
function drawn(random: Random, nodes: readonly Node[], fits: (node: Node) => boolean): Node | null {
  const fitting = nodes.filter(fits);
  if (fitting.length === 0) return null;
  return fitting[Math.floor(fitting.length * Math.sqrt(random()))] as Node;
}

const isArray = ({ shape }: Node) => shape.length > 0;
const isVector = ({ shape }: Node) => shape.length === 1;
const isMatrix = ({ shape }: Node) => shape.length === 2;

function positions(random: Random, length: number, size: number, gaps: boolean): Int32Array {
  const start = Math.floor(random() * size);
  const step = pick(random, [-2, -1, 0, 1, 1, 2]);
  const kind = random();
  return Int32Array.from({ length }, (_, k) => {
    if (gaps && random() < 0.2) return -1;
    if (kind < 0.5) return (((start + k * step) % size) + size) % size;
    return Math.floor(random() * size);
  });
}

function onVector(apply: (vector: Node, random: Random, graph: Graph) => Node): Maker {
  return (random, graph, nodes) => {
    const vector = drawn(random, nodes, isVector);
    return vector && apply(vector, random, graph);
  };
}

const unary: Maker = (random, _graph, nodes) => {
  const node = drawn(random, nodes, () => true) as Node;
  return pick(random, [sin, abs, neg, (x: Node) => exp(neg(abs(x))), (x: Node) => mul(x, 0.5)])(node);
};

const binary: Maker = (random, _graph, nodes) => {
  const left = drawn(random, nodes, () => true) as Node;
  const fits = ({ shape }: Node) =>
    shape.length === 0 || left.shape.length === 0 || sameShape(shape, left.shape);
  const right = drawn(random, nodes, fits) as Node;
  const smooth = (a: Node, b: Node) => select(less(a, b), mul(a, 0.25), b);
  return pick(random, [add, sub, max, smooth, (a: Node, b: Node) => sin(mul(a, b))])(left, right);
};

const product: Maker = (random, _graph, nodes) => {
  const left = drawn(random, nodes, isArray);
  const fits = ({ shape }: Node) => shape.length > 0 && shape[0] === left?.shape.at(-1);
  const right = left && drawn(random, nodes, fits);
  if (!left || !right) return null;
  const made = matmul(left, right);
  return random() < 0.5 ? sin(made) : mul(made, 0.125);
};

const gathered: Maker = (random, _graph, nodes) => {
  const node = drawn(random, nodes, isArray);
  if (!node) return null;
  const shape = random() < 0.7 ? [pick(random, extents)] : [pick(random, extents), pick(random, [2, 5, 17])];
  return gather(node, shape, positions(random, sizeOf(shape), sizeOf(node.shape), random() < 0.4));
};

const scattered: Maker = (random, _graph, nodes) => {
  const node = drawn(random, nodes, isArray);
  if (!node) return null;
  const shape = random() < 0.7 ? [pick(random, extents)] : [pick(random, extents), 3];
  return scatter(node, shape, positions(random, sizeOf(node.shape), sizeOf(shape), random() < 0.4));
};

const joined: Maker = (random, graph, nodes) => {
  const parts = Array.from(
    { length: 3 },
    () => drawn(random, nodes, ({ shape }) => shape.length < 2) as Node,
  );
  return concat(graph, parts);
};

const stacked: Maker = (random, graph, nodes) => {
  const first = drawn(random, nodes, ({ shape }) => shape.length < 2) as Node;
  const fits = ({ shape }: Node) => sameShape(shape, first.shape);
  const length = pick(random, [2, 3, 17]);
  return stack(graph, [
    first,
    ...Array.from({ length: length - 1 }, () => drawn(random, nodes, fits) as Node),
  ]);
};

const entry: Maker = (random, _graph, nodes) => {
  const node = drawn(random, nodes, isArray);
  return node && index(node, Math.floor(random() * (node.shape[0] as number)));
};

const total: Maker = (random, _graph, nodes) => {
  const node = drawn(random, nodes, isArray);
  return node && sin(sum(node));
};

const repeated: Maker = (random, _graph, nodes) => {
  const node = drawn(random, nodes, (own) => own.shape.length === 0) as Node;
  return broadcast(node, random() < 0.6 ? [pick(random, extents)] : [pick(random, extents), 7]);
};

const turned: Maker = (random, _graph, nodes) => {
  const matrix = drawn(random, nodes, isMatrix);
  if (!matrix) return null;
  return random() < 0.5 ? transpose(matrix) : reshape(matrix, [sizeOf(matrix.shape)]);
};

const crossed: Maker = (random, _graph, nodes) => {
  const [a, b] = [drawn(random, nodes, isVector), drawn(random, nodes, isVector)];
  return a && b && sizeOf(a.shape) * sizeOf(b.shape) <= 4900 ? outer(a, b) : null;
};

const spaced: Maker = (random, _graph, nodes) => {
  const scalar = () => drawn(random, nodes, (own) => own.shape.length === 0) as Node;
  return linspace(scalar(), scalar(), pick(random, extents));
};

const makers: readonly Maker[] = [
  unary,
  unary,
  binary,
  binary,
  binary,
  product,
  product,
  product,
  gathered,
  scattered,
  joined,
  stacked,
  entry,
  total,
  repeated,
  turned,
  crossed,
  spaced,
  onVector(reverse),
  onVector((vector, random) => roll(vector, pick(random, [-1, 1, 2]))),
  onVector((vector) => (sizeOf(vector.shape) <= 70 ? diag(vector) : vector)),
  onVector((vector, random) => itemsAt(vector, [...positions(random, 9, sizeOf(vector.shape), false)])),
];
