import { type ReactNode, useState } from "react";
import styles from "./ControlsPlace.module.css";
import {
  ColourControls,
  CompareControls,
  EstimateControls,
  LayerBar,
  MapControls,
  WatchControls,
} from "./later.tsx";

/**
 * Where the controls of the picture stand. They are loaded after it; room for them is kept. Among other cells all but the
 * layers are folded away until they are wanted.
 */
export function ControlsPlace({ alone }: { alone: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Row>
        <LayerBar />
        {!alone && (
          <button
            type="button"
            className={styles.settings}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? "Fewer settings" : "Map settings"}
          </button>
        )}
      </Row>
      {(alone || open) && <Settings />}
    </>
  );
}

function Settings() {
  return (
    <>
      <Row>
        <MapControls />
        <WatchControls />
        <CompareControls />
      </Row>
      <Row>
        <ColourControls />
      </Row>
      <Row>
        <EstimateControls />
      </Row>
    </>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className={`${styles.row} ${styles.later}`}>{children}</div>;
}
