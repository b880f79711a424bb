import { rowsIn } from "../../shaders/space/section.ts";
import type { Prepared } from "../laboratory/subject.ts";
import { mapValues } from "./map-values.ts";
import type { Samples, SamplesTask } from "./protocol.ts";

/** The map at points of the box, and at the first of them what a shader may be off by. */
export function samplesOf(prepared: Prepared, { subject, places, checked, reach }: SamplesTask): Samples {
  const n = prepared.field.dimension;
  const at = (points: Float64Array, isChecked: boolean) =>
    mapValues(prepared, subject, rowsIn(subject.section ?? null, n, points), isChecked);
  const { values } = at(places, false);
  const first = places.slice(0, 3 * checked);
  const count = first.length / 3;
  const { sizes, steepness } = at(first, true);
  const around = [0, 1, 2].map((axis) =>
    [reach, -reach].map(
      (by) =>
        at(
          first.map((value, k) => (k % 3 === axis ? value + by : value)),
          false,
        ).values,
    ),
  );
  const moved = Float64Array.from({ length: count }, (_, k) => {
    const own = values[k] as number;
    const others = around.flat().map((beside) => beside[k] as number);
    const finite = [own, ...others].filter(Number.isFinite).length;
    if (finite === 0) return Number.POSITIVE_INFINITY;
    if (finite <= others.length) return Number.NaN;
    return around.reduce(
      (sum, sides) => sum + Math.max(...sides.map((beside) => Math.abs((beside[k] as number) - own))),
      reach * (steepness?.[k] ?? 0),
    );
  });
  return { values, sizes, moved };
}
