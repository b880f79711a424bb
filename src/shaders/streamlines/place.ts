import type { PlaneView } from "../protocol.ts";
import { latticeSeeds, levels } from "./lattice.ts";
import { LineSelection } from "./select.ts";
import type { Integrator, Streamline } from "./streamline.ts";

/** Candidates integrated at once; more would be chosen from the same gaps. */
export const mostCandidates = 512;

/** Evenly spaced streamlines over a plot of width × height CSS pixels: the same for the same view and field. */
export function placeStreamlines(
  view: PlaneView,
  width: number,
  height: number,
  integrator: Integrator,
): readonly Streamline[] {
  const { spacing } = integrator;
  const selection = new LineSelection(width, height, spacing);
  for (const level of levels) {
    const admitted = latticeSeeds(view, width, height, spacing, level, (seed) => selection.admits(seed));
    const seeds = selection.apart(admitted).slice(0, mostCandidates);
    if (seeds.length === 0) continue;
    const flat = Float32Array.from(seeds.flatMap((seed) => [seed.x, seed.y]));
    selection.add(seeds, integrator.trace(flat));
  }
  return selection.lines;
}
