import { spectrumOf } from "../../engine/linear/spectrum.ts";
import type { Prepared } from "../laboratory/subject.ts";
import { evaluatorsOf } from "./evaluators.ts";
import type { ReadingTask, SpaceReading } from "./protocol.ts";
import { rowsOf } from "./samples.ts";

/** Dimension up to which the eigenvalues are told: a list of more is not read. */
const mostEigenvalues = 8;

/** The field and its derivatives at one point. */
export function readingAt(
  { program, field, bindings }: Prepared,
  { subject, place }: ReadingTask,
): SpaceReading {
  const n = field.dimension;
  const evaluators = evaluatorsOf(program, field);
  const row = rowsOf(place, n);
  const jacobian = [...evaluators.jacobian(row, bindings)];
  const entry = (i: number, j: number) => jacobian[i * n + j] as number;
  return {
    field: field.name,
    coordinateNames: field.coordinateNames,
    place: [...row],
    components: [...evaluators.components(row, bindings)],
    jacobian,
    divergence: evaluators.divergence(row, bindings)[0] as number,
    curl: n === 3 ? [entry(2, 1) - entry(1, 2), entry(0, 2) - entry(2, 0), entry(1, 0) - entry(0, 1)] : null,
    laplacian: [...evaluators.laplacian(row, bindings)],
    eigenvalues: n <= mostEigenvalues ? spectrumOf(jacobian, n) : [],
    value: evaluators.map(subject.quantity)(row, bindings)[0] as number,
  };
}
