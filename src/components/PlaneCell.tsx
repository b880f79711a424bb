import { hasAnswered } from "../app/store/view.ts";
import styles from "./Cells.module.css";
import { ControlsPlace } from "./ControlsPlace.tsx";
import { Group } from "./Group.tsx";
import { Flux, Formulas, Notices, PinTable, ReadoutPanel, SliceControls, TimeBar } from "./later.tsx";
import { Plane } from "./Plane.tsx";
import sliders from "./Sliders.module.css";
import { useView } from "./session.ts";

/** What stands with the source `code` of a picture. */
export function BesideSource({ code }: { code: string | null }) {
  const time = useView((state) => (state.picture?.program ?? state.program).time !== null);
  return (
    <>
      {time && (
        <div className={sliders.sliders}>
          <TimeBar />
        </div>
      )}
      <SliceControls />
      <Formulas code={code} />
    </>
  );
}

/** A picture with all that belongs to it but its source. */
export function PlaneCell({ alone }: { alone: boolean }) {
  const beginning = useView((state) => state.drawing && !hasAnswered(state));
  return (
    <>
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
