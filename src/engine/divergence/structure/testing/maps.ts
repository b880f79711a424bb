import { evaluate } from "../../../graph/evaluate.ts";
import { Graph } from "../../../graph/graph.ts";
import type { Node } from "../../../graph/node.ts";
import { sizeOf } from "../../../graph/shape.ts";
import {
  add,
  concat,
  concatenate,
  gather,
  index,
  input,
  integerPower,
  less,
  literal,
  matmul,
  mul,
  reshape,
  scatter,
  select,
  sigmoid,
  sin,
  softplus,
  stack,
  sub,
  sum,
  sumOf,
} from "../../../ops/index.ts";
import { stopGradientOp } from "../../../ops/stop-gradient.ts";
import { between, pick, type Random, seededRandom } from "../../../testing/random.ts";
import { type LinearMap, linearise } from "../linear-map.ts";

/** A field under construction: its coordinates as one vector, and where its numbers come from. */
interface Draft {
  readonly graph: Graph;
  readonly x: Node;
  readonly n: number;
  readonly random: Random;
}

export interface Sample {
  readonly seed: number;
  readonly n: number;
  readonly x: Node;
  readonly field: Node;
  readonly map: LinearMap;
}

/** What a generator knows about its fields. */
export interface Kind {
  readonly name: string;
  /** Dimensions; short vectors are written out as scalars, long ones not, so both are tried. */
  readonly sizes: readonly number[];
  build(draft: Draft): Node;
}

export function sampleOf(kind: Kind, seed: number): Sample {
  const random = seededRandom(seed);
  const n = pick(random, kind.sizes);
  const graph = new Graph();
  const x = input(graph, "coordinate", "x", 0, [n]);
  const field = kind.build({ graph, x, n, random });
  return { seed, n, x, field, map: linearise(x, field) };
}

/** The matrix of a map at a point, column by column by basis vectors: J[i][j]. */
export function matrixAt(map: LinearMap, x: Node, point: Float64Array): number[][] {
  const n = sizeOf(map.tangent.shape);
  const columns = Array.from({ length: n }, (_, j) => valueAt(map, x, point, (k) => (k === j ? 1 : 0)));
  return Array.from({ length: sizeOf(map.output.shape) }, (_, i) => columns.map((own) => own[i] as number));
}

export function valueAt(
  map: LinearMap,
  x: Node,
  point: Float64Array,
  tangent: (k: number) => number,
): Float64Array {
  const z = Float64Array.from({ length: sizeOf(map.tangent.shape) }, (_, k) => tangent(k));
  const bindings = new Map([
    [x, point],
    [map.tangent, z],
  ]);
  return evaluate([map.output], bindings)[0] as Float64Array;
}

export function pointFor({ seed, n }: Sample): Float64Array {
  const random = seededRandom(seed + 1);
  return Float64Array.from({ length: n }, () => between(random, -1, 1));
}

export function weights(
  { graph, random }: Draft,
  rows: number,
  columns: number,
  isKept: (i: number, j: number) => boolean = () => true,
): Node {
  const entries = Array.from({ length: rows * columns }, (_, k) =>
    isKept(Math.floor(k / columns), k % columns) ? between(random, 0.2, 1) * (random() < 0.5 ? -1 : 1) : 0,
  );
  return literal(graph, [rows, columns], entries);
}

/** A function whose derivative is zero nowhere we look. */
export const smooth = ({ random }: Draft, node: Node): Node =>
  pick(random, [
    (u: Node) => sin(mul(0.7, u)),
    sigmoid,
    softplus,
    (u: Node) => add(u, mul(0.1, integerPower(u, 2))),
  ])(node);

const stopped = (node: Node): Node => node.graph.make(stopGradientOp, [node]);

/** Entry k of the result is entry `from(k)`; outside the array it is 0. */
function moved(node: Node, from: (k: number) => number): Node {
  const size = sizeOf(node.shape);
  const positions = Int32Array.from({ length: size }, (_, k) => from(k)).map((at) =>
    at < 0 || at >= size ? -1 : at,
  );
  return gather(node, node.shape, positions);
}

export const arrow: Kind = {
  name: "arrow",
  sizes: [3, 7, 12, 20, 40],
  build(draft) {
    const { graph, x, n } = draft;
    if (draft.random() < 0.5) {
      const hub = index(x, 0);
      const rest = Array.from({ length: n - 1 }, (_, i) => index(x, i + 1));
      return stack(graph, [
        sumOf(graph, [sin(hub), ...rest.map((entry) => smooth(draft, entry))]),
        ...rest.map((entry) => mul(smooth(draft, entry), add(2, sin(hub)))),
      ]);
    }
    const total = sum(smooth(draft, x));
    const first = gather(concat(graph, [total]), [n], new Int32Array(n).fill(-1).with(0, 0));
    return add(first, mul(smooth(draft, x), add(2, sin(index(x, 0)))));
  },
};

