import { roughText } from "./numbers.ts";
import styles from "./ReadoutPanel.module.css";
import { usePlaneSession, useView } from "./session.ts";

/** RMS and largest error of the estimate over the view. */
export function ErrorFigures() {
  const session = usePlaneSession();
  const statistics = useView((state) => state.statistics);
  const isBlank = useView((state) => state.picture === null);
  // None are to come.
  if (isBlank) return null;
  if (statistics.status === "stopped")
    return (
      <button type="button" className={styles.small} onClick={session.measure}>
        Measure
      </button>
    );
  const progress = statistics.status === "running" ? statistics.progress : undefined;
  if (statistics.status === "failed") return <span className={styles.failure}>{statistics.message}</span>;
  const running = statistics.status === "running";
  const value = statistics.status === "done" ? statistics.value : running ? statistics.last : null;
  const missing = value ? value.points - value.finite : 0;
  const sample = value
    ? `Over ${value.points} points of the view${missing > 0 ? `, ${missing} of them without a finite error` : ""}`
    : undefined;
  return (
    <span className={styles.errors} data-running={running || undefined} title={sample}>
      <span>RMS</span>
      <data value={String(value?.rms)} data-figure="rms">
        {value ? roughText(value.rms) : "…"}
      </data>
      <span title="Predicted by the law of variance">law</span>
      <data value={String(value?.predicted)} data-figure="predicted-rms">
        {typeof value?.predicted === "number" ? roughText(value.predicted) : "…"}
      </data>
      <span>max</span>
      <data value={String(value?.largest)} data-figure="largest">
        {value ? roughText(value.largest) : "…"}
      </data>
      {progress !== undefined && (
        <span className={styles.progress}>
          <progress max={1} value={progress} aria-label="Share of the errors over the view measured" />
          <button
            type="button"
            className={styles.small}
            aria-label="Stop measuring"
            onClick={session.stopMeasuring}
          >
            ×
          </button>
        </span>
      )}
    </span>
  );
}
