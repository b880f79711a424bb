import type { Node } from "../engine/graph/node.ts";
import { topological } from "../engine/graph/traverse.ts";
import { arrayOp, tableOf } from "../engine/ops/array.ts";
import { add, input, mul } from "../engine/ops/index.ts";
import { matmulOp } from "../engine/ops/matmul.ts";

/** Of the 224 uniforms that every device has room for, those that are for parameters; the others are the colours'. */
const room = 200;

/** Products of a matrix with the point of a slice, parted into what is the same at all pixels and what is not. */
export interface SliceProducts {
  /** What each product is replaced by: M x(s, t) = M x(0, 0) + s·M a + t·M b, along as many directions as there are. */
  readonly parted: ReadonlyMap<Node, Node>;
  /** The inputs M x(0, 0). */
  readonly parameters: readonly Node[];
  /** Their numbers, in order, where x(0, 0) is this. */
  values(beginning: readonly number[]): number[];
}

/**
 * The first layer of a net is such a product: of its n·m multiplications at every pixel 2·m are left. `value` is the field
 * on the slice, and `point` the point there, in the numbers along each direction; `taken` numbers are told the shader
 * besides.
 */
export function sliceProducts(
  value: Node,
  point: Node,
  numbers: readonly Node[],
  directions: readonly (readonly number[])[],
  taken: number,
): SliceProducts {
  const { graph } = value;
  const parted = new Map<Node, Node>();
  const parameters: Node[] = [];
  const matrices: Node[] = [];
  let told = taken;
  for (const node of topological([value])) {
    const [matrix, vector] = node.inputs;
    if (node.op !== matmulOp || vector !== point || matrix?.op !== arrayOp) continue;
    const [rows = 0] = node.shape;
    told += rows;
    if (told > room) break;
    const image = input(graph, "parameter", "image", graph.nextSerial(), node.shape);
    const along = (direction: readonly number[]) =>
      // One array, however short: loops over weights stay loops.
      graph.make(arrayOp, [], graph.intern(node.shape, Float64Array.from(times(matrix, direction))));
    const moved = numbers.reduce<Node>(
      (total, number, k) => add(total, mul(number, along(directions[k] as readonly number[]))),
      image,
    );
    parted.set(node, moved);
    parameters.push(image);
    matrices.push(matrix);
  }
  return {
    parted,
    parameters,
    values: (beginning) => matrices.flatMap((matrix) => times(matrix, beginning)),
  };
}

function times(matrix: Node, vector: readonly number[]): number[] {
  const { entries } = tableOf(matrix);
  const n = vector.length;
  return Array.from({ length: entries.length / n }, (_, i) =>
    vector.reduce((sum, entry, j) => sum + (entries[i * n + j] as number) * entry, 0),
  );
}
