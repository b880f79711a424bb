import { pinsOf } from "../pins.ts";
import type { SpaceState } from "../space-session.ts";

/** Why there is no table of the lines on show, in one sentence; null where there is. */
export function linesProblem({ cell, scene, streamlines }: SpaceState): string | null {
  if (!cell.streamlines?.on) return "No streamlines are shown: switch them on beside the picture.";
  if (streamlines.status === "failed") return streamlines.message;
  if (streamlines.status !== "done" || !scene?.streamlines)
    return "The streamlines are still being followed.";
  return scene.streamlines.lines.starts.length < 2 ? "No line begins where its seeds are." : null;
}

/** Why there is no table of the pins. */
export function pinsProblem({ cell, pinned }: SpaceState): string | null {
  if (pinsOf(cell).length === 0) return "There are no pins: “Pin” beside the numbers at the probe sets one.";
  if (pinned.status === "failed") return pinned.message;
  return pinned.status === "done" ? null : "The numbers at the pins are still being read.";
}
