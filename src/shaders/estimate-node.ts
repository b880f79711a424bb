import { linearise } from "../engine/divergence/structure/linear-map.ts";
import { vectorForm } from "../engine/divergence/vector-form.ts";
import type { Node } from "../engine/graph/node.ts";
import { substitute } from "../engine/graph/traverse.ts";
import type { Field } from "../engine/language/program.ts";
import { add, dot, index, literal, mul, sqrt, stack, sumOf } from "../engine/ops/index.ts";
import type { Distribution } from "../engine/random/probes.ts";
import { unit } from "./slice.ts";

/**
 * Hutchinson's estimate at a place, where all points have the same probes: Σ M_ij J_ij by a jvp along each coordinate,
 * whatever their number, with their second moment M = (1/m) Σ z zᵀ.
 */
export function estimateNode(field: Field, moment: Node, place: readonly Node[]): Node {
  const { graph } = field.output;
  const parts = jacobianColumns(field).map((column, j) => dot(index(moment, j), column));
  return substitute([sumOf(graph, parts)], placed(field, place))[0] as Node;
}

/**
 * √m times the standard error that the law of variance gives m probes: Σ_(i<j) (J_ij + J_ji)² is the variance of signs,
 * and normal ones have 2 Σ J_ii² more.
 */
export function spreadNode(field: Field, distribution: Distribution, place: readonly Node[]): Node {
  const columns = jacobianColumns(field);
  const entry = (i: number, j: number) => index(columns[j] as Node, i);
  const squared = (node: Node) => mul(node, node);
  const terms = columns.flatMap((_, j) => {
    const pairs = Array.from({ length: j }, (__, i) => squared(add(entry(i, j), entry(j, i))));
    return distribution === "gaussian" ? [...pairs, mul(2, squared(entry(j, j)))] : pairs;
  });
  const spread = sqrt(sumOf(field.output.graph, terms));
  return substitute([spread], placed(field, place))[0] as Node;
}

/** J's columns as a graph of the field's vector form, by a jvp along each coordinate. */
function jacobianColumns(field: Field): readonly Node[] {
  const n = field.dimension;
  const { point, output } = vectorForm(field);
  const map = linearise(point, output);
  return Array.from({ length: n }, (_, j) => {
    const basis = literal(output.graph, [n], Float64Array.from(unit(n, j)));
    return substitute([map.output], new Map([[map.tangent, basis]]))[0] as Node;
  });
}

function placed(field: Field, place: readonly Node[]): ReadonlyMap<Node, Node> {
  return new Map([[vectorForm(field).point, stack(field.output.graph, place)]]);
}
