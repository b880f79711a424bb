import { checkCount, radicalInverse } from "../../shaders/sample-pixels.ts";
import { cross, polygonOf } from "../../shaders/space/free-plane.ts";
import { eachAxis, type SpaceBox, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceCell } from "../document/document.ts";

/** Points that a range of colours is found from: enough for a 98 % quantile that moves smoothly. */
const rangeCount = 1472;

/**
 * Points of what is seen, spread evenly, and prefixes of them are as well: by turns on each slice that is shown, and all
 * over the box where a volume is, or nothing else.
 */
export function samplePlaces(
  { box, slices, plane, volume }: Pick<SpaceCell, "box" | "slices" | "plane" | "volume">,
  count: number = checkCount + rangeCount,
): Float64Array {
  const flat = ([0, 1, 2] as const)
    .filter((axis) => slices.shown[axis])
    .map((axis) => onSlice(box, axis, slices.at[axis]));
  const corners = plane?.on ? polygonOf(plane, box) : [];
  if (corners.length > 2) flat.push(inPolygon(corners));
  const parts = volume?.on || flat.length === 0 ? [...flat, inBox(box)] : flat;
  const places = new Float64Array(3 * count);
  for (let k = 0; k < count; k += 1) {
    const serial = Math.floor(k / parts.length) + 1;
    const part = parts[k % parts.length] as Part;
    places.set(
      part([radicalInverse(serial, 2), radicalInverse(serial, 3), radicalInverse(serial, 5)]),
      3 * k,
    );
  }
  return places;
}

/** Whether such points are of the box alone. */
export function isSolid({ slices, plane }: Pick<SpaceCell, "slices" | "plane">): boolean {
  return !slices.shown.some(Boolean) && plane?.on !== true;
}

/** From shares that are spread evenly to places that are. */
type Part = (shares: Triple) => Triple;

function inBox({ low, high }: SpaceBox): Part {
  return (shares) => eachAxis((axis) => low[axis] + shares[axis] * (high[axis] - low[axis]));
}

/** By the first two sequences, which are the evenest. */
function onSlice(box: SpaceBox, flat: 0 | 1 | 2, at: number): Part {
  const within = inBox(box);
  return ([first, second]) => {
    const place = within(eachAxis((axis) => (axis === (flat + 1) % 3 ? first : second)));
    return eachAxis((axis) => (axis === flat ? at : place[axis]));
  };
}

/** In its triangles from the first corner, each as often as it is large. */
function inPolygon([first, ...others]: readonly Triple[]): Part {
  const apart = (point: Triple) => eachAxis((axis) => point[axis] - (first as Triple)[axis]) satisfies Triple;
  const triangles = others
    .slice(1)
    .map((point, k) => ({ a: apart(others[k] as Triple), b: apart(point) }))
    .map(({ a, b }) => ({ a, b, area: Math.hypot(...cross(a, b)) }))
    .filter(({ area }) => area > 0);
  const whole = triangles.reduce((sum, { area }) => sum + area, 0);
  return ([share, across]) => {
    let rest = share * whole;
    let k = 0;
    while (k < triangles.length - 1 && rest >= (triangles[k]?.area as number)) {
      rest -= triangles[k]?.area as number;
      k += 1;
    }
    const { a, b, area } = triangles[k] as (typeof triangles)[number];
    // As many towards the far side as it is wider there.
    const out = Math.sqrt(Math.min(1, rest / area));
    return eachAxis((axis) => (first as Triple)[axis] + out * ((1 - across) * a[axis] + across * b[axis]));
  };
}
