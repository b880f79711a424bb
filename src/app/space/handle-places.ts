import { type FreePlane, meanOf, normalOf, polygonOf } from "../../shaders/space/free-plane.ts";
import { dot, eachAxis, isFacing, type Lens, placeOf, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceBody } from "../../shaders/space/scene.ts";
import type { SpaceCell } from "../document/document.ts";
import { pulledAxes, reachPlace } from "./body-motion.ts";

/** Where the handles of a picture of space are, so that each can be taken hold of. */

/** Where along an edge handles are, so that those of different slices are apart. */
const handleShare = 0.88;

/** CSS pixels between a plane's arm's ends where its normal is seen from the side. */
export const arm = 64;

/** CSS pixels between the middles of two handles that are beside each other: the largest is 28 across. */
export const apart = 29;

/** On the edge of the slice at the face of the box that is turned to the eye most. */
export function slicePlace(lens: Lens, axis: 0 | 1 | 2, at: number): Triple {
  const { box, back } = lens;
  const others = ([0, 1, 2] as const).filter((k) => k !== axis);
  const facing = others.filter((k) => isFacing(lens, k, 0) || isFacing(lens, k, 1));
  const towards = facing.sort((a, b) => Math.abs(back[b]) - Math.abs(back[a]))[0] ?? others[0];
  return eachAxis((k) => {
    if (k === axis) return at;
    if (k !== towards) return box.low[k] + handleShare * (box.high[k] - box.low[k]);
    return isFacing(lens, k, 1) ? box.high[k] : box.low[k];
  });
}

/** What a flux body is moved and pulled by. */
function bodyPlaces(body: SpaceBody, lens: Lens): Triple[] {
  return [body.centre, ...pulledAxes(body, lens).map((axis) => reachPlace(body, lens, axis))];
}

/** The handles that those of a free plane keep clear of. */
export function placesBesidePlane(
  { slices, body }: Pick<SpaceCell, "slices" | "body">,
  lens: Lens,
): Triple[] {
  const shown = ([0, 1, 2] as const).filter((axis) => slices.shown[axis]);
  return [
    ...shown.map((axis) => slicePlace(lens, axis, slices.at[axis])),
    ...(body?.on ? bodyPlaces(body, lens) : []),
  ];
}

/** How far a normal's tip is to the right and down, in CSS pixels. */
export function armOf(plane: FreePlane, { right, up }: Lens): readonly [number, number] {
  const normal = normalOf(plane);
  return [arm * dot(normal, right), -arm * dot(normal, up)];
}

/**
 * A point of a free plane near its rim that it is moved by, and one that the arm begins at that it is turned by: its own,
 * unless the tip were on another handle there.
 */
export function planePlaces(
  plane: FreePlane,
  lens: Lens,
  beside: readonly Triple[],
): { readonly move: Triple; readonly turn: Triple } {
  const corners = polygonOf(plane, lens.box);
  const middle = meanOf(corners);
  const between = (a: Triple, b: Triple, share: number) => eachAxis((k) => a[k] + share * (b[k] - a[k]));
  const rim = corners
    .flatMap((corner, k) => [corner, between(corner, corners[(k + 1) % corners.length] as Triple, 0.5)])
    .sort((a, b) => dot(lens.back, b) - dot(lens.back, a));
  const inner = [handleShare, 0.5].flatMap((share) => rim.map((point) => between(middle, point, share)));
  const [right, down] = armOf(plane, lens);
  const taken = beside.map((point) => spotOf(lens, point));
  const tipAt = (point: Triple) => spotOf(lens, point, right, down);
  const turn = freest([plane.through, ...inner], tipAt, taken, lens);
  const move = freest(
    [...inner, plane.through],
    (point) => spotOf(lens, point),
    [...taken, tipAt(turn)],
    lens,
  );
  return { move, turn };
}

type Spot = readonly [left: number, top: number] | null;

function spotOf(lens: Lens, point: Triple, right = 0, down = 0): Spot {
  const place = placeOf(lens, point);
  return place && [place.left + right, place.top + down];
}

/** The first that is in the picture and clear of what is there; where none is, the one that is farthest from that. */
function freest(
  points: readonly Triple[],
  spot: (point: Triple) => Spot,
  taken: readonly Spot[],
  { width, height }: Lens,
): Triple {
  const room = points.map((point) => {
    const own = spot(point);
    if (!own) return -1;
    const [left, top] = own;
    const inside = Math.min(left, top, width - left, height - top) >= apart / 2;
    const nearest = taken.map((other) => (other ? Math.hypot(left - other[0], top - other[1]) : apart));
    return inside ? Math.min(apart, ...nearest) : -1;
  });
  return points[room.indexOf(Math.max(...room))] as Triple;
}
