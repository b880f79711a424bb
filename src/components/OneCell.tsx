import { useEffect, useRef } from "react";
import type { Cell } from "../app/document/document.ts";
import { slidersFor } from "../app/store/needed.ts";
import { Announcement } from "./Announcement.tsx";
import { CellBox } from "./CellBox.tsx";
import styles from "./Embed.module.css";
import { Flux } from "./Flux.tsx";
import { CodeFormulas } from "./Formulas.tsx";
import { Group } from "./Group.tsx";
import { labPart } from "./lab-part.ts";
import { TextCell } from "./later.tsx";
import { later } from "./lazily.tsx";
import { Notices } from "./Notices.tsx";
import { coordinateText, readoutText } from "./numbers.ts";
import { PinTable } from "./PinTable.tsx";
import { Plane } from "./Plane.tsx";
import { Sliders } from "./Sliders.tsx";
import { SourceCell } from "./SourceCell.tsx";
import { PlaneContext, useNotebook, useSession, useView } from "./session.ts";
import { TimeBar } from "./TimeBar.tsx";
import { useSeen } from "./useSeen.ts";

const LabCell = later(async () => (await labPart()).LabCell);

/** A cell that has the frame in another page to itself, with the numbers that it depends on and none of its settings. */
export function OneCell({ cell }: { cell: Cell }) {
  const { notebook } = useSession();
  const reading = useNotebook((state) => state.reading);
  const sources = slidersFor(cell, reading);
  // Pictures of other cells, which the page would wait for, do not come.
  useEffect(() => notebook.set({ begun: true }), [notebook]);
  return (
    <div className={styles.one} data-kind={cell.kind}>
      <Content cell={cell} />
      {sources.length > 0 && (
        <Group className={styles.sliders} aria-label="Numbers">
          {sources.map((id) => (
            <Sliders key={id} id={id} />
          ))}
        </Group>
      )}
    </div>
  );
}

function Content({ cell: { id, kind } }: { cell: Cell }) {
  if (kind === "plane") return <OnePlane id={id} />;
  if (kind === "text") return <TextCell id={id} />;
  if (kind !== "code") return <LabCell id={id} kind={kind} early />;
  return (
    <div>
      <SourceCell id={id} />
      <CodeFormulas code={id} />
    </div>
  );
}

function OnePlane({ id }: { id: string }) {
  const session = useSession();
  const place = useRef<HTMLDivElement>(null);
  const plane = useSeen(place, (seen) => session.sighted(id, seen)) ? session.planeOf(id) : null;
  return (
    <div ref={place} className={styles.plane}>
      <CellBox id={id} onEdit={(box) => box.querySelector<HTMLElement>('[role="application"]')?.focus()}>
        {plane && (
          <PlaneContext value={plane}>
            <Group className={styles.picture} aria-label="Picture">
              <Notices />
              <Plane />
            </Group>
            <Numbers />
          </PlaneContext>
        )}
      </CellBox>
    </div>
  );
}

/** The divergence where it is read, in one line, and what the document itself puts on show. */
function Numbers() {
  const time = useView((state) => state.picture?.program.time);
  const readout = useView((state) => state.readout);
  const value =
    readout.status === "done" ? readout.value : readout.status === "running" ? readout.last : null;
  return (
    <Group className={styles.numbers} aria-label="Readout">
      {time && <TimeBar />}
      {value && (
        <p>
          ∇·{value.field} = {readoutText(value.exact)} at ({value.place.map(coordinateText).join(", ")})
        </p>
      )}
      <Announcement readout={value} />
      <PinTable />
      <Flux />
    </Group>
  );
}
