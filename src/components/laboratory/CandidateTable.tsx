import { countText } from "../../app/count-text.ts";
import type { TimedCandidate } from "../../app/laboratory/candidates.ts";
import { methodLabels } from "../../app/laboratory/method-words.ts";
import { spreadText, timingText } from "./figure-text.ts";
import styles from "./LabTable.module.css";
import { LabTable } from "./LabTable.tsx";

const columns = [
  { name: "method", isWords: true },
  { name: "applies", isWords: true },
  { name: "passes" },
  { name: "operations" },
  { name: "time for a point" },
  { name: "why", isWords: true },
];

interface Props {
  readonly field: string;
  readonly candidates: readonly TimedCandidate[];
}

/** All exact ways to the divergence of the document's field, as the plan weighs them and as they are measured. */
export function CandidateTable({ field, candidates }: Props) {
  return (
    <LabTable label={`Exact ways to the divergence of ${field}`} columns={columns}>
      {candidates.map(({ method, structure, applies, passes, flops, time, why, isChosen }) => (
        <tr key={structure ?? method} className={isChosen ? styles.chosen : undefined}>
          <th scope="row" className={styles.words}>
            {structure ? `${methodLabels[method]}, ${structure}` : methodLabels[method]}
            {isChosen && " ✓ chosen"}
          </th>
          <td className={styles.words}>{applies ? "yes" : "no"}</td>
          <td>{countText(passes)}</td>
          <td>{countText(flops)}</td>
          <td title={time ? spreadText(time) : undefined}>{timingText(time)}</td>
          <td className={styles.why}>{why}</td>
        </tr>
      ))}
    </LabTable>
  );
}
