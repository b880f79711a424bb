import { type CSSProperties, type RefObject, useEffect, useRef, useState } from "react";
import { codeCells } from "../app/document/document.ts";
import { readingOf } from "../app/store/reading.ts";
import styles from "./Editor.module.css";
import type { EditorPlace } from "./editor/create-editor.ts";
import { useNotebook, useSession } from "./session.ts";

/** The source of a code cell: a plain text area until the editor has come, with the same letters at the same places. */
export function Editor({ id, handle }: { id: string; handle: RefObject<EditorPlace | null> }) {
  const { notebook } = useSession();
  const host = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [ready, setReady] = useState(false);
  const source = useNotebook(
    (state) => codeCells(state.document).find((cell) => cell.id === id)?.source ?? "",
  );

  useEffect(() => {
    let ended = false;
    let stop: (() => void) | null = null;
    const plain = area.current;
    handle.current = {
      focus: () => plain?.focus(),
      select: (from, to) => {
        plain?.focus();
        plain?.setSelectionRange(from, to);
      },
    };
    void import("./editor/create-editor.ts").then(({ createEditor }) => {
      const element = host.current;
      if (ended || !element) return;
      const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
      const { store } = notebook;
      const text = readingOf(store.getState().reading, id)?.source ?? "";
      const editor = createEditor(root, text, {
        change: (text) => notebook.setSource(id, text),
        undo: notebook.undo,
        redo: notebook.redo,
      });
      const follow = ({ reading } = store.getState()) => {
        const cell = readingOf(reading, id);
        if (cell) editor.show(cell);
      };
      const unsubscribe = store.subscribe((state, before) => {
        if (state.reading !== before.reading) follow(state);
      });
      follow();
      handle.current = editor;
      if (plain && document.activeElement === plain) editor.select(plain.selectionStart, plain.selectionEnd);
      stop = () => {
        unsubscribe();
        editor.destroy();
      };
      setReady(true);
    });
    return () => {
      ended = true;
      handle.current = null;
      stop?.();
    };
  }, [notebook, id, handle]);

  const lines = source.split("\n").length;
  return (
    <div className={styles.editor} style={{ "--lines": lines } as CSSProperties}>
      <div ref={host} className={styles.host} />
      {!ready && (
        <textarea
          ref={area}
          className={styles.plain}
          aria-label="Source of the field"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={source}
          onChange={(event) => notebook.setSource(id, event.target.value)}
        />
      )}
    </div>
  );
}
