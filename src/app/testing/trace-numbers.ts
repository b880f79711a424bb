import { linearise } from "../../engine/divergence/structure/linear-map.ts";
import { vectorForm } from "../../engine/divergence/vector-form.ts";
import { flopsOf } from "../../engine/graph/flops.ts";
import type { Candidate } from "../../engine/index.ts";
import type { DemoNotebook } from "./demo.ts";

export const origin = (n: number) => Array.from({ length: n }, () => 0);
export const firstOf = (n: number) => [1, ...origin(n - 1)];

export function candidate(demo: DemoNotebook, name: string, structure: Candidate["structure"]): Candidate {
  const found = demo.field(name).plan.candidates.find((one) => one.structure === structure);
  if (!found?.applies) throw new Error(`${name} is not ${structure}.`);
  return found;
}

/** Operations of zᵀJz for one probe: a jvp, without the field's value beside it, and a product. */
export function probeFlops(demo: DemoNotebook, name: string): number {
  const { field, dimension } = demo.field(name);
  const { point, output } = vectorForm(field);
  const jvp = linearise(point, output);
  const { primal, tangent } = flopsOf([jvp.output], [point], [jvp.tangent]);
  return primal + tangent + 2 * dimension - 1;
}

/** The Jacobian at the origin by rows, from n jvps. */
function jacobianAtOrigin(demo: DemoNotebook, name: string): { n: number; entry: Entry } {
  const { dimension: n } = demo.field(name);
  const entries = demo.field(name).jacobian([origin(n)]);
  return { n, entry: (i, j) => entries[i * n + j] as number };
}

type Entry = (i: number, j: number) => number;

/** Σ over all i and j. */
function total(n: number, term: Entry): number {
  let sum = 0;
  for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) sum += term(i, j);
  return sum;
}

/** tr J and ‖S‖² written out, as the laws of numbers.md have them. */
export function sums(demo: DemoNotebook, name: string) {
  const { n, entry } = jacobianAtOrigin(demo, name);
  return {
    trace: total(n, (i, j) => (i === j ? entry(i, i) : 0)),
    square: total(n, (i, j) => ((entry(i, j) + entry(j, i)) / 2) ** 2),
    diagonal: total(n, (i, j) => (i === j ? entry(i, i) ** 2 : 0)),
  };
}
