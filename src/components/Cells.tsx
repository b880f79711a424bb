import { Component, type CSSProperties, type PropsWithChildren, useMemo, useRef } from "react";
import { type Row as RowCells, rowsOf } from "../app/document/rows.ts";
import { welcomeId } from "../app/first-example.ts";
import { readingOf } from "../app/store/reading.ts";
import type { FunctionDefinition } from "../engine/language/program.ts";
import { around } from "./around.ts";
import { CellBox } from "./CellBox.tsx";
import styles from "./Cells.module.css";
import { Group } from "./Group.tsx";
import { labPart } from "./lab-part.ts";
import { AddBar, CodeFormulas, CollapsedCell, TextCell } from "./later.tsx";
import { later } from "./lazily.tsx";
import { BesideSource, PlaneCell } from "./PlaneCell.tsx";
import { SourceCell } from "./SourceCell.tsx";
import { PlaneContext, useNotebook, useSession } from "./session.ts";
import { useSeen } from "./useSeen.ts";

const LabCell = later(async () => (await labPart()).LabCell);
around.load = () => labPart().then((lab) => Promise.all([LabCell.prepare(), lab.prepareSpace()]));
const OneCell = later(async () => (await import("./OneCell.tsx")).OneCell);

/** The cells of the notebook, one after the other. A picture stands beside the source just before it. */
export function Cells() {
  const cells = useNotebook((state) => state.document.cells);
  const showing = useNotebook((state) => state.showing);
  const slide = useNotebook((state) => state.slide);
  const one = useNotebook((state) => state.document.cells.find(({ id }) => id === state.one));
  const blanks = useNotebook((state) => state.blanks);
  const rows = useMemo(() => rowsOf(cells), [cells]);
  const present = showing === "present" ? rows.slice(Math.min(slide, rows.length - 1)).slice(0, 1) : rows;
  if (one) return <OneCell early cell={one} />;
  return (
    <>
      {present.map((row) => (
        <Guarded key={row.key + blanks}>
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
  if (lab)
    return (
      <div className={lab === "space" ? styles.space : styles.lab}>
        <LabCell id={key} kind={lab} early={key === session.first} />
      </div>
    );
  if (plane) return <PlaneRow id={plane} alone={alone} code={code} />;
  if (!code)
    return (
      <div className={key === welcomeId ? styles.welcome : ""}>
        <TextCell id={key} />
      </div>
    );
  return <CodeRow code={code} />;
}

/** A source that stands by itself; about as much room as its formulas take is kept until it is seen and they have come. */
function CodeRow({ code }: { code: string }) {
  const place = useRef<HTMLDivElement>(null);
  const seen = useSeen(place);
  const lines = useNotebook(({ reading }) => linesOf(readingOf(reading, code)?.functions ?? []));
  return (
    <div ref={place} className={styles.code} style={{ "--lines": lines } as CSSProperties}>
      <SourceCell id={code} />
      {seen && <CodeFormulas code={code} />}
    </div>
  );
}

/** A component has a line, and between formulas there is some room. */
function linesOf(functions: readonly FunctionDefinition[]): number {
  return functions.reduce(
    (sum, { syntax: { body } }) => sum + (body.kind === "tuple" ? body.items.length + 0.7 : 1.5),
    0,
  );
}

/**
 * Pictures are made when they are first seen, and work only while they are. Their source stays where it is then: it may
 * have the focus.
 */
function PlaneRow({ id, code, alone }: { id: string; code: string | null; alone: boolean }) {
  const session = useSession();
  const place = useRef<HTMLDivElement>(null);
  const plane = useSeen(place, (seen) => session.sighted(id, seen)) ? session.planeOf(id) : null;
  return (
    <div ref={place} className={styles.place} data-alone={alone}>
      <CellBox
        id={id}
        className={styles.row}
        onEdit={(box) => box.querySelector<HTMLElement>('[role="application"]')?.focus()}
      >
        <PlaneContext value={plane}>
          <Group className={styles.writing} aria-label="Source">
            {code !== null && <SourceCell id={code} />}
            {plane && <BesideSource code={code} />}
          </Group>
          {plane ? (
            <PlaneCell alone={alone} />
          ) : (
            <>
              <div className={styles.picture} />
              <div className={styles.readout}>
                <div className={styles.figures} />
              </div>
            </>
          )}
        </PlaneContext>
      </CellBox>
    </div>
  );
}
