import type { Readout } from "../app/cpu/protocol.ts";
import type { Eigenvalues } from "../engine/linear/eigenvalues.ts";
import styles from "./Invariants.module.css";
import { readoutText } from "./numbers.ts";

/** Curl and eigenvalues at the reading point. */
export function Invariants({ readout }: { readout: Readout | null }) {
  if (!readout) return null;
  return (
    <dl className={styles.invariants}>
      <div>
        <dt>{readout.eigenvalues ? "curl" : "curl in the slice"}</dt>
        <dd>
          <data value={String(readout.curl)} data-figure="curl">
            {readoutText(readout.curl)}
          </data>
        </dd>
      </div>
      {readout.eigenvalues && (
        <div>
          <dt>eigenvalues of J</dt>
          <dd className={styles.eigenvalues} data-figure="eigenvalues">
            <EigenvaluesText eigenvalues={readout.eigenvalues} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** `2, −1` or `1 ± 2 i`; each number carries its full value. */
export function EigenvaluesText({ eigenvalues: { real, imaginary } }: { eigenvalues: Eigenvalues }) {
  const second = imaginary > 0 ? imaginary : real[1];
  return (
    <>
      <data value={String(real[0])}>{readoutText(real[0])}</data>
      {imaginary > 0 ? " ± " : ", "}
      <data value={String(second)}>{readoutText(second)}</data>
      {imaginary > 0 && " i"}
    </>
  );
}
