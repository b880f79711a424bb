import styles from "./App.module.css";
import { useNotebook } from "./session.ts";

/** Where the document that is shown in another page can be worked on. */
export function EmbedFooter() {
  const title = useNotebook((state) => state.document.title);
  return (
    <footer className={styles.embed}>
      <a href={`${location.pathname}${location.hash}`} target="_blank" rel="noopener">
        {title || "Untitled"} · open in Deldot
      </a>
    </footer>
  );
}
