import { gradient } from "../../../engine/autodiff/operators.ts";
import { compilePointKernel } from "../../../engine/codegen/kernel.ts";
import { bindingOf } from "../../../engine/divergence/bindings.ts";
import { structuredNode } from "../../../engine/divergence/structured-node.ts";
import { eachAxis } from "../../../shaders/space/lens.ts";
import { alignedSection, rowsIn } from "../../../shaders/space/section.ts";
import { spaceQuantity } from "../../../shaders/space/space-field.ts";
import type { Prepared } from "../../laboratory/subject.ts";
import { evaluatorsOf } from "../evaluators.ts";
import { mapValues } from "../map-values.ts";
import type { SpaceSubject } from "../protocol.ts";

/** A field in float64 at places of the box, given as x, y, z after x, y, z. */
export interface FieldAt {
  /** The places in R^n. */
  rows(places: Float64Array): Float64Array;
  components(places: Float64Array): Float64Array;
  divergence(places: Float64Array): Float64Array;
  /** What is shown of it. */
  map(places: Float64Array): Float64Array;
  /** Compiles the exact gradient of the map along the box's axes; null where the map is no exact one. */
  gradient(): ((places: Float64Array) => Float64Array) | null;
}

export function fieldAt(prepared: Prepared, subject: SpaceSubject): FieldAt {
  const { program, field, bindings } = prepared;
  const n = field.dimension;
  const section = subject.section ?? null;
  const evaluators = evaluatorsOf(program, field);
  const rows = (places: Float64Array) => rowsIn(section, n, places);
  return {
    rows,
    components: (places) => evaluators.components(rows(places), bindings),
    divergence: (places) => evaluators.divergence(rows(places), bindings),
    map: (places) => mapValues(prepared, subject, rows(places), false).values,
    gradient: () => (subject.map ? null : gradientAlong(prepared, subject, rows)),
  };
}

function gradientAlong(
  { program, field, bindings }: Prepared,
  { quantity, section }: SpaceSubject,
  rows: (places: Float64Array) => Float64Array,
): (places: Float64Array) => Float64Array {
  const n = field.dimension;
  const { directions } = section ?? alignedSection(n);
  const node =
    quantity === "divergence" ? structuredNode(field, field.inputs) : spaceQuantity(program, field, quantity);
  const kernel = compilePointKernel([gradient(node, field.inputs)], bindingOf(program, field));
  return (places) => {
    const count = places.length / 3;
    const whole = new Float64Array(count * n);
    kernel(count, rows(places), bindings.parameters, bindings.time, whole);
    const out = new Float64Array(3 * count);
    for (let k = 0; k < count; k += 1) {
      const own = whole.subarray(k * n, (k + 1) * n);
      const along = eachAxis((axis) =>
        own.reduce((sum, slope, i) => sum + slope * (directions[axis][i] as number), 0),
      );
      out.set(along, 3 * k);
    }
    return out;
  };
}
