import type { Node } from "../graph/node.ts";
import { dependents, substitute, topological } from "../graph/traverse.ts";
import { add, broadcast, constant, input, mul, zeros } from "../ops/index.ts";
import { directionsOf } from "./direction.ts";
import { jvp, pushForward, type Tangent } from "./jvp.ts";

/**
 * Σ ∂²output/∂x_k² over all coordinates of the inputs, of the output's shape, by forward propagation of (value,
 * Jacobian, Laplacian): every node carries one tangent per coordinate and ONE Laplacian ℓ, where
 * ℓ(f(u)) = f′(u) ℓ(u) + Σ_k f″(u)[g_k, g_k] and g_k are the tangents of u. A linear op is applied once to ℓ, not once
 * for every coordinate. Li et al. 2024, "A computational framework for neural network-based variational Monte Carlo
 * with Forward Laplacian". Throws ShapeError for inputs that are matrices.
 */
export function forwardLaplacian(output: Node, inputs: readonly Node[]): Node {
  const directions = directionsOf(inputs);
  const still: readonly Tangent[] = directions.map(() => null);
  const tangentsOf = new Map<Node, readonly Tangent[]>();
  const laplacianOf = new Map<Node, Tangent>();
  for (const node of inputs) {
    const own = directions.map((direction) => (direction.input === node ? direction.tangent : null));
    tangentsOf.set(node, own);
  }
  const order = topological([output]);
  const moving = dependents(order, inputs);
  for (const node of order) {
    if (!moving.has(node) || tangentsOf.has(node)) continue;
    const carried = node.inputs.map((item) => tangentsOf.get(item) ?? still);
    tangentsOf.set(
      node,
      directions.map((_, k) =>
        pushForward(
          node,
          carried.map((tangents) => tangents[k] ?? null),
        ),
      ),
    );
    const straight = pushForward(
      node,
      node.inputs.map((item) => laplacianOf.get(item) ?? null),
    );
    laplacianOf.set(node, plus(straight, bend(node, carried)));
  }
  return laplacianOf.get(output) ?? zeros(output.graph, output.shape);
}

/** Σ_k f″(u)[g_k, g_k] of one node f(u), from the tangents g_k of each of its inputs; null where it is zero. */
function bend(node: Node, carried: readonly (readonly Tangent[])[]): Tangent {
  const sources = new Map<Node, readonly Tangent[]>();
  node.inputs.forEach((item, position) => {
    const tangents = carried[position] ?? [];
    if (tangents.some((tangent) => tangent)) sources.set(item, tangents);
  });
  if (sources.size === 0) return null;
  // The op on inputs of its own: u and its tangents may share nodes, and the tangents stand still here.
  const fresh = new Map([...sources.keys()].map((item) => [item, variable(item)]));
  const copy = node.graph.make(
    node.op,
    node.inputs.map((item) => fresh.get(item) ?? item),
    node.attribute,
  );
  return node.op.elementwise ? bendEntries(copy, sources, fresh) : bendWhole(copy, sources, fresh);
}

/** Entry by entry f″ is a small matrix: Σ_ij ∂²f/∂u_i∂u_j · Σ_k g_ik g_jk, the inner sum over all directions first. */
function bendEntries(
  copy: Node,
  sources: ReadonlyMap<Node, readonly Tangent[]>,
  fresh: ReadonlyMap<Node, Node>,
): Tangent {
  const original = inverse(fresh);
  const items = [...sources.keys()];
  let total: Tangent = null;
  for (const [i, one] of items.entries()) {
    const slope = slopeAlong(copy, fresh.get(one) as Node);
    for (const other of items.slice(0, slope ? i + 1 : 0)) {
      const second = slopeAlong(slope as Node, fresh.get(other) as Node);
      const square = second && sumOfProducts(sources.get(one) ?? [], sources.get(other) ?? [], one);
      if (!second || !square) continue;
      const [factor] = substitute([second], original) as [Node];
      total = plus(total, mul(other === one ? factor : mul(2, factor), square));
    }
  }
  return total;
}

/** Any op: its jvp, differentiated along the same tangent again, for each direction; nothing where the op is linear. */
function bendWhole(
  copy: Node,
  sources: ReadonlyMap<Node, readonly Tangent[]>,
  fresh: ReadonlyMap<Node, Node>,
): Tangent {
  const variables = [...fresh.values()];
  const along = variables.map(variable);
  const [first] = jvp([copy], variables, along);
  const [second] = first ? jvp([first], variables, along) : [];
  if (!second) return null;
  const count = sources.values().next().value?.length ?? 0;
  let total: Tangent = null;
  for (let k = 0; k < count; k++) {
    const replacements = inverse(fresh);
    [...sources.values()].forEach((tangents, position) => {
      const own = along[position] as Node;
      replacements.set(own, tangents[k] ?? zeros(own.graph, own.shape));
    });
    total = plus(total, substitute([second], replacements)[0] ?? null);
  }
  return total;
}

function slopeAlong(node: Node, source: Node): Tangent {
  return jvp([node], [source], [broadcast(constant(node.graph, 1), source.shape)])[0] ?? null;
}

/** Σ_k a_k b_k, of tangents of `node` on the left. The unit vectors along all entries of a vector need no adding up. */
function sumOfProducts(a: readonly Tangent[], b: readonly Tangent[], node: Node): Tangent {
  if (a === b && node.op.name === "input") return broadcast(constant(node.graph, 1), node.shape);
  let total: Tangent = null;
  a.forEach((one, k) => {
    const other = b[k];
    if (one && other) total = plus(total, mul(one, other));
  });
  return total;
}

function plus(a: Tangent, b: Tangent): Tangent {
  return a && b ? add(a, b) : (a ?? b);
}

function variable({ graph, shape }: Node): Node {
  return input(graph, "tangent", "u", graph.nextSerial(), shape);
}

function inverse(map: ReadonlyMap<Node, Node>): Map<Node, Node> {
  return new Map([...map].map(([key, value]) => [value, key]));
}
