import { paletteOf } from "../../shaders/make-legend.ts";
import { isDiverging } from "../../shaders/palette.ts";
import type { PlaneState } from "../../shaders/protocol.ts";
import { automaticRange, quantile, type RangeSamples, settledRange } from "../../shaders/range.ts";
import type { ColourRange } from "../../shaders/scale.ts";
import type { Samples } from "./protocol.ts";

/** The range that settings say, or else that of the values. */
export function rangeOf(state: PlaneState, samples: RangeSamples, previous: ColourRange | null): ColourRange {
  return settledRange(state) ?? automaticRange(isDiverging(paletteOf(state)), samples, previous);
}

/** Values under this share of their terms may be what float32, and a GPU's sines, round of them. */
const plainShare = 0.05;

/** Whether it is known without a look at shaders that no noise is to be seen among the values. */
export function isPlain(
  { kind, quantity }: PlaneState["map"],
  { values, sizes }: Pick<Samples, "values" | "sizes">,
): boolean {
  const typical = (all: Float64Array) => quantile(all.filter(Number.isFinite).map(Math.abs).sort(), 0.5);
  return kind === "exact" && quantity === "divergence" && typical(values) > plainShare * typical(sizes);
}
