import { pixelProbes, sharedProbes } from "./compared-float64.ts";
import { isPerPoint } from "./pixel-inputs.ts";
import type { PixelGrid } from "./pixels.ts";
import type { PlaneState } from "./protocol.ts";
import type { SamplePixels } from "./sample-pixels.ts";

/** What probes come to in float64, by the first of the pixels they are for. */
export interface SampleProbes {
  readonly key: string;
  readonly runs: Map<number, Float64Array>;
}

/**
 * What the probes of runs of the sampled pixels come to in float64; drawn once for the same settings, since they take m
 * probes each. Those that all pixels share until the pixels' own are complete.
 */
export function sampledProbes(
  kept: { sampleProbes: SampleProbes | null },
  state: PlaneState,
  { width, height }: PixelGrid,
  { columns, rows }: SamplePixels,
  complete: boolean,
): (first: number, count: number) => Float64Array | null {
  const { map } = state;
  if (!complete || !isPerPoint(state)) {
    const shared = sharedProbes(map);
    return () => shared;
  }
  const { seed, probes, taken, distribution, layout } = map;
  const spread = map.kind === "standard-error";
  const key = [seed, probes, taken, distribution, layout, spread, width, height].join();
  if (kept.sampleProbes?.key !== key) kept.sampleProbes = { key, runs: new Map() };
  const { runs } = kept.sampleProbes;
  return (first, count) => {
    const indices = Array.from(
      { length: count },
      (_, k) => (rows[first + k] as number) * width + (columns[first + k] as number),
    );
    const known = runs.get(first) ?? pixelProbes(map, indices);
    runs.set(first, known);
    return known;
  };
}
