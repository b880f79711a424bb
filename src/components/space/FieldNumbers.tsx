import { slidersFor } from "../../app/store/needed.ts";
import { readingOf } from "../../app/store/reading.ts";
import { Sliders } from "../Sliders.tsx";
import { useNotebook } from "../session.ts";
import { useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

/** So many numbers leave room for what is below them. */
const few = 6;

/** The numbers that the field depends on, where its picture is seen: their source seldom is, and not when presenting. */
export function FieldNumbers() {
  const cell = useSpaceState((state) => state.cell);
  const reading = useNotebook((state) => state.reading);
  const sources = slidersFor(cell, reading);
  if (sources.length === 0) return null;
  const count = sources.reduce((sum, id) => sum + (readingOf(reading, id)?.parameters.length ?? 0), 0);
  return (
    <details className={styles.group} open={count <= few}>
      <summary>Numbers</summary>
      {sources.map((id) => (
        <Sliders key={id} id={id} />
      ))}
    </details>
  );
}
