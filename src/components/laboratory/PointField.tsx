import { useState } from "react";
import { bounds } from "../../app/document/bounds.ts";
import { coordinateText } from "../numbers.ts";
import styles from "./Laboratory.module.css";
import { readPlace } from "./place.ts";

interface Props {
  readonly label: string;
  readonly point: readonly number[];
  readonly onChange: (point: readonly number[]) => void;
}

/** A point typed with commas. It takes effect when it is one, and stays as typed until the field is left. */
export function PointField({ label, point, onChange }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const isWrong = draft !== null && readPlace(draft) === null;
  return (
    <label className={styles.pair}>
      <span>{label}</span>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        className={styles.point}
        value={draft ?? point.map(coordinateText).join(", ")}
        onChange={({ target }) => {
          setDraft(target.value);
          const typed = readPlace(target.value);
          if (typed) onChange(typed.slice(0, bounds.entries).map(clampCoordinate));
        }}
        onBlur={() => setDraft(null)}
        onKeyDown={({ key }) => {
          if (key === "Enter" || key === "Escape") setDraft(null);
        }}
      />
      {isWrong && <span className={styles.wrong}>Numbers with commas between them are a point.</span>}
    </label>
  );
}

export function clampCoordinate(value: number): number {
  return Math.min(bounds.coordinate, Math.max(-bounds.coordinate, value));
}
