import { arrowGrid } from "../arrows/arrow-grid.ts";
import type { CompiledField } from "../compiled-field.ts";
import { carriedMesh } from "../mesh/carried-mesh.ts";
import { meshReach, meshShare } from "../mesh/mesh-course.ts";
import type { PlaneState } from "../protocol.ts";
import type { Streamline } from "../streamlines/streamline.ts";
import type { LineLayer, VectorLayer } from "../vector-layer.ts";
import { flowRate } from "./flow-rate.ts";

/** CSS pixels beyond the plot's edges to which a line's width and halo may reach back. */
const margin = 4;

/**
 * Every layer of a picture that is geometry, the lowest first, with the streamlines among them. `time`: seconds of motion,
 * by which a moving mesh has been carried; null where nothing moves. `partsOf` (vector-style.ts) is what pictures have them over.
 */
export function vectorLayers(
  compiled: CompiledField,
  state: PlaneState,
  streamlines: readonly LineLayer[],
  time: number | null,
): VectorLayer[] {
  const { arrows, mesh } = state.layers;
  const moves = mesh.moving && time !== null;
  const meshes: LineLayer[] = [];
  if (mesh.on) {
    const carried = carriedMesh(compiled, state, flowRate(compiled, state) * meshReach);
    const lines = carried.at(moves ? meshShare(time) : mesh.share);
    meshes.push({ kind: "mesh", lines: lines.filter((line) => shows(line, state)), arrows: [] });
  }
  return [
    ...(arrows.on ? [{ kind: "arrows", glyphs: arrowGrid(compiled, state) } as const] : []),
    // What moves is painted over what stands.
    ...(moves ? [...streamlines, ...meshes] : [...meshes, ...streamlines]),
  ];
}

/** Whether any of a line may be seen: a mesh begins and is carried far beyond the plot. */
function shows({ points }: Streamline, { width, height }: PlaneState): boolean {
  const beyond = [true, true, true, true];
  for (let k = 0; k < points.length; k += 2) {
    const [x, y] = [points[k] as number, points[k + 1] as number];
    [x < -margin, x > width + margin, y < -margin, y > height + margin].forEach((is, side) => {
      if (!is) beyond[side] = false;
    });
  }
  return !beyond.includes(true);
}
