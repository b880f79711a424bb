import { eachAxis, middleOf, type SpaceBox, sizeOf, type Triple } from "../../../shaders/space/lens.ts";
import { countText } from "../../count-text.ts";
import type { GridAxis } from "../../export/grid.ts";
import type { FieldAt } from "./field-at.ts";
import type { GltfMesh } from "./glb.ts";
import { type LevelSurface, levelSurface } from "./level-surface.ts";
import { about, linearColour, type ModelParts } from "./model-parts.ts";
import type { ModelSurfaces, ModelTask } from "./protocol.ts";

/** Corners whose normals are computed between two looks at the clock. */
const normalsPerStep = 4096;

/** Surfaces as meshes, and in words what there is of each; in a preview the words alone. */
export function* surfaceMeshes(
  at: FieldAt,
  { box, told }: Pick<ModelTask, "box" | "told">,
  { levels, opacity, cells, words }: ModelSurfaces,
): Generator<number, ModelParts> {
  const axes = cubes(box, cells);
  const gradient = told ? null : at.gradient();
  const meshes: GltfMesh[] = [];
  const lines: string[] = [];
  for (const [k, { level, colour }] of levels.entries()) {
    const within = (share: number) => (k + share) / levels.length;
    let surface: LevelSurface | null = null;
    const finding = levelSurface(axes, level, at.map);
    while (!surface) {
      const step = finding.next();
      if (step.done) surface = step.value;
      else yield within(0.8 * step.value);
    }
    const { triangles } = surface;
    const count = triangles.length / 3;
    lines.push(`${words} = ${level}: ${count === 0 ? "nothing here" : `${countText(count)} triangles`}`);
    if (count === 0 || told) continue;
    const normals = yield* normalsOf(surface, gradient, (share) => within(0.8 + 0.2 * share));
    const positions = about(middleOf(box), surface.positions);
    meshes.push({
      name: `${words} = ${level}`,
      pieces: [{ positions, normals, triangles }],
      colour: [...linearColour(colour), opacity],
    });
  }
  return { meshes, words: lines };
}

/** A grid of cells that are nearly cubes, so many along the longest edge. */
function cubes(box: SpaceBox, cells: number): readonly [GridAxis, GridAxis, GridAxis] {
  const size = sizeOf(box);
  const longest = Math.max(...size);
  return eachAxis((axis) => ({
    name: "",
    low: box.low[axis],
    high: box.high[axis],
    count: 1 + Math.max(2, Math.round((cells * size[axis]) / longest)),
  }));
}

/** The exact gradient of what has the levels, of length 1; where it has none, what the triangles have. */
function* normalsOf(
  { positions, triangles }: LevelSurface,
  gradient: ReturnType<FieldAt["gradient"]>,
  within: (share: number) => number,
): Generator<number, Float32Array> {
  const normals = new Float32Array(positions.length);
  const missing = new Set<number>();
  for (let first = 0; first < positions.length; first += 3 * normalsPerStep) {
    const places = positions.slice(first, first + 3 * normalsPerStep);
    const slopes = gradient ? gradient(places) : places.fill(0);
    for (let k = 0; k < slopes.length; k += 3) {
      const length = Math.hypot(...slopes.subarray(k, k + 3));
      const isThere = length > 0 && Number.isFinite(length);
      if (!isThere) missing.add((first + k) / 3);
      for (let axis = 0; axis < 3; axis += 1)
        normals[first + k + axis] = isThere ? (slopes[k + axis] as number) / length : 0;
    }
    yield within(first / positions.length);
  }
  if (missing.size > 0) fromTriangles(normals, missing, positions, triangles);
  return normals;
}

function fromTriangles(
  normals: Float32Array,
  missing: ReadonlySet<number>,
  positions: Float64Array,
  triangles: Uint32Array,
): void {
  const place = (corner: number) =>
    eachAxis((axis) => positions[3 * corner + axis] as number) satisfies Triple;
  for (let k = 0; k < triangles.length; k += 3) {
    const corners = [...triangles.subarray(k, k + 3)] as [number, number, number];
    if (!corners.some((corner) => missing.has(corner))) continue;
    const [a, b, c] = corners.map(place) as [Triple, Triple, Triple];
    const [u, v] = [b, c].map((end) => eachAxis((axis) => end[axis] - a[axis])) as [Triple, Triple];
    const across = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const length = Math.hypot(...across);
    if (!(length > 0)) continue;
    for (const corner of corners)
      if (missing.has(corner))
        for (let axis = 0; axis < 3; axis += 1)
          normals[3 * corner + axis] =
            (normals[3 * corner + axis] as number) + (across[axis] as number) / length;
  }
  for (const corner of missing) {
    const own = normals.subarray(3 * corner, 3 * corner + 3);
    const length = Math.hypot(...own);
    own.set(length > 0 ? own.map((value) => value / length) : [0, 0, 1]);
  }
}
