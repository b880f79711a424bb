import { type ComponentType, useLayoutEffect, useRef, useState } from "react";
import type { LabCell as Cell, SpaceCell } from "../../app/document/document.ts";
import { prepareSpaceWorker } from "../../app/space/worker.ts";
import { CellBox } from "../CellBox.tsx";
import { cellFocus } from "../focus-cell.ts";
import { later } from "../lazily.tsx";
import { useNotebook } from "../session.ts";
import { useSeen } from "../useSeen.ts";
import styles from "./LabBox.module.css";

type Kind = (Cell | SpaceCell)["kind"];

const parts = {
  compare: later(async () => (await import("./Compare.tsx")).Compare),
  convergence: later(async () => (await import("./Convergence.tsx")).Convergence),
  cost: later(async () => (await import("./Cost.tsx")).Cost),
  points: later(async () => (await import("./Points.tsx")).Points),
  space: later(async () => {
    prepareSpaceWorker();
    return (await import("../space/Space.tsx")).Space;
  }),
} satisfies Readonly<Record<Kind, ComponentType<{ id: string; early?: boolean }>>>;

/** Loads what a cell of space is, so that one that is added is there at once. */
export const prepareSpace = parts.space.prepare;

/** Cells of a document up to which all are made, and computed, at once: each takes milliseconds, and its tasks more. */
const cellsAtOnce = 40;

/**
 * A cell of the laboratory, or of space; each kind is loaded where there is one. Of a long document those are made that
 * have been seen, as views of space always are.
 */
export function LabCell({ id, kind, early }: { id: string; kind: Kind; early?: boolean }) {
  const [seen, setSeen] = useState(false);
  const rests = useNotebook(({ document }) => document.cells.length > cellsAtOnce);
  if (rests && !seen && kind !== "space" && !early) return <Resting id={id} onSeen={() => setSeen(true)} />;
  const Part = parts[kind];
  return <Part id={id} early={early === true} />;
}

/** The place of a cell that is not made yet. Where it has the focus, the cell has it after it. */
function Resting({ id, onSeen }: { id: string; onSeen: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useSeen(place, (seen) => {
    if (seen) onSeen();
  });
  useLayoutEffect(() => {
    const { current } = place;
    return () => {
      if (current?.contains(document.activeElement)) cellFocus.focus(id);
    };
  }, [id]);
  return (
    <div ref={place}>
      <CellBox id={id} className={styles.resting} onEdit={(box) => box.scrollIntoView({ block: "nearest" })}>
        {null}
      </CellBox>
    </div>
  );
}
