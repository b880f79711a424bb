import type { ReactNode } from "react";
import { hasAnswered } from "../app/store/view.ts";
import styles from "./Cells.module.css";
import { ControlsPlace } from "./ControlsPlace.tsx";
import { Group } from "./Group.tsx";
import { Flux, Formulas, Notices, PinTable, ReadoutPanel, SliceControls, TimeBar } from "./later.tsx";
import { Plane } from "./Plane.tsx";
import sliders from "./Sliders.module.css";
import { useView } from "./session.ts";

/** A picture with all that belongs to it; `children`, the source `code`, stands beside it. */
export function PlaneCell({
  alone,
  code,
  children,
}: {
  alone: boolean;
  code: string | null;
  children?: ReactNode;
}) {
  const time = useView((state) => (state.picture?.program ?? state.program).time !== null);
  const beginning = useView((state) => state.drawing && !hasAnswered(state));
  return (
    <>
      <Group className={styles.writing} aria-label="Source">
        {children}
        {time && (
          <div className={sliders.sliders}>
            <TimeBar />
          </div>
        )}
        <SliceControls />
        <Formulas code={code} />
      </Group>
      <Group className={styles.controls} aria-label="Map settings">
        <ControlsPlace alone={alone} />
      </Group>
      <Group className={styles.picture} aria-label="Picture">
        <Notices />
        <Plane />
      </Group>
      <Group className={styles.readout} aria-label="Readout">
        <div className={styles.figures}>
          {beginning && <p className={styles.beginning}>Drawing the first picture…</p>}
          <ReadoutPanel />
        </div>
        <PinTable />
        <Flux />
      </Group>
    </>
  );
}
