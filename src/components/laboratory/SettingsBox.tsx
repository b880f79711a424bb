import type { ReactNode } from "react";
import { NumberField } from "../NumberField.tsx";
import styles from "./Laboratory.module.css";

/** Settings that are out of the way until they are asked for; the summary says what they are. */
export function SettingsBox({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className={styles.settings}>
      <summary>{summary}</summary>
      <div className={styles.controls}>{children}</div>
    </details>
  );
}

interface NumberProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A number with its name before it. */
export function LabelledNumber({ label, value, onChange }: NumberProps) {
  return (
    <span className={styles.pair}>
      <span aria-hidden="true">{label}</span>
      <NumberField label={label} className={styles.number} value={value} onChange={onChange} />
    </span>
  );
}
