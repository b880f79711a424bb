import { dot, eachAxis, middleOf, type Ray, type SpaceBox, sizeOf, type Triple } from "./lens.ts";

/** A plane of any direction through a point of the box. */
export interface FreePlane {
  readonly through: Triple;
  /** Where its normal points to, in degrees: about the third axis from the first one, and above the plane of both. */
  readonly azimuth: number;
  readonly elevation: number;
}

/** Of length 1, in the world. */
export function normalOf({ azimuth, elevation }: Pick<FreePlane, "azimuth" | "elevation">): Triple {
  const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  return [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)];
}

/** How far a plane is from the middle of the box along its normal, and how far one can be and still meet the box. */
export function offsetOf(
  plane: FreePlane,
  box: SpaceBox,
): { readonly offset: number; readonly most: number } {
  const normal = normalOf(plane);
  const middle = middleOf(box);
  const size = sizeOf(box);
  return {
    offset: dot(
      normal,
      eachAxis((axis) => plane.through[axis] - middle[axis]),
    ),
    most: normal.reduce((sum, entry, axis) => sum + (Math.abs(entry) * (size[axis] as number)) / 2, 0),
  };
}

/** Corners of the cube that each corner has an edge to, in the order of axes. */
const edges = Array.from({ length: 8 }, (_, corner) =>
  [0, 1, 2].filter((axis) => !((corner >> axis) & 1)).map((axis) => [corner, corner | (1 << axis)] as const),
).flat();

/** Where a plane meets the box, as corners of a polygon in order; fewer than three where it only touches. */
export function polygonOf(plane: FreePlane, box: SpaceBox): Triple[] {
  const normal = normalOf(plane);
  const corners = Array.from({ length: 8 }, (_, corner) =>
    eachAxis((axis) => ((corner >> axis) & 1 ? box.high[axis] : box.low[axis])),
  );
  // Of a corner in the plane only rounding is left, which would be now above and now below.
  const rounding = 1e-12 * Math.hypot(...sizeOf(box)) + 4 * Number.EPSILON * Math.hypot(...plane.through);
  const heights = corners.map((corner) => {
    const height = dot(
      normal,
      eachAxis((axis) => corner[axis] - plane.through[axis]),
    );
    return Math.abs(height) < rounding ? 0 : height;
  });
  // A corner that lies in the plane is of one side, so that it is met once or from three edges alike: of that where all
  // others are not, as where a face of the box lies in it.
  const isLow = (height: number) => height < 0;
  const isBelow = heights.some(isLow) ? isLow : (height: number) => height <= 0;
  const points = edges.flatMap(([a, b]) => {
    const [low, high] = [heights[a] as number, heights[b] as number];
    if (isBelow(low) === isBelow(high)) return [];
    const share = low / (low - high);
    const [from, to] = [corners[a] as Triple, corners[b] as Triple];
    // Along one axis the ends differ; along the others nothing may be rounded out of the box.
    return [
      eachAxis((axis) =>
        from[axis] === to[axis] ? from[axis] : from[axis] + share * (to[axis] - from[axis]),
      ),
    ];
  });
  const [across, up] = directionsIn(normal);
  const middle = meanOf(points);
  const angle = (point: Triple) => {
    const from = eachAxis((axis) => point[axis] - middle[axis]);
    return Math.atan2(dot(from, up), dot(from, across));
  };
  return points.sort((a, b) => angle(a) - angle(b)).filter((point, k, all) => !isSame(point, all[k - 1]));
}

/** Two directions in a plane, square to each other, and between what lengths along them from its point some places are. */
export function spanIn(
  plane: FreePlane,
  places: readonly Triple[],
): { readonly across: Triple; readonly up: Triple; readonly low: number[]; readonly high: number[] } {
  const [across, up] = directionsIn(normalOf(plane));
  const lengths = [across, up].map((direction) =>
    places.map((place) =>
      dot(
        direction,
        eachAxis((axis) => place[axis] - plane.through[axis]),
      ),
    ),
  );
  const low = lengths.map((own) => Math.min(...own));
  return { across, up, low, high: lengths.map((own) => Math.max(...own)) };
}

/** Two directions in a plane, square to each other. */
function directionsIn(normal: Triple): readonly [Triple, Triple] {
  const least = ([0, 1, 2] as const).reduce((a, b) => (Math.abs(normal[b]) < Math.abs(normal[a]) ? b : a));
  const length = Math.sqrt(1 - normal[least] ** 2);
  const across = eachAxis((axis) => (Number(axis === least) - normal[axis] * normal[least]) / length);
  return [across, cross(normal, across)];
}

export function cross(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function isSame(a: Triple, b: Triple | undefined): boolean {
  return b !== undefined && a.every((value, axis) => value === b[axis]);
}

export function meanOf(points: readonly Triple[]): Triple {
  return eachAxis((axis) => points.reduce((sum, point) => sum + point[axis] / points.length, 0));
}

/** Where a ray meets a plane within the box, one in a face of it included; null where it does not. */
export function meetsPlane(
  { from, along }: Ray,
  plane: FreePlane,
  { low, high }: SpaceBox,
): { readonly distance: number; readonly point: Triple } | null {
  const normal = normalOf(plane);
  const apart = eachAxis((axis) => plane.through[axis] - from[axis]);
  const distance = dot(normal, apart) / dot(normal, along);
  if (!(distance > 0) || !Number.isFinite(distance)) return null;
  const point = eachAxis((axis) => from[axis] + distance * along[axis]);
  // What rounding has moved out of the box is in it.
  const rounding = 16 * Number.EPSILON * (Math.hypot(...from) + distance);
  const inside = eachAxis((axis) => Math.min(high[axis], Math.max(low[axis], point[axis])));
  const isInside = inside.every((value, axis) => Math.abs(value - (point[axis] as number)) <= rounding);
  return isInside ? { distance, point: inside } : null;
}
