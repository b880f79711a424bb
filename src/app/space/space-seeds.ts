import type { LineDensity } from "../../shaders/protocol.ts";
import { eachAxis, type SpaceBox, sizeOf, type Triple } from "../../shaders/space/lens.ts";
import { fraction, hashOf, jitter } from "../../shaders/streamlines/lattice.ts";

/**
 * Lattices in their order, by how many times the finest spacing (a quarter to half of the lines' separation) is doubled:
 * lines from coarse ones run long and set the pattern, finer ones fill what is left.
 */
export const seedLevels = [4, 3, 2, 1] as const;

/** Lines keep this share of the box's size from each other. */
const shares: Readonly<Record<LineDensity, number>> = { sparse: 1 / 6, normal: 1 / 9, dense: 1 / 13 };

/** The separation of lines: of a cube by its edge; of a flat or long box by that of a cube as large, or nearly. */
export function separationIn(box: SpaceBox, density: LineDensity): number {
  const size = sizeOf(box);
  return shares[density] * Math.max(Math.cbrt(size[0] * size[1] * size[2]), Math.max(...size) / 4);
}

/** Seeds of one lattice in the box, in their order of preference: fixed in the world, so that a box that grows keeps them. */
export function spaceSeeds(box: SpaceBox, separation: number, level: number): Triple[] {
  const exponent = Math.floor(Math.log2(separation / 2)) + level;
  const step = 2 ** exponent;
  const first = eachAxis((axis) => Math.floor(box.low[axis] / step));
  const last = eachAxis((axis) => Math.ceil(box.high[axis] / step));
  // So far out neighbouring lattice points are no longer different numbers.
  if (Math.max(...first.map(Math.abs), ...last.map(Math.abs)) > 2 ** 50) return [];
  const seeds: { readonly place: Triple; readonly order: number }[] = [];
  for (let i = first[0]; i <= last[0]; i += 1)
    for (let j = first[1]; j <= last[1]; j += 1)
      for (let k = first[2]; k <= last[2]; k += 1) {
        const order = hashOf(i, j, hashOf(k, exponent, 0));
        const at = [i, j, k] as const;
        const place = eachAxis((axis) => (at[axis] + jitter * (2 * fraction(order, axis + 1) - 1)) * step);
        if (
          place.every(
            (value, axis) => value >= (box.low[axis] as number) && value <= (box.high[axis] as number),
          )
        )
          seeds.push({ place, order });
      }
  return seeds.sort((a, b) => a.order - b.order).map(({ place }) => place);
}
