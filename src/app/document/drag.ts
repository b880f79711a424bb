import type { Cell, Document } from "./document.ts";
import { rowsOf } from "./rows.ts";

/** The cells that move when one is dragged: a picture takes the source beside it along. */
export function draggedWith(cells: readonly Cell[], id: string): readonly string[] {
  const row = rowsOf(cells).find(({ key }) => key === id);
  return row?.code && row.plane ? [row.code, row.plane] : [id];
}

/** Where cells can be put: before the first cell of any row, or at the end, which is null. No row is torn apart. */
export function landingsOf(cells: readonly Cell[]): readonly (string | null)[] {
  return [...rowsOf(cells).map(({ code, key }) => code ?? key), null];
}

/** The document with these cells, one after the other, before another one or at the end; itself where nothing moves. */
export function withMovedBefore(document: Document, ids: readonly string[], before: string | null): Document {
  const isMoved = ({ id }: Cell) => ids.includes(id);
  const rest = document.cells.filter((cell) => !isMoved(cell));
  const to = before === null ? rest.length : rest.findIndex(({ id }) => id === before);
  // Before one of themselves they are already.
  if (to < 0) return document;
  const cells = rest.toSpliced(to, 0, ...document.cells.filter(isMoved));
  return cells.every((cell, at) => cell === document.cells[at]) ? document : { ...document, cells };
}
