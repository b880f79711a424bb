import type { Document } from "../app/document/document.ts";
import type { Session } from "../app/session.ts";
import { prepareSpaceWorker } from "../app/space/worker.ts";
import { around } from "./around.ts";

/**
 * Much is loaded and made for a first picture in space: of a cell that is added to this page, or of a document that is
 * opened. It is on its way before that is asked for. What could not be had is asked for anew then.
 */
export async function rehearse(page: Session, document?: Document): Promise<void> {
  prepareSpaceWorker();
  try {
    const { rehearseSpace } = await import("./space/Space.tsx");
    // After it comes what is around it.
    await around.load();
    rehearseSpace(page, document);
  } catch {
    return;
  }
}
