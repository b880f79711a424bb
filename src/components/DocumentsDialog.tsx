import { useEffect, useRef, useState } from "react";
import { createDocument } from "../app/document/document.ts";
import { documentOf, firstExample } from "../app/first-example.ts";
import type { Documents } from "../app/library/documents.ts";
import type { Library, LibraryEntry } from "../app/library/library.ts";
import { withDocuments } from "../app/library/with-documents.ts";
import styles from "./DocumentsDialog.module.css";
import { ModalDialog } from "./ModalDialog.tsx";
import { useSession } from "./session.ts";

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

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

interface ShelfProps {
  readonly documents: Documents;
  readonly onDone: () => void;
}

function Shelf({ documents, onDone }: ShelfProps) {
  const { notebook } = useSession();
  const [library, setLibrary] = useState<Library | null>(null);
  const [entries, setEntries] = useState<readonly LibraryEntry[]>([]);
  const [deleted, setDeleted] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const undoing = useRef<HTMLButtonElement>(null);
  const present = documents.autosave.id();

  useEffect(() => {
    documents.autosave.flush();
    documents.library().then(
      (library) => {
        setLibrary(library);
        setEntries(library.list());
      },
      () => setProblem("The list of documents could not be loaded."),
    );
  }, [documents]);

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
    setDeleted(title || "Untitled");
    setEntries(library.list());
    // Its own button, which had the focus, is gone.
    requestAnimationFrame(() => undoing.current?.focus());
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
    setEntries(library.list());
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
              aria-label={`Title of ${entry.title || "Untitled"}`}
              placeholder="Untitled"
              defaultValue={entry.title}
              key={entry.title}
              onBlur={({ target }) => target.value !== entry.title && rename(entry.id, target.value)}
              onKeyDown={({ key, currentTarget }) => key === "Enter" && currentTarget.blur()}
            />
            <span className={styles.time}>{entry.time > 0 ? dates.format(entry.time) : ""}</span>
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
              aria-label={`Delete ${entry.title || "Untitled"}`}
              onClick={() => void remove(entry)}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.footer} aria-live="polite">
        {deleted !== null && (
          <p>
            “{deleted}” was deleted.{" "}
            <button
              ref={undoing}
              type="button"
              onClick={() => {
                if (!library?.undo())
                  return setProblem("There is no room to bring it back: delete another one first.");
                setProblem(null);
                setDeleted(null);
                setEntries(library.list());
              }}
            >
              Undo
            </button>
          </p>
        )}
        <button
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
