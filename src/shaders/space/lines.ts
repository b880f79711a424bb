import { BufferAttribute, BufferGeometry } from "three";
import { eachAxis, isFacing, type Lens, type Triple } from "./lens.ts";
import type { SpaceSlices } from "./scene.ts";

/** A line of the unit box. */
export interface Segment {
  readonly from: Triple;
  readonly to: Triple;
}

/** The lines of a scene: those behind all of it, and the others. */
export interface SceneLines {
  readonly behind: readonly Segment[];
  readonly before: readonly Segment[];
}

/**
 * The box's edges, those that its own faces hide being behind, and the outlines of slices: each of their lines lies on a
 * face of the box, which is before all that is within or behind it. `at` and the polygon are places of the unit box.
 */
export function linesOf(
  lens: Lens,
  at: Triple,
  { shown }: Pick<SpaceSlices, "shown">,
  polygon: readonly Triple[] = [],
): SceneLines {
  const behind: Segment[] = [];
  const before: Segment[] = [];
  for (const axis of [0, 1, 2] as const) {
    const [one, other] = [((axis + 1) % 3) as 0 | 1 | 2, ((axis + 2) % 3) as 0 | 1 | 2];
    for (const a of [0, 1] as const)
      for (const b of [0, 1] as const) {
        const place = (along: number) =>
          eachAxis((k) => (k === axis ? along : k === one ? a : b)) satisfies Triple;
        const hidden = !isFacing(lens, one, a) && !isFacing(lens, other, b);
        (hidden ? behind : before).push({ from: place(0), to: place(1) });
      }
    if (!shown[axis]) continue;
    for (const [along, across] of [
      [one, other],
      [other, one],
    ] as const)
      for (const end of [0, 1] as const) {
        const place = (share: number) =>
          eachAxis((k) => (k === axis ? at[axis] : k === along ? share : end)) satisfies Triple;
        (isFacing(lens, across, end) ? before : behind).push({ from: place(0), to: place(1) });
      }
  }
  for (const [k, to] of polygon.entries()) {
    const from = polygon.at(k - 1) as Triple;
    (isOnFacing(lens, from, to) ? before : behind).push({ from, to });
  }
  return { behind, before };
}

/** Whether both points lie on a face of the box that is turned towards the eye. */
function isOnFacing(lens: Lens, from: Triple, to: Triple): boolean {
  return ([0, 1, 2] as const).some((axis) =>
    ([0, 1] as const).some((end) => from[axis] === end && to[axis] === end && isFacing(lens, axis, end)),
  );
}

/** More than there ever are: twelve edges, four of each slice, and six of a free plane. */
const mostSegments = 30;

/** A geometry of as many quads as there are segments, to be filled by `writeLines`. */
export function lineGeometry(): BufferGeometry {
  const geometry = new BufferGeometry();
  for (const [name, size] of [
    ["position", 3],
    ["other", 3],
    ["side", 1],
  ] as const)
    geometry.setAttribute(name, new BufferAttribute(new Float32Array(4 * size * mostSegments), size));
  geometry.setIndex(
    Array.from({ length: mostSegments }, (_, k) => [0, 1, 2, 2, 1, 3].map((corner) => 4 * k + corner)).flat(),
  );
  return geometry;
}

export function writeLines(geometry: BufferGeometry, segments: readonly Segment[]): void {
  const position = geometry.getAttribute("position") as BufferAttribute;
  const other = geometry.getAttribute("other") as BufferAttribute;
  const side = geometry.getAttribute("side") as BufferAttribute;
  for (const [k, { from, to }] of segments.entries()) {
    position.set([...from, ...from, ...to, ...to], 12 * k);
    other.set([...to, ...to, ...from, ...from], 12 * k);
    // Seen from the other end, the sides change places.
    side.set([1, -1, -1, 1], 4 * k);
  }
  for (const attribute of [position, other, side]) attribute.needsUpdate = true;
  geometry.setDrawRange(0, 6 * segments.length);
}
