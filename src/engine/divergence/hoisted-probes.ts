import { compilePointKernel, type PointKernel } from "../codegen/kernel.ts";
import type { Binding } from "../codegen/lower.ts";
import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { dependents, substitute, topological } from "../graph/traverse.ts";
import { input } from "../ops/index.ts";

/** A value per point and probe, of which what depends on the probe alone is computed once for all points. */
export interface HoistedProbes {
  readonly value: Node;
  /** The probes, and after them what was computed from them: what a kernel of `value` reads for each probe. */
  readonly inputs: readonly Node[];
  /** The entries of `inputs` for `count` probes given one after the other. */
  entries(count: number, probes: Float64Array, parameters: Float64Array, time: number): Float64Array;
}

/** Operations for each number they give, from which a part is worth being kept rather than repeated. */
const worthKeeping = 4;

/** Numbers kept for all probes together: 8 MB. */
const mostKept = 1 << 20;

/**
 * Takes out of `value` what does not depend on the point: of a net's tangent W₂(σ′(W₁x)∘W₁z) the product W₁z is
 * computed once for each probe, not once for each probe and point. `most` is how many probes come at a time.
 */
export function hoistProbes(
  value: Node,
  probes: readonly Node[],
  { coordinates, parameters, time }: Binding,
  most: number,
): HoistedProbes {
  const order = topological([value]);
  const onPoint = dependents(order, coordinates);
  const onProbe = dependents(order, probes);
  const isOwn = (node: Node) => onProbe.has(node) && !onPoint.has(node) && !probes.includes(node);
  const used = new Set(order.filter((node) => !isOwn(node)).flatMap((node) => node.inputs.filter(isOwn)));
  const kept = [...used].filter(
    (node) =>
      sizeOf(node.shape) * most <= mostKept && flopsOf(node, isOwn) >= worthKeeping * sizeOf(node.shape),
  );
  if (kept.length === 0) return { value, inputs: probes, entries: (_count, own) => own };
  const places = kept.map((node, i) => input(node.graph, "probe", `h${i}`, probes.length + i, node.shape));
  const [reading] = substitute([value], new Map(kept.map((node, i) => [node, places[i] as Node])));
  const kernel: PointKernel = compilePointKernel([...probes, ...kept], {
    coordinates: probes,
    parameters,
    time,
  });
  const width = [...probes, ...kept].reduce((total, { shape }) => total + sizeOf(shape), 0);
  return {
    value: reading as Node,
    inputs: [...probes, ...places],
    entries(count, own, values, at) {
      const out = new Float64Array(count * width);
      kernel(count, own, values, at, out);
      return out;
    },
  };
}

function flopsOf(node: Node, isOwn: (node: Node) => boolean): number {
  return topological([node]).reduce((total, part) => total + (isOwn(part) ? part.op.flops(part) : 0), 0);
}
