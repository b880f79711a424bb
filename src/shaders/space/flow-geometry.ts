import {
  BufferAttribute,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
} from "three";
import type { FlowArrow, SceneLines } from "./flow.ts";
import type { SpaceBox } from "./lens.ts";
import { ringNormals, ringSides, tripleAt, tubeRadii } from "./tubes.ts";
import { unitOf } from "./uniforms.ts";

/** Numbers of a point: where it is and the radius there, its direction and whether a piece begins at it, and a normal. */
const stride = 12;

/** Pieces of lines, each an instance between a point and the next. */
export function linesGeometry(scene: SceneLines, box: SpaceBox): InstancedBufferGeometry {
  const { lines, shape, width } = scene;
  const { starts, points, tangents } = lines;
  const count = points.length / 3;
  const radii = shape === "lines" ? new Float64Array(count) : tubeRadii(lines, shape, width);
  const normals = ringNormals(lines);
  const data = new Float32Array(stride * (count + 1));
  for (let l = 0; l + 1 < starts.length; l += 1) {
    const end = starts[l + 1] as number;
    for (let k = starts[l] as number; k < end; k += 1) {
      data.set(unitOf(box, tripleAt(points, k)), stride * k);
      const [tangent, normal] = [tripleAt(tangents, k), tripleAt(normals, k)];
      data.set([radii[k] as number, ...tangent, Number(k + 1 < end), ...normal], stride * k + 3);
    }
  }
  const geometry = shape === "lines" ? quads() : rings();
  const buffer = new InstancedInterleavedBuffer(data, stride);
  for (const [name, size, offset] of [
    ["here", 4, 0],
    ["along", 4, 4],
    ["normal", 3, 8],
    ["there", 4, stride],
    ["onwards", 4, stride + 4],
    ["normalThere", 3, stride + 8],
  ] as const)
    geometry.setAttribute(name, new InterleavedBufferAttribute(buffer, size, offset));
  geometry.instanceCount = Math.max(0, count - 1);
  return geometry;
}

/** The end 0 or 1, and the side −1 or 1. */
function quads(): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  const corners = Float32Array.of(0, -1, 0, 0, 1, 0, 1, -1, 0, 1, 1, 0);
  geometry.setAttribute("position", new BufferAttribute(corners, 3));
  geometry.setIndex([0, 2, 1, 1, 2, 3]);
  return geometry;
}

function rings(): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  const corners = Array.from({ length: 2 * ringSides }, (_, k) => {
    const angle = (2 * Math.PI * (k >> 1)) / ringSides;
    return [k & 1, Math.cos(angle), Math.sin(angle)];
  });
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(corners.flat()), 3));
  geometry.setIndex(
    corners.flatMap((_, k) => {
      const on = (j: number) => (k + j) % (2 * ringSides);
      return k & 1 ? [k, on(1), on(2)] : [k, on(2), on(1)];
    }),
  );
  return geometry;
}

/** Arc length between the heads of a line, and of the first one from its beginning, in separations. */
const headDistance = 4;
const firstHead = 1;
/** CSS pixels: how long the arrow on a line is, and how far it is lifted off it. */
const headLength = 13;
const headLift = 3;

/** Arrows that show which way lines run. */
export function headsGeometry({ lines, shape, width }: SceneLines, box: SpaceBox): InstancedBufferGeometry {
  const { starts, points, tangents, arc, separation } = lines;
  const radii = shape === "lines" ? null : tubeRadii(lines, shape, width);
  const rows: number[][] = [];
  for (let l = 0; l + 1 < starts.length; l += 1) {
    const [from, end] = [starts[l] as number, starts[l + 1] as number];
    let wanted =
      (arc[from] as number) +
      Math.min(firstHead * separation, ((arc[end - 1] as number) - (arc[from] as number)) / 2);
    for (let k = from; k < end; k += 1) {
      if ((arc[k] as number) < wanted) continue;
      wanted += headDistance * separation;
      const lift = [radii ? (radii[k] as number) : 0, headLift];
      rows.push([...unitOf(box, tripleAt(points, k)), ...tripleAt(tangents, k), headLength, ...lift]);
    }
  }
  return glyphs(rows);
}

export function arrowsGeometry(arrows: readonly FlowArrow[], box: SpaceBox): InstancedBufferGeometry {
  return glyphs(arrows.map(({ middle, way, lift }) => [...unitOf(box, middle), ...way, 0, 0, lift]));
}

function glyphs(rows: readonly (readonly number[])[]): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  const corners = Float32Array.of(-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0);
  geometry.setAttribute("position", new BufferAttribute(corners, 3));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  const buffer = new InstancedInterleavedBuffer(Float32Array.from(rows.flat()), 9);
  for (const [name, size, offset] of [
    ["middle", 3, 0],
    ["way", 4, 3],
    ["lift", 2, 7],
  ] as const)
    geometry.setAttribute(name, new InterleavedBufferAttribute(buffer, size, offset));
  geometry.instanceCount = rows.length;
  return geometry;
}
