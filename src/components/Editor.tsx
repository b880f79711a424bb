import { type CSSProperties, type RefObject, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { codeCell } from "../app/document/document.ts";
import styles from "./Editor.module.css";
import type { EditorPlace } from "./editor/create-editor.ts";
import { useNotebook, useSession } from "./session.ts";
import { useSeen } from "./useSeen.ts";

/**
 * The source of a code cell: a plain text area until it is seen and the editor has come, with the same letters at the same
 * places. An editor takes milliseconds to make, and a document may have a thousand.
 */
export function Editor({ id, handle }: { id: string; handle: RefObject<EditorPlace | null> }) {
  const { notebook, first } = useSession();
  const host = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [ready, setReady] = useState(false);
  // A first picture in space has the page's cores to itself: until then the plain text can be written.
  const begun = useNotebook((state) => state.begun) || first === undefined;
  const wanted = useSeen(host) && begun;
  const source = useNotebook(({ document }) => codeCell(document, id)?.source ?? "");

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
    if (!wanted) return;
    void import("./editor/mount-editor.ts").then(({ mountEditor }) => {
      if (ended || !host.current) return;
      const editor = mountEditor(host.current, notebook, id);
      handle.current = editor;
      if (plain && document.activeElement === plain) editor.select(plain.selectionStart, plain.selectionEnd);
      stop = editor.destroy;
      // At once: the focus of a click between the two would go with the text area.
      flushSync(() => setReady(true));
    });
    return () => {
      ended = true;
      handle.current = null;
      stop?.();
    };
  }, [notebook, id, handle, wanted]);

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
