import type { Ref } from "react";
import { mostAside } from "../app/library/deleted.ts";
import type { LibraryEntry } from "../app/library/library.ts";
import styles from "./DocumentsDialog.module.css";
import { timeText, titleText } from "./document-words.ts";

interface Props {
  /** There are some. */
  readonly entries: readonly LibraryEntry[];
  readonly summary: Ref<HTMLElement>;
  readonly onRestore: (entry: LibraryEntry) => void;
  readonly onForget: (entry: LibraryEntry) => void;
}

/** The documents that were deleted and are kept for a while. */
export function DeletedDocuments({ entries, summary, onRestore, onForget }: Props) {
  return (
    <details className={styles.deleted}>
      <summary ref={summary}>Recently deleted ({entries.length})</summary>
      <p>
        Kept for a week, unless {mostAside} more are deleted or the storage of this browser is full before.
      </p>
      <ul className={styles.list} aria-label="Recently deleted">
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className={styles.title}>{titleText(entry)}</span>
            <span className={styles.time}>{timeText(entry)}</span>
            <button type="button" aria-label={`Restore ${titleText(entry)}`} onClick={() => onRestore(entry)}>
              Restore
            </button>
            <button
              type="button"
              className="plain"
              aria-label={`Delete ${titleText(entry)} for good`}
              onClick={() => onForget(entry)}
            >
              Delete for good
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
