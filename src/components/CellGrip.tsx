import { useState } from "react";
import { createPortal } from "react-dom";
import styles from "./CellGrip.module.css";
import { type Carried, carryCell } from "./carry-cell.ts";
import { useNotebook, useSession } from "./session.ts";

/** Width kept to the right of what goes with the pointer, in CSS pixels. */
const labelRoom = 180;

/** Where a cell is taken to be dragged. Keys and the menu move cells as well, so that it is for pointers alone. */
export function CellGrip({ id, name }: { id: string; name: string }) {
  const { notebook } = useSession();
  const movable = useNotebook(({ document }) => document.cells.length > 2);
  const [carried, setCarried] = useState<Carried | null>(null);
  if (!movable) return null;
  return (
    <>
      <span
        className={styles.grip}
        aria-hidden="true"
        title="Drag to move"
        data-grip={id}
        onPointerDown={(event) => {
          if (event.button !== 0 || !event.isPrimary) return;
          // Neither a text nor another thing under the way is chosen.
          event.preventDefault();
          carryCell(notebook, id, event.nativeEvent, event.currentTarget, setCarried);
        }}
      >
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          {[3, 8, 13].flatMap((y) =>
            [5.5, 10.5].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.4" />),
          )}
        </svg>
      </span>
      {carried && createPortal(<Carrying carried={carried} name={name} />, document.body)}
    </>
  );
}

function Carrying({ carried: { x, y, line }, name }: { carried: Carried; name: string }) {
  return (
    <div className={styles.carrying} aria-hidden="true">
      {line && <div className={styles.line} style={line} data-landing />}
      <div className={styles.label} style={{ left: Math.min(x + 14, innerWidth - labelRoom), top: y + 10 }}>
        {name}
      </div>
    </div>
  );
}
