import type { ReactNode } from "react";
import styles from "./Controls.module.css";
import {
  ColourControls,
  CompareControls,
  EstimateControls,
  LayerBar,
  MapControls,
  WatchControls,
} from "./later.tsx";

/** Where the controls of the picture stand. They are loaded after it; room for them is kept. */
export function ControlsPlace() {
  return (
    <>
      <Row>
        <LayerBar />
      </Row>
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
