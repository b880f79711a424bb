import { Fragment } from "react";
import type { Readout } from "../app/cpu/protocol.ts";
import type { Eigenvalues } from "../engine/linear/eigenvalues.ts";
import type { ComplexNumber } from "../engine/linear/spectrum.ts";
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
      {readout.spectrum && (
        <div>
          <dt>eigenvalues of J</dt>
          <dd data-figure="spectrum">
            <Spectrum spectrum={readout.spectrum} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Numbers of a list that are read; the others are counted. */
const mostRead = 6;

/** `2, 1 ± 2 i, −3 and 4 more`: those with the largest real parts; conjugate ones stand together. */
export function Spectrum({ spectrum }: { spectrum: readonly ComplexNumber[] }) {
  const read = spectrum.slice(0, spectrum[mostRead - 1]?.imaginary ? mostRead + 1 : mostRead);
  const left = spectrum.length - read.length;
  const shown = read.filter(({ imaginary }) => !(imaginary < 0));
  return (
    <>
      {shown.map(({ real, imaginary }, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name.
        <Fragment key={k}>
          {k > 0 && ", "}
          <data value={String(real)}>{readoutText(real)}</data>
          {imaginary > 0 && (
            <>
              {" ± "}
              <data value={String(imaginary)}>{readoutText(imaginary)}</data>
              {" i"}
            </>
          )}
        </Fragment>
      ))}
      {left > 0 && ` and ${left} more`}
    </>
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
