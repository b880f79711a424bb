import { bounds } from "../../app/document/bounds.ts";
import { coordinateText } from "../numbers.ts";
import { useDraft } from "../useDraft.ts";
import styles from "./Laboratory.module.css";
import { readPlace } from "./place.ts";

interface Props {
  readonly label: string;
  readonly point: readonly number[];
  readonly onChange: (point: readonly number[]) => void;
}

/** A point typed with commas. */
export function PointField({ label, point, onChange }: Props) {
  const text = point.map(coordinateText).join(", ");
  const draft = useDraft(text, (typed) => {
    const place = readPlace(typed);
    if (place) onChange(place.slice(0, bounds.entries).map(clampCoordinate));
  });
  const isWrong = draft.value !== text && readPlace(draft.value) === null;
  return (
    <label className={styles.pair}>
      <span>{label}</span>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        className={styles.point}
        {...draft}
      />
      {isWrong && <span className={styles.wrong}>Numbers with commas between them are a point.</span>}
    </label>
  );
}

export function clampCoordinate(value: number): number {
  return Math.min(bounds.coordinate, Math.max(-bounds.coordinate, value));
}
