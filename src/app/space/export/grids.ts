import { limits } from "../../../engine/limits.ts";
import { eachAxis } from "../../../shaders/space/lens.ts";
import { countText } from "../../count-text.ts";
import type { SpaceCell } from "../../document/document.ts";
import { type GridAxis, gridSize } from "../../export/grid.ts";
import { imageAxes } from "../../export/vti.ts";
import type { SpaceSubject } from "../protocol.ts";
import type { NamedGrid, NamedPlane } from "./protocol.ts";

export type SpaceAxes = readonly [GridAxis, GridAxis, GridAxis];

/** The box, with as many points along each of its edges. */
export function gridOfBox(
  { box }: Pick<SpaceCell, "box">,
  names: readonly string[],
  count: number,
): SpaceAxes {
  return eachAxis((axis) => ({
    name: names[axis] ?? "",
    low: box.low[axis],
    high: box.high[axis],
    count,
  }));
}

/** The slices that are shown, each with as many points along both of its edges, and the free plane. */
export function shownSlices(
  { box, slices, plane }: Pick<SpaceCell, "box" | "slices" | "plane">,
  names: readonly string[],
  count: number,
): (NamedGrid | NamedPlane)[] {
  const whole = gridOfBox({ box }, names, count);
  const grids = ([0, 1, 2] as const)
    .filter((axis) => slices.shown[axis])
    .map((axis) => {
      const at = slices.at[axis];
      const axes = eachAxis((k) => (k === axis ? { ...whole[k], low: at, high: at, count: 1 } : whole[k]));
      return { name: whole[axis].name, axes };
    });
  return plane?.on ? [...grids, { name: "plane", plane, box, count }] : grids;
}

/** Why there is no table of them, in one sentence; null where there is. */
export function slicesProblem(slices: readonly (NamedGrid | NamedPlane)[]): string | null {
  if (slices.length === 0) return "No slice is shown: switch one on beside the picture.";
  return sizeProblem(
    slices.reduce((sum, one) => sum + ("axes" in one ? gridSize(one.axes) : one.count ** 2), 0),
  );
}

/** Why there is no such grid, in one sentence; null where there is. */
export function gridProblem(axes: SpaceAxes, isImage: boolean): string | null {
  const backwards = axes.find(({ low, high }) => !(high >= low));
  if (backwards) return `${backwards.name} has to run from the smaller number to the larger.`;
  const image = isImage ? imageAxes(axes) : null;
  if (typeof image === "string") return `This is no image: ${image}.`;
  return sizeProblem(gridSize(axes));
}

function sizeProblem(size: number): string | null {
  return size > limits.gridPoints ? `A file may have ${countText(limits.gridPoints)} points at most.` : null;
}

/** Whether the map is of something else than the exact divergence, which all files have. */
export function isMapped({ quantity, map }: SpaceSubject): boolean {
  return quantity !== "divergence" || Boolean(map);
}
