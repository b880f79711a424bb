import { checkCount, radicalInverse } from "../../shaders/sample-pixels.ts";
import { eachAxis, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceCell } from "../document/document.ts";

/** Points that a range of colours is found from: enough for a 98 % quantile that moves smoothly. */
const rangeCount = 1472;

/**
 * Points of what is seen, spread evenly, and prefixes of them are as well: by turns on each slice that is shown, and all
 * over the box where a volume is, or nothing else.
 */
export function samplePlaces(
  { box, slices, volume }: Pick<SpaceCell, "box" | "slices" | "volume">,
  count: number = checkCount + rangeCount,
): Float64Array {
  const axes = ([0, 1, 2] as const).filter((axis) => slices.shown[axis]);
  const parts = volume?.on || axes.length === 0 ? [...axes, null] : axes;
  const places = new Float64Array(3 * count);
  for (let k = 0; k < count; k += 1) {
    const flat = parts[k % parts.length] ?? null;
    const serial = Math.floor(k / parts.length) + 1;
    const shares: Triple = [radicalInverse(serial, 2), radicalInverse(serial, 3), radicalInverse(serial, 5)];
    places.set(
      eachAxis((axis) => {
        if (axis === flat) return slices.at[axis];
        // On a slice the first two sequences, which are the evenest.
        const share = flat === null ? shares[axis] : shares[axis === (flat + 1) % 3 ? 0 : 1];
        return box.low[axis] + (share as number) * (box.high[axis] - box.low[axis]);
      }),
      3 * k,
    );
  }
  return places;
}
