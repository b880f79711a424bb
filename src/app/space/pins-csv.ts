import { csvComment, csvHeader, csvRow, type Provenance } from "../export/csv.ts";
import { lastOf } from "../store/view.ts";
import { version } from "../version.ts";
import type { PinnedReadings } from "./readings.ts";
import type { SpaceSession } from "./space-session.ts";

/**
 * The table of the pins: number, point, field, exact divergence, curl and its length, Laplacian of each component, and the
 * eigenvalues of the Jacobian, each with real and imaginary part; full float64. What a field has not is left out. Above
 * it what it was computed from, as above the plane's.
 */
export function spacePinsCsv(
  { subject, readings }: PinnedReadings,
  made: Pick<Provenance, "version" | "parameters" | "time" | "seed">,
): string {
  const [first] = readings;
  const { field = subject.field, coordinateNames: names = [] } = first ?? {};
  // Where the Jacobian is not finite there are none.
  const count = Math.max(0, ...readings.map(({ eigenvalues }) => eigenvalues.length));
  const facts = [
    ["exact", "structured"],
    ["points", "pinned"],
  ] as const;
  const comment = csvComment({ ...made, source: subject.source, field, facts });
  const each = (prefix: string, has: unknown) => (has ? names.map((name) => `${prefix}_${name}`) : []);
  const header = csvHeader([
    "pin",
    ...names,
    ...each(field, true),
    "exact",
    ...each("curl", first?.curl),
    ...(first?.curl ? ["curl"] : []),
    ...each("laplacian", first?.laplacian.length),
    ...Array.from({ length: count }, (_, k) => [`eigenvalue${k + 1}_re`, `eigenvalue${k + 1}_im`]).flat(),
  ]);
  const rows = readings.map(({ place, components, divergence, curl, laplacian, eigenvalues }, row) =>
    csvRow([
      row + 1,
      ...place,
      ...components,
      divergence ?? Number.NaN,
      ...(curl ? [...curl, Math.hypot(...curl)] : []),
      ...laplacian,
      ...Array.from({ length: count }, (_, k) => {
        const { real, imaginary } = eigenvalues[k] ?? { real: Number.NaN, imaginary: Number.NaN };
        return [real, imaginary];
      }).flat(),
    ]),
  );
  return comment + header + rows.join("");
}

/** The table of the pins of a session; null until their numbers are there. */
export function pinsTable({ store, view }: Pick<SpaceSession, "store" | "view">): string | null {
  const told = lastOf(store.getState().pinned);
  const { picture, document } = view.store.getState();
  if (!told || !picture) return null;
  const { parameters, time } = picture.program;
  const made = { version, parameters, time: time ? told.subject.time : null, seed: document.seed };
  return spacePinsCsv(told, made);
}
