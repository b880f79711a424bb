import { useMemo } from "react";
import { historyCommands } from "../app/commands/document-commands.ts";
import styles from "./Embed.module.css";
import { useCommandKeys } from "./palette/useCommandKeys.ts";
import { useNotebook, useSession } from "./session.ts";

/** Where the document that is shown in another page can be worked on. What is changed of it here is undone by keys. */
export function EmbedFooter() {
  const { notebook } = useSession();
  const title = useNotebook((state) => state.document.title) || "Untitled";
  const history = useNotebook((state) => state.history);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the commands read of the notebook.
  useCommandKeys(useMemo(() => historyCommands(notebook), [notebook, history]));
  return (
    <footer className={styles.footer}>
      <h1 className="unseen">{title}</h1>
      <a href={`${location.pathname}${location.hash}`} target="_blank" rel="noopener">
        {title} · open in Deldot
      </a>
    </footer>
  );
}
