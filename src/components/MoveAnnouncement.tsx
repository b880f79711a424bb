import { useEffect, useState } from "react";
import { cellName } from "../app/document/cells.ts";
import type { Document } from "../app/document/document.ts";
import { useSession } from "./session.ts";

/** Says where a cell has been moved to, by whatever means. */
export function MoveAnnouncement() {
  const { notebook } = useSession();
  const [words, setWords] = useState("");
  useEffect(
    () =>
      notebook.store.subscribe(({ document, active }, before) => {
        if (document.cells === before.document.cells) return;
        const said = wordsOf(before.document, document, active);
        if (said !== null) setWords(said);
      }),
    [notebook],
  );
  return (
    <p className="unseen" aria-live="polite">
      {words}
    </p>
  );
}

/** null where no cell was moved: cells came or went, or were only changed. */
function wordsOf(before: Document, document: Document, active: string | null): string | null {
  const { cells } = document;
  const same = before.cells.length === cells.length;
  const known = new Set(before.cells.map(({ id }) => id));
  const differ = cells.filter(({ id }, at) => before.cells[at]?.id !== id);
  if (!same || differ.length === 0 || !cells.every(({ id }) => known.has(id))) return null;
  const moved = differ.find(({ id }) => id === active) ?? differ[0];
  return moved
    ? `${cellName(document, moved)} is now cell ${cells.indexOf(moved) + 1} of ${cells.length}.`
    : null;
}
