import { type RefObject, useEffect, useRef, useState } from "react";
import { codeOf } from "../app/store/notebook.ts";
import styles from "./Editor.module.css";
import type { EditorHandle } from "./editor/create-editor.ts";
import { useNotebook, useSession } from "./session.ts";

/** The source: a plain text area until the editor has come, with the same letters at the same places. */
export function Editor({ handle }: { handle: RefObject<EditorHandle | null> }) {
  const { notebook } = useSession();
  const host = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [ready, setReady] = useState(false);
  const source = useNotebook((state) => codeOf(state.document).source);

  useEffect(() => {
    let ended = false;
    let stop: (() => void) | null = null;
    void import("./editor/create-editor.ts").then(({ createEditor }) => {
      const element = host.current;
      if (ended || !element) return;
      const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
      const { store } = notebook;
      const editor = createEditor(root, codeOf(store.getState().document).source, notebook.setSource);
      const follow = ({ program } = store.getState()) => {
        editor.setText(program.source);
        editor.setProgram(program);
      };
      const unsubscribe = store.subscribe((state, before) => {
        if (state.program !== before.program) follow(state);
      });
      follow();
      handle.current = editor;
      const plain = area.current;
      if (plain && document.activeElement === plain) editor.select(plain.selectionStart, plain.selectionEnd);
      stop = () => {
        unsubscribe();
        editor.destroy();
        handle.current = null;
      };
      setReady(true);
    });
    return () => {
      ended = true;
      stop?.();
    };
  }, [notebook, handle]);

  return (
    <div className={styles.editor}>
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
          onChange={(event) => notebook.setSource(event.target.value)}
        />
      )}
    </div>
  );
}
