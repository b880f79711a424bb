import { useCallback } from "react";
import { type Cell, type LabCell, withCell } from "../../app/document/document.ts";
import { useSession } from "../session.ts";

/** Changes settings of a cell: changes of the same `kind` soon after each other are one step back, null is one by itself. */
export function useLabChange<Own extends LabCell>(
  id: string,
): (change: Partial<Omit<Own, "id" | "kind">>, kind: string | null) => void {
  const { notebook } = useSession();
  return useCallback(
    (change, kind) =>
      notebook.change(kind && `${kind} of ${id}`, (document) =>
        withCell(document, id, (cell) => ({ ...cell, ...change }) as Cell),
      ),
    [notebook, id],
  );
}
