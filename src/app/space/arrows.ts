import { quantile } from "../../shaders/range.ts";
import type { FlowArrow } from "../../shaders/space/flow.ts";
import { eachAxis, sizeOf, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceCell } from "../document/document.ts";
import type { ArrowSettings } from "../document/space-cell.ts";

/** Where arrows stand: all over the box, or on a slice, where they have no part across it. */
export interface ArrowPlaces {
  readonly places: Float64Array;
  /** Of each place: the axis that its slice lies across, or 3 for none. */
  readonly across: Uint8Array;
  /** Between neighbours: in the box, and on slices. */
  readonly spacing: readonly [number, number];
}

/** On a slice nothing is behind arrows but the slice: they stand closer, by so much. */
const closer = 1.7;
/** The longest arrow as a share of the distance between them. */
const longest = 0.86;
/** Where lengths tell |F|, arrows of this share of all |F| have the longest, as in the plane. */
const coverage = 0.95;
/** CSS pixels that arrows on slices are drawn before them: as wide as heads are. */
const sliceLift = 7;

/** The middles of equal cells of the box, and of its slices. */
export function arrowPlaces(
  { box, slices }: Pick<SpaceCell, "box" | "slices">,
  settings: ArrowSettings,
): ArrowPlaces {
  const size = sizeOf(box);
  const spacing = Math.max(...size) / settings.count;
  const places: Triple[] = [];
  const across: number[] = [];
  const fill = (step: number, flat: number) => {
    const lattice = eachAxis((axis) => {
      if (axis === flat) return [slices.at[axis]];
      const count = Math.max(1, Math.round(size[axis] / step));
      return Array.from({ length: count }, (_, k) => box.low[axis] + ((k + 0.5) / count) * size[axis]);
    });
    for (const z of lattice[2])
      for (const y of lattice[1])
        for (const x of lattice[0]) {
          places.push([x, y, z]);
          across.push(flat);
        }
  };
  if (settings.on) fill(spacing, 3);
  if (settings.slices)
    for (const axis of [0, 1, 2] as const) if (slices.shown[axis]) fill(spacing / closer, axis);
  return {
    places: Float64Array.from(places.flat()),
    across: Uint8Array.from(across),
    spacing: [spacing, spacing / closer],
  };
}

/** Arrows of the field; none where it has no direction, and on a slice none where it has no part in it. */
export function arrowsOf(
  { places, across, spacing }: ArrowPlaces,
  vectors: Float64Array,
  scaled: boolean,
): FlowArrow[] {
  const ways = Array.from(across, (flat, k) =>
    eachAxis((axis) => (axis === flat ? 0 : (vectors[3 * k + axis] as number))),
  );
  const sizes = ways.map((way) => Math.hypot(...way));
  const largest = [true, false].map((isIn) =>
    quantile(
      Float64Array.from(
        sizes.filter((size, k) => Number.isFinite(size) && (across[k] === 3) === isIn),
      ).sort(),
      coverage,
    ),
  );
  return ways.flatMap((way, k): FlowArrow[] => {
    const size = sizes[k] as number;
    if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return [];
    const isIn = across[k] === 3;
    const most = largest[isIn ? 0 : 1] as number;
    const share = scaled && most > 0 ? Math.min(1, size / most) : 1;
    const length = longest * share * spacing[isIn ? 0 : 1];
    return [
      {
        middle: eachAxis((axis) => places[3 * k + axis] as number),
        way: eachAxis((axis) => (way[axis] / size) * length),
        lift: isIn ? 0 : sliceLift,
      },
    ];
  });
}
