import { partsAlong, rowsIn } from "../../shaders/space/section.ts";
import type { Prepared } from "../laboratory/subject.ts";
import { evaluatorsOf } from "./evaluators.ts";
import type { VectorsTask } from "./protocol.ts";

/** The field at places, along the axes of the box: three numbers after each other. */
export function vectorsAt(
  { program, field, bindings }: Prepared,
  { places, subject: { section = null } }: VectorsTask,
): Float64Array {
  const n = field.dimension;
  const all = evaluatorsOf(program, field).components(rowsIn(section, n, places), bindings);
  if (n === 3) return all;
  const parts = partsAlong(section, n);
  return places.map((_, k) => {
    const from = n * Math.floor(k / 3);
    return (parts[k % 3] ?? []).reduce((sum, weight, i) => sum + weight * (all[from + i] as number), 0);
  });
}
