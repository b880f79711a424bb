import type { Bindings } from "../../engine/divergence/bindings.ts";
import { LimitError } from "../../engine/limits.ts";
import { spectrumOf } from "../../engine/linear/spectrum.ts";
import { PlaneProblem } from "../../shaders/plane-problem.ts";
import type { MapSettings } from "../../shaders/protocol.ts";
import { rowsIn } from "../../shaders/space/section.ts";
import type { Prepared } from "../laboratory/subject.ts";
import { type Evaluators, evaluatorsOf } from "./evaluators.ts";
import { differenceAt, mapValues } from "./map-values.ts";
import type { ComputedReading, PinsTask, ReadingTask, SpaceReading } from "./protocol.ts";

/** Dimension up to which the Jacobian and its eigenvalues are told: a list of more is not read. */
const mostOfJacobian = 8;

/** The field and its derivatives at one point; what cannot be had of them is left out. */
export function readingAt(prepared: Prepared, { subject, place }: ReadingTask): SpaceReading {
  const { program, field, bindings } = prepared;
  const n = field.dimension;
  const evaluators = evaluatorsOf(program, field);
  const row = rowsIn(subject.section ?? null, n, place);
  const jacobian = n > mostOfJacobian ? [] : orNothing(() => evaluators.jacobian(row, bindings));
  const entry = (i: number, j: number) => jacobian[i * n + j] as number;
  return {
    field: field.name,
    coordinateNames: field.coordinateNames,
    place: [...row],
    components: [...evaluators.components(row, bindings)],
    jacobian,
    divergence: orNothing(() => evaluators.divergence(row, bindings))[0] ?? null,
    curl:
      n === 3 && jacobian.length > 0
        ? [entry(2, 1) - entry(1, 2), entry(0, 2) - entry(2, 0), entry(1, 0) - entry(0, 1)]
        : null,
    laplacian: orNothing(() => evaluators.laplacian(row, bindings)),
    eigenvalues: jacobian.length > 0 ? spectrumOf(jacobian, n) : [],
    value: orNothing(() => mapValues(prepared, subject, row, false).values)[0] ?? null,
    computed: subject.map ? computedAt(evaluators, n, subject.map, row, bindings) : null,
  };
}

function computedAt(
  evaluators: Evaluators,
  n: number,
  map: MapSettings,
  row: Float64Array,
  bindings: Bindings,
): ComputedReading {
  const { values, standardError } = evaluators.estimate(map).evaluate(row, bindings);
  return {
    estimate: values[0] as number,
    standardError: map.probes > 1 ? (standardError?.[0] ?? null) : null,
    difference: differenceAt(evaluators, n, map.compare.step, row, bindings).values[0] as number,
  };
}

/** All that is known at each pin, in their order. Yields the share done. */
export function* pinReadings(
  prepared: Prepared,
  { subject, places }: PinsTask,
): Generator<number, readonly SpaceReading[]> {
  const readings: SpaceReading[] = [];
  for (const place of places) {
    readings.push(readingAt(prepared, { kind: "reading", subject, place }));
    yield readings.length / places.length;
  }
  return readings;
}

/** The numbers; none where the map is of what is not there, or a graph is too large. */
function orNothing(numbers: () => Iterable<number>): readonly number[] {
  try {
    return [...numbers()];
  } catch (error) {
    if (error instanceof LimitError || error instanceof PlaneProblem) return [];
    throw error;
  }
}
