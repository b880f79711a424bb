import styles from "./Header.module.css";
import { HeaderTools } from "./later.tsx";
import { useNotebook, useSession } from "./session.ts";

const savingText = {
  saved: "Saved here",
  pending: "Saving…",
  failed: "Not saved: storage is full",
  conflict: "Changed in another tab",
} as const;

/** Name of the program, title of the document, and what can be done with it. */
export function Header() {
  const { notebook, documents } = useSession();
  const title = useNotebook((state) => state.document.title);
  const replaced = useNotebook((state) => state.replaced);
  const saving = useNotebook((state) => state.saving);
  const shared = useNotebook((state) => state.shared);
  const back = async () => notebook.set({ refusal: await (await documents()).goBack() });
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
          onClick={() => void back()}
        >
          <span aria-hidden="true">↶</span>{" "}
          <span className={styles.former}>{replaced.title || "Untitled"}</span>
        </button>
      )}
      <span className={styles.saving} data-state={saving} role="status">
        {shared ? "Shared copy, not saved" : savingText[saving]}
      </span>
      <div className={styles.tools}>
        <HeaderTools />
      </div>
    </header>
  );
}
