import type { Session } from "../session.ts";
import type { Documents } from "./documents.ts";

/** Does something with the documents; where what that takes cannot be loaded, it is said, and the answer is false. */
export async function withDocuments(
  { notebook, documents }: Pick<Session, "notebook" | "documents">,
  act: (documents: Documents) => unknown,
): Promise<boolean> {
  try {
    await act(await documents());
    return true;
  } catch {
    notebook.set({ refusal: "A part of Deldot could not be loaded, so nothing was done: try again." });
    return false;
  }
}
