import { useRef } from "react";
import { codeCell } from "../app/document/document.ts";
import { CellBox } from "./CellBox.tsx";
import styles from "./Cells.module.css";
import { Editor } from "./Editor.tsx";
import type { EditorPlace } from "./editor/create-editor.ts";
import { Diagnostics } from "./later.tsx";
import { Sliders } from "./Sliders.tsx";
import { useNotebook } from "./session.ts";

/** A code cell: its text unless it is hidden, what is wrong with it, and its numbers as sliders. */
export function SourceCell({ id }: { id: string }) {
  const editor = useRef<EditorPlace>(null);
  const hidden = useNotebook(({ document }) => codeCell(document, id)?.hidden === true);
  return (
    <CellBox
      id={id}
      className={hidden ? styles.hidden : styles.source}
      onEdit={(box) => (editor.current ?? box.querySelector("input"))?.focus()}
    >
      {!hidden && <Editor id={id} handle={editor} />}
      <Diagnostics id={id} editor={editor} />
      <Sliders id={id} />
    </CellBox>
  );
}
