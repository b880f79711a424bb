import type { Cell, LabCell, SpaceCell } from "./document.ts";

/** Cells that stand side by side on a wide page: a source and the picture just after it, or a cell by itself. */
export interface Row {
  readonly key: string;
  /** Ids of the source and of the picture in it. */
  readonly code: string | null;
  readonly plane: string | null;
  /** Which cell of the laboratory it is, or that it is one of space. */
  readonly lab: (LabCell | SpaceCell)["kind"] | null;
  readonly collapsed: boolean;
}

/** The rows of a notebook. What is collapsed stands by itself. */
export function rowsOf(cells: readonly Cell[]): readonly Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] as Cell;
    const next = cells[at + 1];
    const isPair = cell.kind === "code" && next?.kind === "plane" && !cell.collapsed && !next.collapsed;
    if (isPair) at += 1;
    rows.push({
      // A picture keeps its row when the source before it comes or goes.
      key: isPair ? next.id : cell.id,
      code: cell.kind === "code" ? cell.id : null,
      plane: isPair ? next.id : cell.kind === "plane" ? cell.id : null,
      lab: isLab(cell) ? cell.kind : null,
      collapsed: cell.collapsed === true,
    });
  }
  return rows;
}

function isLab(cell: Cell): cell is LabCell | SpaceCell {
  const { kind } = cell;
  return kind !== "text" && kind !== "code" && kind !== "plane";
}
