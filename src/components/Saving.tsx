import { withDocuments } from "../app/library/with-documents.ts";
import styles from "./Saving.module.css";
import { useNotebook, useSession } from "./session.ts";

const savingText = {
  saved: "Saved",
  pending: "Saving…",
  failed: "Not saved",
  full: "Not saved: storage is full",
  fleeting: "Not kept: no storage here",
  conflict: "Changed in another tab",
  deleted: "Deleted in another tab",
} as const;

/** What can be done about it. */
const savingHint = {
  saved: "Kept in this browser",
  pending: "",
  failed: "The browser would not write it down: Ctrl-S saves a file",
  full: "Delete documents that are not needed any more, or save a file with Ctrl-S",
  fleeting: "This browser keeps nothing for this page: Ctrl-S saves a file",
  conflict: "Which text it is to have is yours to say",
  deleted: "It is only on show here: what is changed is kept again",
} as const;

/** Whether the document is kept, and the way back to the one before. */
export function Saving() {
  const session = useSession();
  const { notebook } = session;
  const replaced = useNotebook((state) => state.replaced);
  const saving = useNotebook((state) => state.saving);
  const shared = useNotebook((state) => state.shared);
  const back = () => withDocuments(session, async ({ goBack }) => notebook.set({ refusal: await goBack() }));
  return (
    <>
      {replaced && (
        <button
          type="button"
          className={`plain ${styles.back}`}
          aria-label={`Back to ${replaced.title || "Untitled"}`}
          onClick={() => void back()}
        >
          <span aria-hidden="true">↶</span>{" "}
          <span className={styles.former}>{replaced.title || "Untitled"}</span>
        </button>
      )}
      <span
        className={styles.saving}
        data-state={shared ? "shared" : saving}
        title={(!shared && savingHint[saving]) || undefined}
        role="status"
      >
        {shared ? "Shared copy" : savingText[saving]}
        {(shared || saving === "saved") && (
          <span className={styles.here}>{shared ? ", not saved" : " here"}</span>
        )}
      </span>
    </>
  );
}
