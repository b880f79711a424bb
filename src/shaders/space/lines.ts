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

/** The box's edges, those that its own faces hide being behind, and the outlines of the slices `at` places of the unit box. */
export function linesOf(lens: Lens, at: Triple, { shown }: Pick<SpaceSlices, "shown">): SceneLines {
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
    if (shown[axis]) before.push(...outline(axis, one, other, at[axis]));
  }
  return { behind, before };
}

function outline(axis: 0 | 1 | 2, one: number, other: number, at: number): Segment[] {
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ] as const;
  const place = ([a, b]: readonly [number, number]) =>
    eachAxis((k) => (k === axis ? at : k === one ? a : k === other ? b : 0)) satisfies Triple;
  return corners.map((corner, k) => ({
    from: place(corner),
    to: place(corners[(k + 1) % 4] as readonly [number, number]),
  }));
}

/** More than there ever are: twelve edges, and four of each slice. */
const mostSegments = 24;

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
