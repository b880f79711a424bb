import { useMemo, useRef } from "react";
import { type Row as RowCells, rowsOf } from "../app/document/rows.ts";
import styles from "./Cells.module.css";
import { PlaneCell } from "./PlaneCell.tsx";
import { SourceCell } from "./SourceCell.tsx";
import { PlaneContext, useNotebook, useSession } from "./session.ts";
import { useSeen } from "./useSeen.ts";

/** The cells of the notebook, one after the other. A picture stands beside the source just before it. */
export function Cells() {
  const cells = useNotebook((state) => state.document.cells);
  const rows = useMemo(() => rowsOf(cells), [cells]);
  return rows.map((row) => <Row key={row.key} row={row} alone={rows.length === 1} />);
}

function Row({ row, alone }: { row: RowCells; alone: boolean }) {
  const { code, plane } = row;
  if (plane) return <PlaneRow id={plane} alone={alone} code={code} />;
  return (
    code && (
      <div className={styles.code}>
        <SourceCell id={code} />
      </div>
    )
  );
}

/** Pictures are made when they are first seen, and work only while they are. */
function PlaneRow({ id, code, alone }: { id: string; code: string | null; alone: boolean }) {
  const session = useSession();
  const box = useRef<HTMLDivElement>(null);
  const plane = useSeen(box) ? session.planeOf(id) : null;
  const source = code !== null && <SourceCell id={code} />;
  return (
    // What is worked with is what the page's own commands are about.
    <div
      ref={box}
      className={styles.row}
      data-alone={alone}
      onFocusCapture={() => session.notebook.set({ active: id })}
      onPointerDownCapture={() => session.notebook.set({ active: id })}
    >
      {plane ? (
        <PlaneContext value={plane}>
          <PlaneCell>{source}</PlaneCell>
        </PlaneContext>
      ) : (
        <section className={styles.writing} aria-label="Source">
          {source}
        </section>
      )}
    </div>
  );
}
