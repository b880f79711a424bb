import type { Session } from "../app/session.ts";
import { prepareSpaceWorker } from "../app/space/worker.ts";

export const labPart = () => import("./laboratory/LabCell.tsx");

/** Loads what a cell of space is made of, all at once, and what works for it meanwhile. */
export function loadSpace() {
  prepareSpaceWorker();
  labPart().catch(() => undefined);
  return import("./space/Space.tsx");
}

/** Begins with the numbers of the page's first picture, before its place on the page is there. */
export async function beginSpace(session: Session): Promise<void> {
  (await loadSpace()).prepareFirst(session);
}
