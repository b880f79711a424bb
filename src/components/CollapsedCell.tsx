import { cellName } from "../app/document/cells.ts";
import { withCell } from "../app/document/document.ts";
import { errorsOf } from "../app/store/errors.ts";
import { CellBox } from "./CellBox.tsx";
import styles from "./Cells.module.css";
import diagnostics from "./Diagnostics.module.css";
import { useNotebook, useSession } from "./session.ts";

/** A cell of which only the first words are shown, and that there is something wrong with it. */
export function CollapsedCell({ id }: { id: string }) {
  const { notebook } = useSession();
  const name = useNotebook(({ document }) => {
    const cell = document.cells.find((one) => one.id === id);
    return cell ? cellName(document, cell) : "";
  });
  const mistakes = useNotebook(({ reading }) => errorsOf(reading, id).length);
  const expand = () =>
    notebook.change(null, (document) => withCell(document, id, ({ collapsed: _, ...cell }) => cell));
  return (
    <CellBox id={id} className={styles.collapsed} onEdit={expand}>
      <button type="button" className="plain" aria-expanded="false" onClick={expand}>
        ▸ {name}
        {mistakes > 0 && (
          <span className={diagnostics.mistakes}>{mistakes > 1 ? `${mistakes} mistakes` : "1 mistake"}</span>
        )}
      </button>
    </CellBox>
  );
}
