import { useState } from "react";
import type { CostPoint } from "../../app/laboratory/cost.ts";
import { methodWords } from "../../app/laboratory/method-words.ts";
import { SegmentedControl } from "../SegmentedControl.tsx";
import styles from "./Cost.module.css";
import { CostChart } from "./CostChart.tsx";
import { CostTable } from "./CostTable.tsx";
import type { Measure } from "./cost-series.ts";
import type { Running } from "./useTask.ts";

const measures = [
  { value: "time", label: "Measured time" },
  { value: "flops", label: "Counted operations" },
] as const;

/** Costs of methods against n, as they are measured and as they are counted, and where they cross. */
export function FamilyCost({ running }: { running: Running<"cost"> }) {
  const [measure, setMeasure] = useState<Measure>("time");
  const { status, parts, result, task } = running;
  // Until the present run tells something, what the one before told stays on show.
  const isPresent = parts.length > 0 && task !== null;
  const points: readonly CostPoint[] = isPresent ? parts : (result?.points ?? []);
  const names = ((isPresent ? task.methods : result?.methods) ?? []).map(methodWords);
  const after = isPresent ? `after n = ${points.at(-1)?.n}` : "before anything was measured";
  const cancelled = status === "cancelled" && <p role="status">Cancelled {after}.</p>;
  if (points.length === 0) return cancelled;
  return (
    <>
      <div className={styles.figures}>
        <div className={styles.chart}>
          <SegmentedControl label="Shown cost" options={measures} value={measure} onChange={setMeasure} />
          <CostChart points={points} names={names} measure={measure} />
        </div>
        <CostTable points={points} names={names} />
      </div>
      {cancelled}
      {status === "done" && result && (
        <ul className={styles.sentences}>
          {result.problems.map(({ method, problem }) => (
            <li key={`problem ${method}`} className={styles.problem}>
              {names[method]} is left out: {problem}
            </li>
          ))}
          {result.comparisons.flatMap(({ sentences }) =>
            sentences.map((sentence) => <li key={sentence}>{sentence}</li>),
          )}
        </ul>
      )}
    </>
  );
}
