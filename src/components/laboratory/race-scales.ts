import { type ChartScale, linearScale, logScale, powersOfTwo } from "../../app/laboratory/chart-scale.ts";
import type { ErrorPoint } from "../../app/laboratory/convergence.ts";
import type { Race, Run } from "./race.ts";

/** Draws before which a running mean swings so far that it would hide all that comes after. */
const settled = 8;
/** Below the least measured error by this factor the band is cut: that errors are small by chance says little. */
const bandRoom = 10;

/** From a single probe to the most, whatever has been measured so far, so that the axis stands still. */
export function probesScale(most: number, length: number): ChartScale {
  const high = Math.max(2, most);
  return {
    low: 1,
    high,
    ticks: powersOfTwo(1, high),
    at: (value) => (Math.log(value) / Math.log(high)) * length,
  };
}

/** From the first draw to the last. */
export function drawsScale(most: number, length: number): ChartScale {
  const high = Math.max(10, most);
  const ticks = logScale([1, high], length)?.ticks.filter(({ value }) => value <= high) ?? [];
  return { low: 1, high, ticks, at: (value) => (Math.log(value) / Math.log(high)) * length };
}

/** Errors, laws and bands; what is nothing but rounding is not on it. Where all is, there is 0 at its foot, and no more. */
export function errorScale(errors: readonly ErrorPoint[], floor: number, length: number): ChartScale | null {
  if (errors.length > 0 && errors.every(({ rms }) => rms <= floor))
    return { low: 0, high: 1, ticks: [{ value: 0, label: "0" }], at: (value) => value * length };
  const main = errors.flatMap(({ rms, predicted, high }) => [rms, predicted ?? rms, high]);
  const shown = main.filter((value) => value > floor);
  const least = Math.min(
    ...errors.flatMap(({ rms, predicted }) => [rms, predicted ?? rms]).filter((v) => v > floor),
  );
  const lows = errors.map(({ low }) => low).filter((low) => low > least / bandRoom);
  return logScale([...shown, ...lows], length);
}

/** Running means with their errors from where they have settled, and the exact value. */
export function meanScale({ exact, runs }: Pick<Race, "exact" | "runs">, length: number): ChartScale | null {
  const values = exact === null ? [] : [exact];
  for (const { stations } of runs) {
    const last = stations.at(-1)?.draws ?? 0;
    for (const { draws, mean, standardError } of stations) {
      if (draws >= Math.min(settled, last))
        values.push(mean - (standardError ?? 0), mean + (standardError ?? 0));
    }
  }
  return linearScale(values, length);
}

/** One axis for the draws of all estimators, so that they are seen beside each other. */
export function singleScale(runs: readonly Run[], length: number): ChartScale | null {
  const values = runs.flatMap(({ histogram: { low, width, counts }, law }) => [
    // A single bar is seen to be one by the room to either side of it.
    ...(counts.length === 1 ? [low - width, low + 2 * width] : []),
    ...(counts.length > 0 ? [low, low + width * counts.length] : []),
    ...(law ? [law.mean - law.deviation, law.mean + law.deviation] : []),
  ]);
  return linearScale(values, length, Math.max(2, Math.round(length / 70)));
}
