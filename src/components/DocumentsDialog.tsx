import { useCallback, useEffect, useRef, useState } from "react";
import { createDocument } from "../app/document/document.ts";
import { documentOf, firstExample } from "../app/first-example.ts";
import type { Documents } from "../app/library/documents.ts";
import type { Library, LibraryEntry } from "../app/library/library.ts";
import { withDocuments } from "../app/library/with-documents.ts";
import { DeletedDocuments } from "./DeletedDocuments.tsx";
import styles from "./DocumentsDialog.module.css";
import { timeText, titleText } from "./document-words.ts";
import { ModalDialog } from "./ModalDialog.tsx";
import { useNotebook, useSession } from "./session.ts";

/** The documents of this browser: opened, renamed, deleted and brought back. */
export function DocumentsDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const [documents, setDocuments] = useState<Documents | null>(null);
  useEffect(() => {
    void withDocuments(session, setDocuments).then((done) => {
      // Why there are none is said on the page below.
      if (!done) dialog.current?.close();
    });
  }, [session]);
  return (
    <ModalDialog title="Documents in this browser" width={640} ref={dialog} onClose={onClose}>
      {documents && <Shelf documents={documents} onDone={() => dialog.current?.close()} />}
    </ModalDialog>
  );
}

interface Lists {
  readonly entries: readonly LibraryEntry[];
  readonly deleted: readonly LibraryEntry[];
}

/** What was done last. */
interface Said {
  readonly id: string;
  readonly title: string;
  readonly what: "deleted" | "restored" | "deleted for good";
}

interface ShelfProps {
  readonly documents: Documents;
  readonly onDone: () => void;
}

function Shelf({ documents, onDone }: ShelfProps) {
  const { notebook } = useSession();
  const replaced = useNotebook((state) => state.replaced);
  const [library, setLibrary] = useState<Library | null>(null);
  const [{ entries, deleted }, setLists] = useState<Lists>({ entries: [], deleted: [] });
  const [said, setSaid] = useState<Said | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const undoing = useRef<HTMLButtonElement>(null);
  const fold = useRef<HTMLElement>(null);
  const beginning = useRef<HTMLButtonElement>(null);
  const present = documents.autosave.id();
  const look = useCallback(
    () => library && setLists({ entries: library.list(), deleted: library.deleted() }),
    [library],
  );

  useEffect(() => {
    documents.library().then(setLibrary, () => setProblem("The list of documents could not be loaded."));
  }, [documents]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document is opened by a file that is dropped, too.
  useEffect(() => {
    documents.autosave.flush();
    look();
  }, [documents, look, replaced]);
  useEffect(() => {
    // What other tabs do.
    window.addEventListener("storage", look);
    return () => window.removeEventListener("storage", look);
  }, [look]);

  /** A button that had the focus is gone with its row. */
  const focusLater = (...places: (typeof undoing | typeof fold)[]) =>
    requestAnimationFrame(() => places.find(({ current }) => current)?.current?.focus());

  const open = async (id: string) => {
    setProblem(null);
    const problem = await documents.openSaved(id);
    if (problem === null) onDone();
    else setProblem(problem);
  };
  const remove = async ({ id, title }: LibraryEntry) => {
    if (!library) return;
    setProblem(null);
    // The page is to be on another document before this one goes.
    if (id === present) {
      const next = entries.find((entry) => entry.id !== id);
      const moved = next ? await documents.openSaved(next.id) : documents.openNew(createDocument("", ""));
      if (moved !== null) return setProblem(moved);
    }
    const kept = library.remove(id);
    if (!kept.ok) return setProblem(kept.problem);
    setSaid({ title: titleText({ title }), what: "deleted", id });
    look();
    focusLater(undoing);
  };
  const restore = ({ id, title }: Pick<LibraryEntry, "id" | "title">) => {
    const kept = library?.restore(id);
    setProblem(kept?.ok === false ? kept.problem : null);
    if (kept?.ok) setSaid({ title: titleText({ title }), what: "restored", id });
    look();
    focusLater(fold, beginning);
  };
  const forget = ({ id, title }: LibraryEntry) => {
    setProblem(null);
    library?.forget(id);
    setSaid({ title: titleText({ title }), what: "deleted for good", id });
    look();
    focusLater(fold, beginning);
  };
  const rename = (id: string, title: string) => {
    if (!library) return;
    setProblem(null);
    if (id === present) {
      notebook.setTitle(title);
      documents.autosave.flush();
    } else {
      const kept = library.rename(id, title);
      if (!kept.ok) setProblem(kept.problem);
    }
    look();
  };

  return (
    <>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <ul className={styles.list} aria-label="Documents">
        {entries.map((entry) => (
          <li key={entry.id} aria-current={entry.id === present || undefined}>
            <input
              type="text"
              aria-label={`Title of ${titleText(entry)}`}
              placeholder="Untitled"
              defaultValue={entry.title}
              key={entry.title}
              onBlur={({ target }) => target.value !== entry.title && rename(entry.id, target.value)}
              onKeyDown={({ key, currentTarget }) => key === "Enter" && currentTarget.blur()}
            />
            <span className={styles.time}>{timeText(entry)}</span>
            {entry.id === present ? (
              <span className={styles.present}>on show</span>
            ) : (
              <button type="button" onClick={() => void open(entry.id)}>
                Open
              </button>
            )}
            <button
              type="button"
              className="plain"
              aria-label={`Delete ${titleText(entry)}`}
              onClick={() => void remove(entry)}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      {deleted.length > 0 && (
        <DeletedDocuments entries={deleted} summary={fold} onRestore={restore} onForget={forget} />
      )}
      <div className={styles.footer} aria-live="polite">
        {said && (
          <p>
            “{said.title}” was {said.what}.{" "}
            {said.what === "deleted" && (
              <button ref={undoing} type="button" onClick={() => restore(said)}>
                Undo
              </button>
            )}
          </p>
        )}
        <button
          ref={beginning}
          type="button"
          className="primary"
          onClick={() => {
            const problem = documents.openNew(documentOf(firstExample));
            if (problem === null) onDone();
            else setProblem(problem);
          }}
        >
          New document
        </button>
      </div>
    </>
  );
}
