import { BufferAttribute, BufferGeometry } from "three";
import { eachAxis, type Triple } from "./lens.ts";

/** A square of the unit box across each axis, and the axis as its normal. */
export function sliceGeometries(): readonly BufferGeometry[] {
  return eachAxis((axis) => {
    const [one, other] = [(axis + 1) % 3, (axis + 2) % 3];
    const corners = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const;
    const positions = corners.flatMap(([a, b]) => {
      const corner = [0, 0, 0];
      corner[one] = a;
      corner[other] = b;
      return corner;
    });
    const normal = [0, 1, 2].map((k) => Number(k === axis));
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(Float32Array.from(positions), 3));
    geometry.setAttribute("normal", new BufferAttribute(Float32Array.from(corners.flatMap(() => normal)), 3));
    geometry.setIndex([0, 1, 2, 0, 2, 3]);
    return geometry;
  });
}

/** Corners that a plane and a box have in common at most. */
const mostCorners = 6;

/** A geometry of a polygon in the unit box, to be filled by `writePolygon`; slices' shaders leave it where it is. */
export function polygonGeometry(): BufferGeometry {
  const geometry = new BufferGeometry();
  for (const name of ["position", "normal"])
    geometry.setAttribute(name, new BufferAttribute(new Float32Array(3 * mostCorners), 3));
  geometry.setIndex(Array.from({ length: mostCorners - 2 }, (_, k) => [0, k + 1, k + 2]).flat());
  return geometry;
}

export function writePolygon(geometry: BufferGeometry, polygon: readonly Triple[]): void {
  const position = geometry.getAttribute("position") as BufferAttribute;
  position.set(polygon.flat());
  position.needsUpdate = true;
  geometry.setDrawRange(0, 3 * Math.max(0, polygon.length - 2));
}

/** The unit box, its faces turned outwards. */
export function boxGeometry(): BufferGeometry {
  const corners = Array.from({ length: 8 }, (_, k) => [k & 1, (k >> 1) & 1, k >> 2]);
  const faces = [0, 1, 2].flatMap((axis) => {
    const [u, v] = [1 << ((axis + 1) % 3), 1 << ((axis + 2) % 3)];
    const high = 1 << axis;
    return [
      [0, v, u | v, 0, u | v, u],
      [high, high | u, high | u | v, high, high | u | v, high | v],
    ].flat();
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(corners.flat()), 3));
  geometry.setIndex(faces);
  return geometry;
}

/** A triangle around the whole target. */
export function targetGeometry(): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.of(-1, -1, 0, 3, -1, 0, -1, 3, 0), 3));
  return geometry;
}
