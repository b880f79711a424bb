import { ExamplesMenu } from "./ExamplesMenu.tsx";
import { ExportButton } from "./ExportButton.tsx";
import styles from "./Header.module.css";
import { Commands } from "./later.tsx";
import { OpenButton } from "./OpenButton.tsx";
import { useNotebook, useSession } from "./session.ts";

const savingText = {
  saved: "Saved here",
  pending: "Saving…",
  failed: "Not saved: storage is full",
  conflict: "Changed in another tab",
} as const;

/** Name of the program, title of the document, and what can be done with it. */
export function Header() {
  const { notebook } = useSession();
  const title = useNotebook((state) => state.document.title);
  const replaced = useNotebook((state) => state.replaced);
  const saving = useNotebook((state) => state.saving);
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>
        <span className={styles.sign} aria-hidden="true">
          ∇·
        </span>
        <span className={styles.word}>Deldot</span>
      </h1>
      <input
        type="text"
        className={styles.title}
        aria-label="Title"
        placeholder="Untitled"
        value={title}
        onChange={(event) => notebook.setTitle(event.target.value)}
      />
      {replaced && (
        <button
          type="button"
          className={`plain ${styles.back}`}
          aria-label={`Back to ${replaced.title || "Untitled"}`}
          onClick={() => notebook.goBack()}
        >
          <span aria-hidden="true">↶</span>{" "}
          <span className={styles.former}>{replaced.title || "Untitled"}</span>
        </button>
      )}
      <span className={styles.saving} data-state={saving}>
        {savingText[saving]}
      </span>
      <Commands />
      <OpenButton />
      <ExamplesMenu />
      <ExportButton />
    </header>
  );
}
