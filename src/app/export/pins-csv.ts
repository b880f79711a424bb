import type { PinReadings, Subject } from "../cpu/protocol.ts";
import { csvComment, csvHeader, csvRow, type Provenance } from "./csv.ts";

/**
 * The table of the pinned points: number, point, field, exact divergence, estimate, curl and both eigenvalues, each with
 * real and imaginary part; full float64. Above it what it was computed from, as above the grid's table.
 */
export function pinsCsv(
  table: PinReadings,
  subject: Subject,
  made: Pick<Provenance, "version" | "parameters" | "time">,
): string {
  const { field, coordinateNames, passes, readings } = table;
  const { source, seed, method, probes, distribution, keys, layout } = subject;
  const comment = csvComment({
    ...made,
    source,
    field,
    seed,
    facts: [
      ["exact", `${method}, ${passes} passes`],
      ["estimate", `hutchinson, ${probes} ${distribution} probes, ${keys} keys, ${layout} layout`],
      ["points", "pinned"],
    ],
  });
  const header = csvHeader([
    "pin",
    ...coordinateNames,
    ...coordinateNames.map((name) => `${field}_${name}`),
    "exact",
    "estimate",
    "curl",
    ...["1", "2"].flatMap((which) => [`eigenvalue${which}_re`, `eigenvalue${which}_im`]),
  ]);
  const rows = readings.map(({ point, components, exact, estimate, curl, eigenvalues }, row) => {
    const { real, imaginary } = eigenvalues;
    // The second of a real pair has the imaginary part 0, not −0.
    const eigen = [real[0], imaginary, real[1], 0 - imaginary];
    return csvRow([row + 1, point.x, point.y, ...components, exact, estimate, curl, ...eigen]);
  });
  return comment + header + rows.join("");
}
