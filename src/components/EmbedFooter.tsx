import styles from "./Embed.module.css";
import { useNotebook } from "./session.ts";

/** Where the document that is shown in another page can be worked on. */
export function EmbedFooter() {
  const title = useNotebook((state) => state.document.title) || "Untitled";
  return (
    <footer className={styles.footer}>
      <h1 className="unseen">{title}</h1>
      <a href={`${location.pathname}${location.hash}`} target="_blank" rel="noopener">
        {title} · open in Deldot
      </a>
    </footer>
  );
}
