import { flopsOf } from "../graph/flops.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/traverse.ts";
import { add, broadcast, constant, div, dot, gather, input, mul, sub, sum, sumOf } from "../ops/index.ts";
import type { LinearMap } from "./structure/linear-map.ts";

/** Σ_j z_jᵀ L(z_j): the trace of a map by as many passes as it has probes, over one shared primal. */
export interface ProbeSum {
  readonly map: LinearMap;
  readonly count: number;
  /** The probes, one after the other; null for the n basis vectors. */
  readonly probes: Float64Array | null;
  /** Operations of a pass, without the primal. */
  readonly flops: number;
}

/** A way to compute the trace of a map exactly: a graph without tangents, probe sums, or both added up. */
export interface TraceForm {
  /** The part that is a graph of the point. */
  readonly closed: Node;
  readonly sums: readonly ProbeSum[];
  /** jvps per point. */
  readonly passes: number;
  /** Additions, multiplications and function values per point. */
  readonly flops: number;
}

/** Colours up to which the passes are written into one graph, where they share what they have in common. */
const mostUnrolled = 4;

/** The form that is one graph. */
export function closedForm(closed: Node, point: Node, passes: number): TraceForm {
  return { closed, sums: [], passes, flops: flopsOf([closed], [point]).primal };
}

/** The trace by one pass along 1 on each set of coordinates no two of which act on one another. */
export function byColours(map: LinearMap, point: Node, colours: Int32Array, count: number): TraceForm {
  const n = colours.length;
  if (count <= mostUnrolled) {
    const terms = Array.from({ length: count }, (_, colour) => alongColour(map, colours, colour));
    return closedForm(sumOf(map.output.graph, terms), point, count);
  }
  const probes = new Float64Array(count * n);
  colours.forEach((colour, i) => {
    probes[colour * n + i] = 1;
  });
  return bySum({ map, count, probes }, point);
}

/** The trace by one pass for each coordinate. */
export function byBasis(map: LinearMap, point: Node): TraceForm {
  return bySum({ map, count: map.tangent.shape[0] as number, probes: null }, point);
}

function bySum(probeSum: Omit<ProbeSum, "flops">, point: Node): TraceForm {
  const { map, count } = probeSum;
  const { graph } = map.output;
  const { primal, tangent } = flopsOf([quadraticForm(map)], [point], [map.tangent]);
  return {
    closed: constant(graph, 0),
    sums: [{ ...probeSum, flops: tangent + 1 }],
    passes: count,
    flops: primal + count * (tangent + 1),
  };
}

/** Σ_i e_iᵀ(F(x + h e_i) − F(x − h e_i)) / 2h: not exact; shown so that nobody trusts it. */
export function differenceForm(
  { point, output }: { readonly point: Node; readonly output: Node },
  step: number,
): TraceForm {
  const { graph } = output;
  const tangent = input(graph, "tangent", "z", graph.nextSerial(), point.shape);
  const moved = (by: number) =>
    substitute([output], new Map([[point, add(point, mul(by, tangent))]]))[0] as Node;
  return byBasis({ tangent, output: div(sub(moved(step), moved(-step)), 2 * step) }, point);
}

/** zᵀL(z) for the map's own tangent z. */
export function quadraticForm({ tangent, output }: LinearMap): Node {
  return dot(tangent, output);
}

/** Σ L(1_C)_i over the entries i of one colour C. */
function alongColour({ tangent, output }: LinearMap, colours: Int32Array, colour: number): Node {
  const { graph } = output;
  const members = Int32Array.from(colours.keys()).filter((i) => colours[i] === colour);
  const ones = broadcast(constant(graph, 1), [members.length]);
  const isAll = members.length === colours.length;
  const probe = isAll ? ones : gather(ones, tangent.shape, spreadOver(colours, colour));
  const [moved] = substitute([output], new Map([[tangent, probe]]));
  return sum(isAll ? (moved as Node) : gather(moved as Node, [members.length], members));
}

/** Where entry i of a mask over one colour comes from: some entry of a vector of ones, or none. */
function spreadOver(colours: Int32Array, colour: number): Int32Array {
  return colours.map((own) => (own === colour ? 0 : -1));
}

/** Both added up. */
export function together(forms: readonly TraceForm[], graph: Node["graph"]): TraceForm {
  return {
    closed: sumOf(
      graph,
      forms.map(({ closed }) => closed),
    ),
    sums: forms.flatMap(({ sums }) => sums),
    passes: forms.reduce((total, { passes }) => total + passes, 0),
    flops: forms.reduce((total, { flops }) => total + flops, 0),
  };
}