export const banded: Kind = {
  name: "tridiagonal",
  sizes: [4, 9, 16, 17, 30],
  build(draft) {
    const { x, n } = draft;
    if (draft.random() < 0.5)
      return smooth(
        draft,
        matmul(
          weights(draft, n, n, (i, j) => Math.abs(i - j) < 2),
          smooth(draft, x),
        ),
      );
    const left = moved(smooth(draft, x), (k) => k - 1);
    const right = moved(smooth(draft, x), (k) => (k + 1 < n ? k + 1 : -1));
    return add(mul(smooth(draft, x), left), sub(right, integerPower(x, 3)));
  },
};

/** The coupling of neighbours on a grid, its points numbered in any order. */
export const stencil: Kind = {
  name: "five-point stencil",
  sizes: [12, 20, 30],
  build(draft) {
    const { x, n, random } = draft;
    const columns = n === 12 ? 4 : 5;
    const place = shuffled(random, n);
    const at = new Int32Array(n);
    place.forEach((p, k) => {
      at[p] = k;
    });
    const source = smooth(draft, x);
    const neighbour = (down: number, right: number) =>
      moved(source, (k) => {
        const [row, column] = [
          Math.floor((place[k] as number) / columns) + down,
          ((place[k] as number) % columns) + right,
        ];
        const isInside = row >= 0 && row < n / columns && column >= 0 && column < columns;
        return isInside ? (at[row * columns + column] as number) : -1;
      });
    const around = [neighbour(-1, 0), neighbour(1, 0), neighbour(0, -1), neighbour(0, 1)];
    return sub(
      mul(
        smooth(
          draft,
          around.reduce((a, b) => add(a, b)),
        ),
        x,
      ),
      smooth(draft, x),
    );
  },
};

export const blocks: Kind = {
  name: "block diagonal",
  sizes: [6, 9, 12, 21, 30],
  build(draft) {
    const { x, n } = draft;
    const rows = n / 3;
    const hidden = smooth(draft, matmul(reshape(x, [rows, 3]), weights(draft, 3, 4)));
    return reshape(matmul(hidden, weights(draft, 4, 3)), [n]);
  },
};

/** f_i = τ(x_i, h_i) with h_i free of x_i, by zeros of the weights or by being held fixed. */
export const hollow: Kind = {
  name: "hollow",
  sizes: [3, 8, 16, 18, 25],
  build(draft) {
    const { x, n, random } = draft;
    const inner = smooth(draft, x);
    const h =
      random() < 0.5
        ? matmul(
            weights(draft, n, n, (i, j) => i !== j),
            inner,
          )
        : stopped(matmul(weights(draft, n, n), smooth(draft, matmul(weights(draft, n, n), inner))));
    return add(mul(smooth(draft, x), smooth(draft, h)), smooth(draft, mul(0.3, h)));
  },
};

/** A masked autoencoder: hidden unit of degree d sees x_0 … x_d, and f_i the units of degree up to i. */
export const autoregressive: Kind = {
  name: "autoregressive",
  sizes: [4, 9, 15, 20],
  build(draft) {
    const { x, n, random } = draft;
    const degrees = Array.from({ length: 2 * n }, () => Math.floor(random() * n));
    const into = weights(draft, 2 * n, n, (i, j) => j <= (degrees[i] as number));
    const through = weights(draft, 2 * n, 2 * n, (i, j) => (degrees[j] as number) <= (degrees[i] as number));
    const out = weights(draft, n, 2 * n, (i, j) => (degrees[j] as number) <= i);
    const hidden = smooth(draft, matmul(through, smooth(draft, matmul(into, x))));
    return add(matmul(out, hidden), mul(0.5, x));
  },
};

/** Through three numbers, the third of which also depends on the first two; and the fourth way is one of them too. */
export const bottleneck: Kind = {
  name: "bottleneck",
  sizes: [6, 14, 20, 50],
  build(draft) {
    const { graph, x, n, random } = draft;
    const form = Math.floor(random() * 3);
    const hidden = smooth(draft, matmul(weights(draft, n, n), x));
    if (form === 0) return matmul(weights(draft, n, 3), smooth(draft, matmul(weights(draft, 3, n), hidden)));
    const u = matmul(weights(draft, 2, n), hidden);
    const v = form === 1 ? sum(mul(hidden, x)) : mul(sum(mul(hidden, x)), add(1, sin(index(u, 0))));
    const code = concat(graph, [u, v]);
    const wide = smooth(draft, matmul(weights(draft, n, 3), code));
    // The first of them goes round the rest.
    return add(matmul(weights(draft, n, n), wide), mul(smooth(draft, wide), index(u, 1)));
  },
};

