import { useMemo } from "react";
import type { LabCell } from "../../app/document/document.ts";
import { labPicture } from "../../app/store/picture.ts";
import { NumberField } from "../NumberField.tsx";
import { useNotebook } from "../session.ts";
import { TimeSlider } from "../TimeSlider.tsx";
import styles from "./LabTime.module.css";
import { clampCoordinate } from "./PointField.tsx";
import { useLabChange } from "./useLabChange.ts";

/** The time at which a cell looks at its field, where `t` is free in it: scrubbed or typed. */
export function LabTime({ cell: { id, field, time } }: { cell: LabCell }) {
  const reading = useNotebook((state) => state.reading);
  const isUsed = useMemo(() => labPicture(reading, field)?.program.time != null, [reading, field]);
  const change = useLabChange<LabCell>(id);
  if (!isUsed) return null;
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
