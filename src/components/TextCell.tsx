import { useState } from "react";
import { CellBox } from "./CellBox.tsx";
import styles from "./Cells.module.css";
import { cellFocus, goOn } from "./focus-cell.ts";
import { Prose } from "./prose/Prose.tsx";
import { TextEditor } from "./prose/TextEditor.tsx";
import { useNotebook, useSession } from "./session.ts";

/** A text: set, and while it is written its source with it. */
export function TextCell({ id }: { id: string }) {
  const { notebook } = useSession();
  const [editing, setEditing] = useState(false);
  const begun = useNotebook((state) => state.begun);
  const source = useNotebook(({ document }) => {
    const cell = document.cells.find((one) => one.id === id);
    return cell?.kind === "text" ? cell.source : "";
  });
  return (
    <CellBox id={id} className={styles.text} onEdit={() => setEditing(true)}>
      {editing && (
        <TextEditor
          source={source}
          label="Text, in Markdown with TeX"
          onChange={(text) => notebook.setSource(id, text)}
          onDone={(how) => {
            setEditing(false);
            if (how === "stay") cellFocus.focus(id);
            if (how === "next") goOn(id);
          }}
        />
      )}
      {source.trim() !== "" ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: Enter on the cell does the same.
        <div onDoubleClick={() => setEditing(true)}>
          <Prose source={source} waits={!begun} />
        </div>
      ) : (
        !editing && (
          <button type="button" className={`plain ${styles.empty}`} onClick={() => setEditing(true)}>
            Write a text: Markdown, with TeX between $ signs
          </button>
        )
      )}
    </CellBox>
  );
}
