import { centralDifference } from "../../engine/divergence/point-evaluator.ts";
import type { Node } from "../../engine/graph/node.ts";
import { substitute } from "../../engine/graph/traverse.ts";
import type { Field } from "../../engine/language/program.ts";
import { input, mul, sub } from "../../engine/ops/index.ts";
import { momentMatrix } from "../../engine/random/probes.ts";
import { prngKey } from "../../engine/random/threefry.ts";
import { remember } from "../compiled-field.ts";
import { estimateNode, spreadNode } from "../estimate-node.ts";
import { PlaneProblem } from "../plane-problem.ts";
import type { MapSettings, Side } from "../protocol.ts";
import { sidesOf, usesProbes } from "../sides.ts";
import { mostEstimated } from "../slice-geometry.ts";

/** A map as a graph of the place, with what shaders are told of how it is computed. */
interface ComputedMap {
  node(): Node;
  readonly parameters: readonly Node[];
  /** Their numbers. */
  values(map: MapSettings | null): readonly number[];
}

/**
 * The exact map, or the divergence by other ways and the error of one against another. All points share their probes: the
 * estimate is a fixed form of the Jacobian, whose coefficients are told, and neither probes nor steps compile anything.
 */
export function computedMap(
  field: Field,
  place: readonly Node[],
  map: MapSettings | null,
  exact: () => Node,
): ComputedMap {
  if (!map || map.kind === "exact") return { node: exact, parameters: [], values: () => [] };
  const n = field.dimension;
  const { graph } = field.output;
  const fresh = (name: string, shape: readonly number[]) =>
    input(graph, "parameter", name, graph.nextSerial(), shape);
  if (map.kind === "predicted-error") {
    requireFew(field);
    const scale = fresh("scale", []);
    return {
      node: () => mul(scale, spreadNode(field, map.distribution, place)),
      parameters: [scale],
      values: (own) => [1 / Math.sqrt(own?.probes ?? 1)],
    };
  }
  const sides = sidesOf(map);
  if (sides.includes("estimate")) requireFew(field);
  const moment = usesProbes(map) ? fresh("moment", [n, n]) : null;
  const step = sides.includes("difference") ? fresh("step", []) : null;
  const sideNode = (side: Side): Node => {
    if (side === "exact") return exact();
    if (side === "estimate" && moment) return estimateNode(field, moment, place);
    if (side !== "difference" || !step)
      throw new PlaneProblem("In space the divergence is exact, an estimate or a finite difference.");
    const here = new Map(field.inputs.map((own, i) => [own, place[i] as Node]));
    return substitute([centralDifference(field, step)], here)[0] as Node;
  };
  return {
    node() {
      const [left, right] = sides.map(sideNode) as [Node, Node?];
      return right ? sub(left, right) : left;
    },
    parameters: [moment, step].filter((node) => node !== null),
    values: (own) => (own ? [...(moment ? momentOf(own, n) : []), ...(step ? [own.compare.step] : [])] : []),
  };
}

function requireFew({ name, dimension }: Field): void {
  if (dimension > mostEstimated)
    throw new PlaneProblem(
      `Estimates are drawn for fields on R^${mostEstimated} at most; the readout has them for ${name}.`,
    );
}

const moments = new Map<string, Float64Array>();

/** The second moment of the probes, n×n: drawn once for the same settings. */
export function momentOf({ seed, probes, distribution, layout }: MapSettings, n: number): Float64Array {
  return remember(moments, [seed, probes, distribution, layout, n].join(), () =>
    momentMatrix(prngKey(seed), probes, n, distribution, layout),
  );
}
