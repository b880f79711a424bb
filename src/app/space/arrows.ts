import { quantile } from "../../shaders/range.ts";
import type { FlowArrow } from "../../shaders/space/flow.ts";
import { normalOf, polygonOf, spanIn } from "../../shaders/space/free-plane.ts";
import { dot, eachAxis, sizeOf, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceCell } from "../document/document.ts";
import { type ArrowSettings, withinBox } from "../document/space-cell.ts";

/** Where arrows stand: all over the box, or on a slice, where they have no part across it. */
export interface ArrowPlaces {
  readonly places: Float64Array;
  /** Of each place: the axis that its slice lies across, 3 for none, or 4 for the free plane. */
  readonly across: Uint8Array;
  /** Of the free plane. */
  readonly normal?: Triple;
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
/** Of the box's coordinates: rounding may put points of a plane so far out of it. */
const rounding = 1e-12;

/** The middles of equal cells of the box, and of its slices. */
export function arrowPlaces(
  { box, slices, plane }: Pick<SpaceCell, "box" | "slices" | "plane">,
  settings: ArrowSettings,
): ArrowPlaces {
  const size = sizeOf(box);
  const spacing = Math.max(...size) / settings.count;
  const places: Triple[] = [];
  const across: number[] = [];
  const fill = (step: number, flat: number) => {
    const lattice = eachAxis((axis) => {
      if (axis === flat) return [slices.at[axis]];
      return middles(box.low[axis], box.high[axis], step);
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
  const corners = settings.slices && plane?.on ? polygonOf(plane, box) : [];
  if (plane && corners.length > 2) {
    const span = spanIn(plane, corners);
    const spare = rounding * Math.max(...[...box.low, ...box.high].map(Math.abs));
    const [us = [], vs = []] = span.low.map((low, k) =>
      middles(low, span.high[k] as number, spacing / closer),
    );
    for (const v of vs)
      for (const u of us) {
        const place = eachAxis((axis) => plane.through[axis] + u * span.across[axis] + v * span.up[axis]);
        const inside = withinBox(place, box);
        // A rectangle around the polygon reaches out of the box.
        if (place.some((at, k) => Math.abs(at - (inside[k] as number)) > spare)) continue;
        places.push(inside);
        across.push(4);
      }
  }
  return {
    places: Float64Array.from(places.flat()),
    across: Uint8Array.from(across),
    spacing: [spacing, spacing / closer],
    ...(plane && { normal: normalOf(plane) }),
  };
}

/** Of equal parts of a length that are about a step long. */
function middles(low: number, high: number, step: number): number[] {
  const count = Math.max(1, Math.round((high - low) / step));
  return Array.from({ length: count }, (_, k) => low + ((k + 0.5) / count) * (high - low));
}

/** Arrows of the field; none where it has no direction, and on a slice none where it has no part in it. */
export function arrowsOf(
  { places, across, spacing, normal = [0, 0, 0] }: ArrowPlaces,
  vectors: Float64Array,
  scaled: boolean,
): FlowArrow[] {
  const ways = Array.from(across, (flat, k) => {
    const way = eachAxis((axis) => (axis === flat ? 0 : (vectors[3 * k + axis] as number)));
    const out = flat === 4 ? dot(way, normal) : 0;
    return eachAxis((axis) => way[axis] - out * normal[axis]);
  });
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
