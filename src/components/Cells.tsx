import { Component, type PropsWithChildren, useMemo, useRef } from "react";
import { type Row as RowCells, rowsOf } from "../app/document/rows.ts";
import { welcomeId } from "../app/first-example.ts";
import { CellBox } from "./CellBox.tsx";
import styles from "./Cells.module.css";
import { labPart } from "./lab-part.ts";
import { AddBar, CodeFormulas, CollapsedCell, TextCell } from "./later.tsx";
import { later } from "./lazily.tsx";
import { PlaneCell } from "./PlaneCell.tsx";
import { SourceCell } from "./SourceCell.tsx";
import { PlaneContext, useNotebook, useSession } from "./session.ts";
import { useSeen } from "./useSeen.ts";

const LabCell = later(async () => (await labPart()).LabCell);
const OneCell = later(async () => (await import("./OneCell.tsx")).OneCell);

/** The cells of the notebook, one after the other. A picture stands beside the source just before it. */
export function Cells() {
  const cells = useNotebook((state) => state.document.cells);
  const showing = useNotebook((state) => state.showing);
  const slide = useNotebook((state) => state.slide);
  const one = useNotebook((state) => state.document.cells.find(({ id }) => id === state.one));
  const rows = useMemo(() => rowsOf(cells), [cells]);
  const present = showing === "present" ? rows.slice(Math.min(slide, rows.length - 1)).slice(0, 1) : rows;
  if (one) return <OneCell early cell={one} />;
  return (
    <>
      {present.map((row) => (
        <Guarded key={row.key}>
          <Row row={row} alone={present.length === 1} />
        </Guarded>
      ))}
      {showing === "page" && <AddBar />}
    </>
  );
}

/** What breaks in one row leaves the others, and the document, as they are. */
class Guarded extends Component<PropsWithChildren> {
  override state = { broken: false };
  static getDerivedStateFromError = () => ({ broken: true });
  override render() {
    if (!this.state.broken) return this.props.children;
    return <p role="alert">This cell could not be drawn. The document is safe.</p>;
  }
}

function Row({ row, alone }: { row: RowCells; alone: boolean }) {
  const session = useSession();
  const { code, plane, lab, key, collapsed } = row;
  if (collapsed) return <CollapsedCell id={key} />;
  if (lab) return <LabCell id={key} kind={lab} early={key === session.first} />;
  if (plane) return <PlaneRow id={plane} alone={alone} code={code} />;
  if (!code)
    return (
      <div className={key === welcomeId ? styles.welcome : ""}>
        <TextCell id={key} />
      </div>
    );
  return (
    <div className={styles.code}>
      <SourceCell id={code} />
      <CodeFormulas code={code} />
    </div>
  );
}

/** Pictures are made when they are first seen, and work only while they are. */
function PlaneRow({ id, code, alone }: { id: string; code: string | null; alone: boolean }) {
  const session = useSession();
  const place = useRef<HTMLDivElement>(null);
  const plane = useSeen(place, (seen) => session.sighted(id, seen)) ? session.planeOf(id) : null;
  const source = code !== null && <SourceCell id={code} />;
  return (
    <div ref={place} className={styles.place} data-alone={alone}>
      <CellBox
        id={id}
        className={styles.row}
        onEdit={(box) => box.querySelector<HTMLElement>('[role="application"]')?.focus()}
      >
        {plane ? (
          <PlaneContext value={plane}>
            <PlaneCell alone={alone} code={code}>
              {source}
            </PlaneCell>
          </PlaneContext>
        ) : (
          <section className={styles.writing} aria-label="Source">
            {source}
          </section>
        )}
      </CellBox>
    </div>
  );
}
