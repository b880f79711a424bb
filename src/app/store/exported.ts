import { type PlaneCell, planeCells, type SpaceCell } from "../document/document.ts";
import type { NotebookState } from "./notebook.ts";

/**
 * What is exported where no cell is named: the picture last worked with, in a plane or in space, or the first plane, or the
 * first view of space. What is folded away shows none. Null where there is none.
 */
export function exportedCell({
  document,
  active,
}: Pick<NotebookState, "document" | "active">): PlaneCell | SpaceCell | null {
  const planes = planeCells(document);
  const views = document.cells.filter(
    (cell): cell is SpaceCell => cell.kind === "space" && cell.collapsed !== true,
  );
  return [...planes, ...views].find(({ id }) => id === active) ?? planes[0] ?? views[0] ?? null;
}
