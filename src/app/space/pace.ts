import { quantile, roundUp } from "../../shaders/range.ts";
import { radicalInverse } from "../../shaders/sample-pixels.ts";
import { eachAxis, sizeOf, type Triple } from "../../shaders/space/lens.ts";
import { partsAlong, rowsIn } from "../../shaders/space/section.ts";
import type { Prepared } from "../laboratory/subject.ts";
import { evaluatorsOf } from "./evaluators.ts";
import type { Pace, PaceTask } from "./protocol.ts";

/** Of the box, in a second: how far flow is carried where it is fast, but not fastest. */
const pace = 0.2;
const fast = 0.75;
/** But for the few places beside a pole, steps are small enough for all. */
const nearlyAll = 0.98;
const places = 192;
/** Of the box: how far apart values are compared, about as far as a particle goes in a step. */
const apart = 1 / 256;

/** The speeds of a field in a box, and how they change from place to place, both by the box as the unit of length. */
export function paceOf({ program, field, bindings }: Prepared, { box, subject }: PaceTask): Pace {
  const n = field.dimension;
  const size = sizeOf(box);
  const section = subject.section ?? null;
  const parts = partsAlong(section, n);
  const { components } = evaluatorsOf(program, field);
  const at = (shift: Triple) =>
    components(
      rowsIn(
        section,
        n,
        Array.from({ length: places }, (_, k) =>
          eachAxis((axis) => {
            const share = radicalInverse(k + 1, bases[axis]) + shift[axis];
            return box.low[axis] + share * size[axis];
          }),
        ).flat(),
      ),
      bindings,
    );
  const here = at([0, 0, 0]);
  const beside = eachAxis((axis) => at(eachAxis((k) => (k === axis ? apart : 0))));
  const speeds = new Float64Array(places);
  const changes = new Float64Array(places);
  for (let k = 0; k < places; k += 1) {
    const part = (values: Float64Array, axis: 0 | 1 | 2) =>
      (parts[axis]?.reduce((sum, by, i) => (by === 0 ? sum : sum + by * (values[k * n + i] as number)), 0) ??
        0) / size[axis];
    const speed = eachAxis((axis) => part(here, axis));
    speeds[k] = Math.hypot(...speed);
    changes[k] =
      Math.hypot(...beside.flatMap((values) => speed.map((own, i) => part(values, i as 0 | 1 | 2) - own))) /
      apart;
  }
  const of = (values: Float64Array, share: number) =>
    quantile(values.filter((value) => value > 0 && Number.isFinite(value)).sort(), share);
  const rate = pace / of(speeds, fast);
  const stiffness = of(changes, nearlyAll);
  return {
    rate: Number.isFinite(rate) && rate > 0 ? roundUp(rate) : 0,
    stiffness: Number.isFinite(stiffness) ? stiffness : 0,
  };
}

const bases: Triple = [2, 3, 5];
