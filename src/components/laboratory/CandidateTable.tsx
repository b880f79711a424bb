import { countText } from "../../app/count-text.ts";
import type { CandidateFigures, TimedCandidate } from "../../app/laboratory/candidates.ts";
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
  /** What is known when all is measured: the estimates, and what the field itself takes. */
  readonly result: Pick<CandidateFigures, "estimates" | "fieldFlops"> | null;
}

/**
 * All exact ways to the divergence of the document's field, as the plan weighs them and as they are measured; beside them
 * what the field itself takes, and the ways that are not exact.
 */
export function CandidateTable({ field, candidates, result }: Props) {
  return (
    <LabTable label={`Ways to the divergence of ${field}`} columns={columns}>
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
      {result?.estimates.map(({ words, passes, flops, time, why }, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same method may be there twice.
        <tr key={k} data-other>
          <th scope="row" className={styles.words}>
            {words}
          </th>
          <td className={styles.words}>{why ? "no" : "not exact"}</td>
          <td>{countText(passes)}</td>
          <td>{countText(flops)}</td>
          <td title={time ? spreadText(time) : undefined}>{timingText(time)}</td>
          <td className={styles.why}>{why}</td>
        </tr>
      ))}
      {result && (
        <tr data-other>
          <th scope="row" className={styles.words}>
            {field} itself
          </th>
          <td />
          <td />
          <td>{countText(result.fieldFlops)}</td>
          <td />
          <td className={styles.why}>What one value of the field takes, to compare with.</td>
        </tr>
      )}
    </LabTable>
  );
}
