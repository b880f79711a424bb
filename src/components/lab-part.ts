import { prepareSpaceWorker } from "../app/space/worker.ts";

export const labPart = () => import("./laboratory/LabCell.tsx");

/** Loads what a cell of space is made of, all at once, and begins what works for it, which loads meanwhile. */
export function prepareSpace(): Promise<unknown> {
  prepareSpaceWorker();
  return Promise.all([import("./space/Space.tsx"), labPart()]);
}
