import { sliceFor } from "../../shaders/slice.ts";
import type { PinReadings, Subject } from "../cpu/protocol.ts";
import { csvComment, csvHeader, csvRow, type Provenance } from "./csv.ts";
import { sliceFacts } from "./slice-facts.ts";

/**
 * The table of the pinned points: number, point, field, exact divergence, estimate, curl and the eigenvalues, each with
 * real and imaginary part; full float64. With keys per point, after the number, the index of the pixel, which is folded into
 * the key. Above it what it was computed from, as above the grid's table.
 */
export function pinsCsv(
  table: PinReadings,
  subject: Subject,
  made: Pick<Provenance, "version" | "parameters" | "time">,
): string {
  const { field, coordinateNames, passes, readings } = table;
  const { source, seed, probes, distribution, keys, layout } = subject;
  const slice = subject.slice === undefined ? null : sliceFor(subject.slice, coordinateNames.length);
  // On a slice of many dimensions there are none.
  const count = slice ? Math.max(0, ...readings.map(({ spectrum }) => spectrum?.length ?? 0)) : 2;
  const perPoint = keys === "per-point";
  const comment = csvComment({
    ...made,
    source,
    field,
    seed,
    facts: [
      ["exact", `${slice ? "structured" : subject.method}, ${passes} passes`],
      ["estimate", `hutchinson, ${probes} ${distribution} probes, ${keys} keys, ${layout} layout`],
      ...sliceFacts(slice),
      ["points", "pinned"],
      ...(perPoint
        ? [["pixel", "on which the pin lies in the view, or the nearest; folded into its key"] as const]
        : []),
    ],
  });
  const header = csvHeader([
    "pin",
    ...(perPoint ? ["pixel"] : []),
    ...coordinateNames,
    ...coordinateNames.map((name) => `${field}_${name}`),
    "exact",
    "estimate",
    slice ? "curl_in_slice" : "curl",
    ...Array.from({ length: count }, (_, k) => [`eigenvalue${k + 1}_re`, `eigenvalue${k + 1}_im`]).flat(),
  ]);
  const rows = readings.map(
    ({ index, place, components, exact, estimate, curl, eigenvalues, spectrum }, row) => {
      // The second of a real pair has the imaginary part 0, not −0.
      const eigen = eigenvalues
        ? [eigenvalues.real[0], eigenvalues.imaginary, eigenvalues.real[1], 0 - eigenvalues.imaginary]
        : (spectrum ?? []).flatMap(({ real, imaginary }) => [real, imaginary]);
      return csvRow([
        row + 1,
        ...(perPoint ? [index] : []),
        ...place,
        ...components,
        exact,
        estimate,
        curl,
        ...eigen,
      ]);
    },
  );
  return comment + header + rows.join("");
}
