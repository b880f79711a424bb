import { namedViews } from "../../app/space/motion.ts";
import rows from "../ControlsPlace.module.css";
import { SegmentedControl } from "../SegmentedControl.tsx";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

const projections = [
  { value: "perspective", label: "Perspective" },
  { value: "orthographic", label: "Orthographic" },
] as const;

/** From where one looks, by name, and whether what is farther is smaller. */
export function CameraControls() {
  const session = useSpace();
  const camera = useSpaceState(({ cell }) => cell.camera);
  const names = useAxisNames();
  const look = (from: { readonly azimuth: number; readonly elevation: number }) =>
    session.change(null, { camera: { ...camera, ...from, target: null, zoom: 1 } });
  return (
    <div className={styles.group}>
      <fieldset className={`${styles.views} ${rows.row}`} aria-label="Views">
        <button type="button" onClick={() => look(namedViews.corner)}>
          Corner
        </button>
        {namedViews.axes.map((view, axis) => (
          <button
            key={names[axis]}
            type="button"
            onClick={() => look(view)}
            aria-label={`Along ${names[axis]}`}
          >
            <i>{names[axis]}</i>
          </button>
        ))}
      </fieldset>
      <SegmentedControl
        label="Projection"
        options={projections}
        value={camera.projection}
        onChange={(projection) => session.change(null, { camera: { ...camera, projection } })}
      />
    </div>
  );
}
