import {
  BufferAttribute,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
} from "three";
import { quantile } from "../range.ts";
import type { FlowArrow, FlowLines, LineShape, SceneLines } from "./flow.ts";
import { eachAxis, type SpaceBox, type Triple } from "./lens.ts";
import { unitOf } from "./uniforms.ts";

/** Shares of the lines' separation: a tube's radius at its seed, and at most, so that neighbours seldom touch. */
const usualRadius = 1 / 14;
const largestRadius = 1 / 4;
/** Of a tube by its divergence: the radius of the least, as a share of that of the largest. */
const leastShare = 0.1;
/** Divergences beyond these shares of all are as thin or as wide as they: a pole does not make threads of the rest. */
const spread = [0.02, 0.98] as const;

/**
 * The radius of a tube at each point. `flux`: the flux Φ of a thin bundle of flow lines has d log Φ/dt = ∇·F (what enters
 * less what leaves is ∇·F of the volume between), so that cross-sections in the ratio exp ∫∇·F dt to that at the seed
 * show what the bundle carries: π r² ∝ Φ. `divergence`: linear in ∇·F at the point, as in MATLAB's streamtube.
 */
export function tubeRadii(
  { growth, divergence, separation }: FlowLines,
  shape: LineShape,
  width: number,
): Float64Array {
  const most = largestRadius * separation;
  if (shape === "flux") {
    const usual = usualRadius * separation * width;
    return growth.map((value) => Math.min(most, usual * Math.exp(value / 2)));
  }
  const sorted = divergence.filter(Number.isFinite).sort();
  const [low, high] = spread.map((share) => quantile(sorted, share)) as [number, number];
  return divergence.map((value) => {
    const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.3;
    return Math.min(
      most,
      usualRadius * 2.5 * separation * width * (leastShare + (1 - leastShare) * (share || 0)),
    );
  });
}

/** Numbers of a point: where it is and the radius there, its direction and whether a piece begins at it, and a normal. */
const stride = 12;

/** Points on a ring. */
const sides = 8;

/** Pieces of lines, each an instance between a point and the next. */
export function linesGeometry(scene: SceneLines, box: SpaceBox): InstancedBufferGeometry {
  const { lines, shape, width } = scene;
  const { starts, points, tangents } = lines;
  const count = points.length / 3;
  const radii = shape === "lines" ? new Float64Array(count) : tubeRadii(lines, shape, width);
  const data = new Float32Array(stride * (count + 1));
  for (let l = 0; l + 1 < starts.length; l += 1) {
    const end = starts[l + 1] as number;
    let normal: Triple | null = null;
    for (let k = starts[l] as number; k < end; k += 1) {
      const tangent = tripleAt(tangents, k);
      normal = squareTo(tangent, normal ?? awayFrom(tangent));
      data.set(unitOf(box, tripleAt(points, k)), stride * k);
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
  const corners = Array.from({ length: 2 * sides }, (_, k) => {
    const angle = (2 * Math.PI * (k >> 1)) / sides;
    return [k & 1, Math.cos(angle), Math.sin(angle)];
  });
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(corners.flat()), 3));
  geometry.setIndex(
    corners.flatMap((_, k) => {
      const on = (j: number) => (k + j) % (2 * sides);
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

function tripleAt(values: Float64Array, k: number): Triple {
  return eachAxis((axis) => values[3 * k + axis] as number);
}

/** The normal without its part along a tangent, so that rings turn as little as they can from point to point. */
function squareTo(tangent: Triple, normal: Triple): Triple {
  const along = eachAxis((axis) => tangent[axis] * normal[axis]).reduce((sum, part) => sum + part);
  const square = eachAxis((axis) => normal[axis] - along * tangent[axis]);
  const length = Math.hypot(...square);
  return length > 1e-6 ? eachAxis((axis) => square[axis] / length) : squareTo(tangent, awayFrom(tangent));
}

function awayFrom(tangent: Triple): Triple {
  const sizes = tangent.map(Math.abs);
  const least = sizes.indexOf(Math.min(...sizes));
  return eachAxis((axis) => Number(axis === least));
}
