import { emptyCell, fullOf, withCellAt } from "../app/document/cells.ts";
import type { Cell } from "../app/document/document.ts";
import styles from "./Cells.module.css";
import { cellFocus } from "./focus-cell.ts";
import { MoveAnnouncement } from "./MoveAnnouncement.tsx";
import { rehearse } from "./rehearsal.ts";
import { useSession } from "./session.ts";

const kinds: readonly { readonly kind: Cell["kind"]; readonly label: string }[] = [
  { kind: "text", label: "Text" },
  { kind: "code", label: "Source" },
  { kind: "plane", label: "Picture" },
  { kind: "space", label: "Space" },
  { kind: "compare", label: "Compare" },
  { kind: "convergence", label: "Convergence" },
  { kind: "cost", label: "Cost" },
  { kind: "points", label: "Points" },
];

/** Letters that are typed into a text that has still to come would be taken for commands. */
function prepareText(): void {
  import("./TextCell.tsx").catch(() => undefined);
}

/** Adds a cell at the end of the notebook. */
export function AddBar() {
  const page = useSession();
  const { notebook } = page;
  const near = () => void rehearse(page);
  const add = (kind: Cell["kind"]) => {
    const { document } = notebook.store.getState();
    const refusal = fullOf(document);
    if (refusal) return notebook.set({ refusal });
    const cell = emptyCell(document, kind);
    notebook.change(null, (document) => withCellAt(document, cell, document.cells.length));
    cellFocus.edit(cell.id);
  };
  return (
    <fieldset
      className={styles.add}
      aria-label="Add a cell"
      onPointerEnter={prepareText}
      onFocus={prepareText}
    >
      <span aria-hidden="true">+</span>
      {kinds.map(({ kind, label }) => (
        <button
          key={kind}
          type="button"
          aria-label={`Add ${label.toLowerCase()}`}
          onClick={() => add(kind)}
          {...(kind === "space" && { onPointerEnter: near, onFocus: near })}
        >
          {label}
        </button>
      ))}
      <MoveAnnouncement />
    </fieldset>
  );
}
