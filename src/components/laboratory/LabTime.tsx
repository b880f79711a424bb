import type { LabCell } from "../../app/document/document.ts";
import { NumberField } from "../NumberField.tsx";
import { TimeSlider } from "../TimeSlider.tsx";
import styles from "./LabTime.module.css";
import { clampCoordinate } from "./PointField.tsx";
import { useLabChange } from "./useLabChange.ts";

/** The time at which a cell looks at its field: scrubbed or typed. */
export function LabTime({ cell: { id, time } }: { cell: LabCell }) {
  const change = useLabChange<LabCell>(id);
  const setTime = (value: number) => change({ time: clampCoordinate(value) }, "time");
  return (
    <fieldset className={styles.time} aria-label="Time">
      <span className={styles.name} aria-hidden="true">
        t
      </span>
      <TimeSlider time={time} onChange={setTime} />
      <NumberField label="Value of t" className={styles.number} value={time} onChange={setTime} />
    </fieldset>
  );
}
