import { shortBeside } from "../../shaders/short.ts";
import { type FreePlane, meanOf, normalOf, offsetOf, polygonOf } from "../../shaders/space/free-plane.ts";
import { dot, eachAxis, type Lens, type SpaceBox, type Triple } from "../../shaders/space/lens.ts";
import { withinBox } from "../document/space-cell.ts";

/** A free plane, moved as hands and keys move it. */

/** It lies so far from the middle of the box along its normal, or as far as it still meets the box. */
export function offsetTo<Plane extends FreePlane>(plane: Plane, box: SpaceBox, to: number): Plane {
  const normal = normalOf(plane);
  const { offset, most } = offsetOf(plane, box);
  const by = Math.min(most, Math.max(-most, to)) - offset;
  const moved = eachAxis((axis) => plane.through[axis] + by * normal[axis]);
  const isInside = moved.every(
    (value, axis) => value >= (box.low[axis] ?? 0) && value <= (box.high[axis] ?? 0),
  );
  if (isInside) return throughPoint(plane, box, moved);
  // What has left the box goes on in the middle of where the plane still meets it, at last in a corner.
  const corners = polygonOf({ ...plane, through: moved }, box);
  const last = eachAxis((axis) => (normal[axis] > 0 === offset + by > 0 ? box.high[axis] : box.low[axis]));
  return throughPoint(plane, box, corners.length > 0 ? meanOf(corners) : last);
}

/** It goes through a point, in few digits, and never outside the box. */
function throughPoint<Plane extends FreePlane>(plane: Plane, box: SpaceBox, point: Triple): Plane {
  const short = eachAxis((axis) => shortBeside(point[axis], box.high[axis] - box.low[axis]));
  return { ...plane, through: withinBox(short, box) };
}

/** It is turned about its point by so many degrees. */
export function tilted<Plane extends FreePlane>(plane: Plane, azimuth: number, elevation: number): Plane {
  const round = (((plane.azimuth + azimuth + 180) % 360) + 360) % 360;
  return {
    ...plane,
    azimuth: tenths(round - 180),
    elevation: tenths(Math.min(90, Math.max(-90, plane.elevation + elevation))),
  };
}

/**
 * Where a normal points to whose tip is drawn: so many of its lengths to the right and up in the picture. Past the rim it
 * goes over to the other side.
 */
export function drawnTo<Plane extends FreePlane>(
  plane: Plane,
  { right, up, back }: Lens,
  [x, y]: readonly [number, number],
  /** Whether the tip is on the eye's side where it was taken. */
  isNear: boolean,
): Plane {
  const length = Math.hypot(x, y);
  const flat = length > 1 ? Math.cos(length - 1) / length : 1;
  const depth = length > 1 ? -Math.sin(Math.min(length - 1, Math.PI / 2)) : Math.sqrt(1 - length * length);
  const towards = isNear ? depth : -depth;
  const normal = eachAxis((axis) => flat * (x * right[axis] + y * up[axis]) + towards * back[axis]);
  const elevation = (Math.asin(Math.min(1, Math.max(-1, normal[2]))) * 180) / Math.PI;
  const azimuth = (Math.atan2(normal[1], normal[0]) * 180) / Math.PI;
  return { ...plane, azimuth: tenths(azimuth), elevation: tenths(elevation) };
}

/** A direction is seen too short to be followed along it alone, as a share of its length. */
const short = 0.2;

/** How far along a direction of the world a hand has moved that went so many CSS pixels to the right and down. */
export function alongDirection(
  { right, up, back, pixel }: Lens,
  direction: Triple,
  toRight: number,
  down: number,
): number {
  const [x, y] = [dot(right, direction), -dot(up, direction)];
  const length = Math.max(short, Math.hypot(x, y));
  // One that points at the eye is followed up and down, as from a little above.
  const end = (1 - Math.hypot(x, y) / length) * (Math.sign(y) || Math.sign(dot(back, direction)));
  return pixel * ((toRight * x + down * y) / length ** 2 + down * end);
}

/** Tenths of a degree: finer than is seen, and short in a document. */
export function tenths(degrees: number): number {
  return Math.round(degrees * 10) / 10 + 0;
}
