import type { Readout } from "../app/cpu/protocol.ts";
import { Announcement } from "./Announcement.tsx";
import { CheckLine } from "./CheckLine.tsx";
import { ErrorFigures } from "./ErrorFigures.tsx";
import { Invariants } from "./Invariants.tsx";
import { LinearMap } from "./LinearMap.tsx";
import { coordinateText, roughText } from "./numbers.ts";
import { Entry, Figure } from "./ReadoutEntry.tsx";
import styles from "./ReadoutPanel.module.css";
import { Sides } from "./Sides.tsx";
import { SliceReadout } from "./SliceReadout.tsx";
import { useView } from "./session.ts";

/** Everything at the reading point, in float64, at fixed places. */
export function ReadoutPanel() {
  const readout = useView((state) => state.readout);
  if (readout.status === "failed") return <p className={styles.failed}>{readout.message}</p>;
  const value =
    readout.status === "done" ? readout.value : readout.status === "running" ? readout.last : null;
  return (
    <>
      {value && value.place.length > 2 ? <SliceReadout readout={value} /> : <Figures readout={value} />}
      <div className={styles.below}>
        <CheckLine />
        <Invariants readout={value} />
        <Sides readout={value} />
      </div>
      <Announcement readout={value} />
    </>
  );
}

function Figures({ readout }: { readout: Readout | null }) {
  const names = readout?.coordinateNames ?? ["x", "y"];
  const field = readout?.field ?? "F";
  const at = (index: number) => readout?.components[index];
  const slope = (index: number) => readout?.jacobian[index];
  const error = readout && readout.estimate - readout.exact;
  return (
    <dl className={styles.figures}>
      <Entry name={names.join(", ")} className={styles.point}>
        <Coordinate value={readout?.point.x} name="x" />
        <Coordinate value={readout?.point.y} name="y" />
      </Entry>
      <Entry name={field} className={styles.field}>
        <Figure value={at(0)} name="component-0" />
        <Figure value={at(1)} name="component-1" />
      </Entry>
      <Entry name="Jacobian" className={styles.matrix}>
        {[0, 1, 2, 3].map((index) => (
          <Figure key={index} value={slope(index)} name={`jacobian-${index}`} />
        ))}
      </Entry>
      {readout?.quantity && (
        <Entry name={readout.quantity.sign} className={styles.quantity}>
          <Figure value={readout.quantity.value} name="quantity" />
        </Entry>
      )}
      <Entry name="unit circle ↦" className={styles.circle}>
        <LinearMap jacobian={readout?.jacobian ?? []} />
      </Entry>
      <Entry name={`∇·${field} exact`} className={styles.main}>
        <Figure value={readout?.exact} name="exact" />
      </Entry>
      <Entry name="estimate" className={styles.estimate}>
        <Figure value={readout?.estimate} name="estimate" />
        <span className={styles.spread} title="Standard error">
          ±&nbsp;
          <data value={String(readout?.standardError)} data-figure="standard-error">
            {!readout ? "" : readout.standardError === null ? "unknown" : roughText(readout.standardError)}
          </data>
          <Law error={readout?.predictedError} />
        </span>
      </Entry>
      <Entry name="error" className={styles.error}>
        <Figure value={error ?? undefined} name="error" />
      </Entry>
      {/* The estimate's errors are not of this map, and there is room for one of the two. */}
      {!readout?.quantity && (
        <Entry name="error over the view" className={styles.view}>
          <ErrorFigures />
        </Entry>
      )}
    </dl>
  );
}

/** What the law of variance says of an error, beside what was measured. */
function Law({ error }: { error: number | null | undefined }) {
  return (
    <span className={styles.law} title="Predicted by the law of variance">
      {typeof error === "number" && (
        <>
          law{" "}
          <data value={error} data-figure="predicted-error">
            {roughText(error)}
          </data>
        </>
      )}
    </span>
  );
}

function Coordinate({ value, name }: { value: number | undefined; name: string }) {
  return (
    <data value={String(value)} data-figure={name} className={styles.coordinate}>
      {value === undefined ? "" : coordinateText(value)}
    </data>
  );
}
