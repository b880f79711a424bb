import { limits } from "../../../engine/limits.ts";
import { eachAxis } from "../../../shaders/space/lens.ts";
import { countText } from "../../count-text.ts";
import type { SpaceCell } from "../../document/document.ts";
import { type GridAxis, gridSize } from "../../export/grid.ts";
import { imageAxes } from "../../export/vti.ts";
import type { SpaceSubject } from "../protocol.ts";
import type { NamedGrid } from "./protocol.ts";

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

/** The slices that are shown, each with as many points along both of its edges. */
export function gridsOfSlices(
  { box, slices }: Pick<SpaceCell, "box" | "slices">,
  names: readonly string[],
  count: number,
): NamedGrid[] {
  const whole = gridOfBox({ box }, names, count);
  return ([0, 1, 2] as const)
    .filter((axis) => slices.shown[axis])
    .map((axis) => {
      const at = slices.at[axis];
      const axes = eachAxis((k) => (k === axis ? { ...whole[k], low: at, high: at, count: 1 } : whole[k]));
      return { name: whole[axis].name, axes };
    });
}

/** Why there are no such grids, in one sentence; null where there are. */
export function gridsProblem(grids: readonly SpaceAxes[], isImage: boolean): string | null {
  if (grids.length === 0) return "No slice is shown.";
  for (const axes of grids) {
    const backwards = axes.find(({ low, high }) => !(high >= low));
    if (backwards) return `${backwards.name} has to run from the smaller number to the larger.`;
    const image = isImage ? imageAxes(axes) : null;
    if (typeof image === "string") return `This is no image: ${image}.`;
  }
  const size = grids.reduce((sum, axes) => sum + gridSize(axes), 0);
  return size > limits.gridPoints ? `A file may have ${countText(limits.gridPoints)} points at most.` : null;
}

/** Whether the map is of something else than the exact divergence, which all files have. */
export function isMapped({ quantity, map }: SpaceSubject): boolean {
  return quantity !== "divergence" || Boolean(map);
}
