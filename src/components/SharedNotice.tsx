import { useEffect, useState } from "react";
import { withDocuments } from "../app/library/with-documents.ts";
import { Dismiss } from "./Dismiss.tsx";
import { useNotebook, useSession } from "./session.ts";

/** What came with the address is on show in the place of the reader's own document: which of the two is to be gone on with. */
export function SharedNotice() {
  const session = useSession();
  const { notebook } = session;
  const shared = useNotebook((state) => state.shared && state.showing === "page");
  const replaced = useNotebook((state) => state.replaced);
  const [asks, setAsks] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where another one is opened, it is asked again.
  useEffect(() => {
    if (shared) void withDocuments(session, ({ hasOwn }) => setAsks(hasOwn()));
  }, [session, shared, replaced]);
  if (!shared || !asks) return null;
  return (
    <p>
      This is a shared copy. Your own document stays as it is.
      <button
        type="button"
        title="Go back to your own document"
        onClick={() =>
          void withDocuments(session, async ({ keepMine }) => notebook.set({ refusal: await keepMine() }))
        }
      >
        Keep mine
      </button>
      <button
        type="button"
        title="Save it as a new document, beside your own"
        onClick={() => void withDocuments(session, ({ keepShared }) => keepShared())}
      >
        Open as new
      </button>{" "}
      <Dismiss label="Decide later" onDismiss={() => setAsks(false)} />
    </p>
  );
}
