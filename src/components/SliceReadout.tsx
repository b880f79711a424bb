import type { Readout } from "../app/cpu/protocol.ts";
import { ErrorFigures } from "./ErrorFigures.tsx";
import { coordinateText, readoutText } from "./numbers.ts";
import { Entry, Figure } from "./ReadoutEntry.tsx";
import styles from "./ReadoutVector.module.css";
import { EstimateEntries, Jacobian, Vector } from "./ReadoutVector.tsx";

/** Everything at the reading point of a slice: the point in R^n, the field there, and its divergence. */
export function SliceReadout({ readout }: { readout: Readout }) {
  const {
    coordinateNames,
    field,
    place,
    components,
    exact,
    estimate,
    standardError,
    predictedError,
    quantity,
  } = readout;
  return (
    <dl className={styles.figures}>
      <Vector name="point" label="Point" names={coordinateNames} values={place} text={coordinateText} />
      <Vector
        name="component"
        label={field}
        names={coordinateNames.map((name) => `${field}_${name}`)}
        values={components}
        text={readoutText}
      />
      <Jacobian jacobian={readout.jacobian} names={coordinateNames} field={field} />
      {quantity && (
        <Entry name={quantity.sign}>
          <Figure value={quantity.value} name="quantity" />
        </Entry>
      )}
      <Entry name={`∇·${field} exact`}>
        <Figure value={exact} name="exact" />
      </Entry>
      <EstimateEntries {...{ exact, estimate, standardError, predictedError }} />
      {!quantity && (
        <Entry name="error over the view">
          <ErrorFigures />
        </Entry>
      )}
    </dl>
  );
}
