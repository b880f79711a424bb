import type { FluxFigures } from "../app/cpu/protocol.ts";
import type { FluxRegion } from "../app/document/document.ts";
import { fluxMeterOf, regionOf } from "../app/flux/flux.ts";
import { inSight, type RegionKind, reshaped, withoutVertex, withVertex } from "../app/flux/region.ts";
import type { ViewState } from "../app/store/view.ts";
import controls from "./Controls.module.css";
import rows from "./ControlsPlace.module.css";
import styles from "./FluxPanel.module.css";
import { Group } from "./Group.tsx";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { ShrinkButtons } from "./ShrinkButtons.tsx";
import { usePlaneSession, useView } from "./session.ts";
import { Theorem } from "./Theorem.tsx";
import { useFlux } from "./useFlux.ts";

const shapes: readonly { value: RegionKind; label: string }[] = [
  { value: "rectangle", label: "Rectangle" },
  { value: "circle", label: "Circle" },
  { value: "polygon", label: "Polygon" },
];

/** The two sides of the divergence theorem over the flux region, and what they come to as it shrinks. */
export function FluxPanel() {
  const state = useFlux((state) => state);
  const meter = fluxMeterOf(usePlaneSession());
  const playing = useView((state) => state.playing);
  return (
    <Group className={styles.panel} aria-label="Flux region">
      <Settings />
      <Theorem
        state={state}
        meter={meter}
        extent={areaOf}
        names={(field) => ({ boundary: `∮ ${field}·n ds, outward`, inside: `∬ ∇·${field} dA` })}
        where="region"
        playing={playing}
      />
    </Group>
  );
}

const areaOf = ({ area }: FluxFigures["levels"][number]) => area;

function Settings() {
  const session = usePlaneSession();
  const meter = fluxMeterOf(session);
  const kind = useView((state) => state.plane.flux?.shape ?? "rectangle");
  const vertices = useView((state) => state.plane.flux?.points.length ?? 0);
  const change = (next: (region: FluxRegion, state: ViewState) => FluxRegion) => {
    const state = session.view.store.getState();
    const region = regionOf(state);
    if (region) meter.change(next(region, state));
  };
  return (
    <div className={rows.row}>
      <SegmentedControl
        label="Shape of the flux region"
        options={shapes}
        value={kind}
        onChange={(shape) =>
          change((region, { plane, plot }) => reshaped(inSight(region, plane.view, plot), shape))
        }
      />
      {kind === "polygon" && (
        <span className={controls.pair}>
          <button
            type="button"
            aria-label="Remove a vertex"
            disabled={vertices <= 3}
            onClick={() => change((region) => withoutVertex(region))}
          >
            −
          </button>
          {vertices} vertices
          <button type="button" aria-label="Add a vertex" onClick={() => change(withVertex)}>
            +
          </button>
        </span>
      )}
      <ShrinkButtons meter={meter} />
    </div>
  );
}
