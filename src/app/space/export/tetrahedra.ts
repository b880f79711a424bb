/**
 * Each cube of a grid as six tetrahedra about the diagonal from its first corner to its last: neighbouring cubes agree on
 * the diagonals of their faces, so what is found in each of them fits together (Kuhn 1960). Corners are told by their bits,
 * 1 for x, 2 for y and 4 for z.
 */

/** Two corners of a cube, the bits of the first among those of the second. */
export interface CubeEdge {
  readonly from: number;
  readonly to: number;
}

interface Tetrahedron {
  readonly corners: readonly [number, number, number, number];
  /** By which of its corners lie inside, as bits: triangles of edges, counterclockwise seen from inside. */
  readonly triangles: readonly (readonly (readonly [CubeEdge, CubeEdge, CubeEdge])[])[];
}

const orders = [
  [1, 2, 4],
  [2, 4, 1],
  [4, 1, 2],
  [2, 1, 4],
  [1, 4, 2],
  [4, 2, 1],
] as const;

export const tetrahedra: readonly Tetrahedron[] = orders.map(([a, b], k) => {
  const corners = [0, a, a | b, 7] as const;
  // The first three orders are even: their corners are oriented as the axes.
  return {
    corners,
    triangles: Array.from({ length: 16 }, (_, inside) => trianglesOf(corners, k < 3, inside)),
  };
});

type Corners = readonly [number, number, number, number];

function trianglesOf(corners: Corners, isPositive: boolean, inside: number) {
  const isIn = (k: number) => ((inside >> k) & 1) === 1;
  const places = [0, 1, 2, 3];
  const [ins, outs] = [places.filter(isIn), places.filter((k) => !isIn(k))];
  // One that is alone comes first, so that the last two can change places.
  const order = ins.length < 3 ? [...ins, ...outs] : [...outs, ...ins];
  if (isEven(order) !== isPositive) order.splice(2, 2, order[3] as number, order[2] as number);
  const [a, b, c, d] = order.map((k) => corners[k] as number) as [number, number, number, number];
  switch (ins.length) {
    case 1:
      return [[edge(a, b), edge(a, d), edge(a, c)] as const];
    case 2: {
      const quad = [edge(a, c), edge(b, c), edge(b, d), edge(a, d)] as const;
      return [[quad[0], quad[1], quad[2]] as const, [quad[0], quad[2], quad[3]] as const];
    }
    case 3:
      return [[edge(a, b), edge(a, c), edge(a, d)] as const];
    default:
      return [];
  }
}

function edge(one: number, other: number): CubeEdge {
  return { from: one & other, to: one | other };
}

function isEven(order: readonly number[]): boolean {
  let inversions = 0;
  for (let i = 0; i < order.length; i += 1)
    for (let j = 0; j < i; j += 1) if ((order[j] as number) > (order[i] as number)) inversions += 1;
  return inversions % 2 === 0;
}