/** Pairs that turn into one another, f_i += φ(x_i + x_j), f_j −= φ(x_i + x_j), beside what each does by itself. */
export const turning: Kind = {
  name: "antisymmetric couplings",
  sizes: [3, 6, 10, 18],
  build: (draft) => coupled(draft, -1),
};

export const almostTurning: Kind = {
  name: "couplings that do not cancel",
  sizes: turning.sizes,
  build: (draft) => coupled(draft, draft.random() < 0.5 ? 1 : -1.000001),
};

function coupled(draft: Draft, back: number): Node {
  const { graph, x, n, random } = draft;
  const entries = Array.from({ length: n }, (_, i) => index(x, i));
  const parts = entries.map((entry) => [smooth(draft, entry)]);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (n > 6 && random() < 0.6) continue;
      const factor = between(random, 0.5, 2);
      if (random() < 0.5) {
        const both = smooth(draft, add(entries[i] as Node, entries[j] as Node));
        parts[i]?.push(mul(factor, both));
        parts[j]?.push(mul(back * factor, both));
      } else {
        parts[i]?.push(mul(factor, entries[j] as Node));
        parts[j]?.push(mul(back * factor, entries[i] as Node));
      }
    }
  }
  return stack(
    graph,
    parts.map((own) => sumOf(graph, own)),
  );
}

/** Everything depends on everything, by as many ways as there are coordinates. */
export const dense: Kind = {
  name: "dense",
  sizes: [3, 6, 12, 17, 24],
  build(draft) {
    const { x, n } = draft;
    const hidden = smooth(draft, matmul(weights(draft, n + 2, n), x));
    return add(matmul(weights(draft, n, n + 2), hidden), draft.random() < 0.5 ? smooth(draft, x) : x);
  },
};

/** Any ops that move, mask and mix entries, one on the other. */
export const anything: Kind = {
  name: "random sparse",
  sizes: [2, 3, 5, 11, 18],
  build(draft) {
    const { graph, x, n, random } = draft;
    const pool: Node[] = [x, smooth(draft, x)];
    const any = () => pick(random, pool.slice(-4));
    const positions = (length: number, most: number) =>
      Int32Array.from({ length }, () => (random() < 0.15 ? -1 : Math.floor(random() * most)));
    const sparse = () => random() < 1.5 / n;
    const steps: (() => Node)[] = [
      () => smooth(draft, any()),
      () => add(any(), any()),
      () => sub(any(), any()),
      () => mul(any(), smooth(draft, any())),
      () => gather(any(), [n], positions(n, n)),
      () => scatter(any(), [n], positions(n, n)),
      () => matmul(weights(draft, n, n, sparse), any()),
      () => matmul(any(), weights(draft, n, n, sparse)),
      () =>
        mul(
          gather(
            literal(
              graph,
              [n],
              Array.from({ length: n }, (_, k) => k + 1),
            ),
            [n],
            positions(n, n),
          ),
          any(),
        ),
      () => mul(any(), sin(index(any(), Math.floor(random() * n)))),
      () => mul(any(), sum(gather(any(), [2], positions(2, n)))),
      () =>
        gather(
          concatenate(graph, [any(), any(), index(any(), 0)], [2 * n + 1]),
          [n],
          positions(n, 2 * n + 1),
        ),
      () => select(less(any(), any()), any(), any()),
      () =>
        stack(
          graph,
          Array.from({ length: n }, () =>
            random() < 0.3 ? mul(0, index(x, 0)) : index(any(), Math.floor(random() * n)),
          ),
        ),
      () => reshape(matmul(stack(graph, [any(), any()]), weights(draft, n, n, sparse)), [2 * n]),
    ];
    for (let k = 0; k < 6; k++) {
      const next = pick(random, steps)();
      pool.push(next.shape[0] === n ? next : gather(next, [n], positions(n, 2 * n)));
    }
    return add(any(), mul(any(), any()));
  },
};

function shuffled(random: Random, n: number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, k) => k);
  for (let k = n - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [order[k], order[other]] = [order[other] as number, order[k] as number];
  }
  return order;
}
