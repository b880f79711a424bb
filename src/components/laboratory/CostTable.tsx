import { countText } from "../../app/count-text.ts";
import type { CostPoint } from "../../app/laboratory/cost.ts";
import { spreadText, timingText } from "./figure-text.ts";
import styles from "./LabTable.module.css";
import { LabTable } from "./LabTable.tsx";

const columns = [
  { name: "n" },
  { name: "method", isWords: true },
  { name: "passes" },
  { name: "operations" },
  { name: "time" },
];

interface Props {
  readonly points: readonly CostPoint[];
  /** In words, in the order of the task. */
  readonly names: readonly string[];
}

/** What each method costs at each size, counted and measured. */
export function CostTable({ points, names }: Props) {
  return (
    <LabTable label="Costs by size and method" columns={columns}>
      {points.map(({ n, method, passes, flops, structure, time }) => (
        <tr key={`${n} ${method}`}>
          <th scope="row">{n}</th>
          <td className={styles.words}>
            {names[method]}
            {structure && `: ${structure}`}
          </td>
          <td>{countText(passes)}</td>
          <td>{countText(flops)}</td>
          <td title={time ? spreadText(time) : "It would take too long to measure."}>{timingText(time)}</td>
        </tr>
      ))}
    </LabTable>
  );
}
