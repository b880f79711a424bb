import styles from "./ShareDialog.module.css";
import { useCopied } from "./useCopied.ts";

/** A text that is copied by a press. */
export function Copied({ label, text, long = false }: { label: string; text: string; long?: boolean }) {
  const [said, copy] = useCopied(text);
  const id = `copied-${label.replaceAll(" ", "-")}`;
  return (
    <div className={styles.copied} data-long={long}>
      <label htmlFor={id}>{label}</label>
      {long ? (
        <textarea id={id} readOnly rows={8} value={text} />
      ) : (
        <input id={id} type="text" readOnly value={text} onFocus={({ target }) => target.select()} />
      )}
      <button type="button" aria-label={`Copy ${label}`} onClick={copy}>
        <span aria-live="polite">{said ?? "Copy"}</span>
      </button>
    </div>
  );
}
