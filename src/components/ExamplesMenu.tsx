import { useId, useRef } from "react";
import { documentOf, examples } from "../app/examples.ts";
import styles from "./ExamplesMenu.module.css";
import { useSession } from "./session.ts";

/** A native popover with the fields to start from. */
export function ExamplesMenu() {
  const { notebook } = useSession();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" popoverTarget={id}>
        Examples
      </button>
      <div id={id} ref={list} popover="auto" className={styles.list}>
        {examples.map((example) => (
          <button
            key={example.id}
            type="button"
            className={styles.example}
            onClick={() => {
              notebook.open(documentOf(example));
              list.current?.hidePopover();
            }}
          >
            <strong>{example.title}</strong>
            <span>{example.note}</span>
          </button>
        ))}
      </div>
    </>
  );
}
