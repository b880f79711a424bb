import styles from "./Header.module.css";
import { HeaderTools } from "./later.tsx";
import { useNotebook, useSession } from "./session.ts";

/** Name of the program, title of the document, and what can be done with it. */
export function Header() {
  const { notebook } = useSession();
  const title = useNotebook((state) => state.document.title);
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
      <div className={styles.tools}>
        <HeaderTools />
      </div>
    </header>
  );
}
