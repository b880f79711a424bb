import { type Flops, flopsOf } from "../graph/flops.ts";
import type { Node } from "../graph/node.ts";
import type { Field } from "../language/program.ts";
import { forwardProduct, probeNodes, quadraticForm, reverseProduct } from "./probe-form.ts";
import { kernelForm } from "./vector-form.ts";

/** Of products Jz by jvps, vᵀJ by vjps, and zᵀJz: `tangent` for each vector, `primal` once for all of them. */
export const forwardFlops = ofField(forwardProduct);
export const reverseFlops = ofField(reverseProduct);
export const quadraticFlops = ofField((form, probes) => [quadraticForm(form, probes)]);

/** Counted once for each field. */
function ofField(
  product: (form: Pick<Field, "inputs" | "output">, probes: readonly Node[]) => readonly Node[],
): (field: Field) => Flops {
  const known = new WeakMap<Field, Flops>();
  return (field) => {
    const found = known.get(field);
    if (found) return found;
    const form = kernelForm(field);
    const probes = probeNodes(form);
    const flops = flopsOf(product(form, probes), form.inputs, probes);
    known.set(field, flops);
    return flops;
  };
}
