import { useEffect, useRef, useState } from "react";
import { pinLimit } from "../../app/document/document.ts";
import { pinProbe, pinsOf } from "../../app/space/pins.ts";
import type { SpaceReading } from "../../app/space/protocol.ts";
import { probeOf } from "../../app/space/view.ts";
import { quantitySign } from "../../shaders/quantity.ts";
import { eachAxis } from "../../shaders/space/lens.ts";
import { NumberField } from "../NumberField.tsx";
import { coordinateText, readoutText } from "../numbers.ts";
import { Entry, Figure } from "../ReadoutEntry.tsx";
import readout from "../ReadoutVector.module.css";
import { EstimateEntries, Jacobian, Vector } from "../ReadoutVector.tsx";
import { useView } from "../session.ts";
import { useAnotherDocument } from "../useAnotherDocument.ts";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

/** Milliseconds the probe must rest before it is announced. */
const announceDelay = 600;

/** All that is known of the field at the probe, in float64. */
export function Reading() {
  const reading = useSpaceState((state) => state.reading);
  const value =
    reading.status === "done" ? reading.value : reading.status === "running" ? reading.last : null;
  return (
    <>
      <Probe />
      {reading.status === "failed" && <p className={styles.problem}>{reading.message}</p>}
      {value && <Figures reading={value} />}
      <Announced reading={value} isCurrent={reading.status === "done"} />
    </>
  );
}

/** Where it is read: typed here, or clicked in the picture. */
function Probe() {
  const session = useSpace();
  const cell = useSpaceState((state) => state.cell);
  const names = useAxisNames();
  const probe = probeOf(cell);
  return (
    <fieldset className={styles.probe} aria-label="Probe">
      {([0, 1, 2] as const).map((axis) => (
        <span key={names[axis]}>
          <i aria-hidden="true">{names[axis]}</i>
          <NumberField
            label={`Probe at ${names[axis]}`}
            value={probe[axis]}
            room={9}
            onChange={(to) =>
              session.change(`cursor ${axis}`, { cursor: eachAxis((k) => (k === axis ? to : probe[k])) })
            }
          />
        </span>
      ))}
      <button
        type="button"
        disabled={cell.cursor === null}
        onClick={() => session.change(null, { cursor: null })}
        title="Read where the slices meet"
      >
        Where slices meet
      </button>
      <button
        type="button"
        disabled={pinsOf(cell).length >= pinLimit}
        onClick={() => pinProbe(session)}
        title="Keep the numbers at the probe (P)"
      >
        Pin
      </button>
    </fieldset>
  );
}

function Figures({ reading }: { reading: SpaceReading }) {
  const {
    field,
    coordinateNames: names,
    components,
    jacobian,
    divergence,
    curl,
    laplacian,
    eigenvalues,
    computed,
    place,
  } = reading;
  const quantity = useView((state) => state.plane.colouring?.quantity ?? "divergence");
  const isOther = quantity !== "divergence" && !quantity.startsWith("component");
  const n = names.length;
  // Where they are many it is told which each is.
  const entries = names.map((name) => `${field}_${name}`);
  return (
    <dl className={readout.figures}>
      {divergence !== null && (
        <Entry name={`∇·${field} exact`}>
          <Figure value={divergence} name="exact" />
        </Entry>
      )}
      {isOther && reading.value !== null && (
        <Entry
          name={
            quantity === "curl"
              ? `|∇×${field}|`
              : quantitySign(quantity, { name: field, coordinateNames: names })
          }
        >
          <Figure value={reading.value} name="quantity" />
        </Entry>
      )}
      {computed && divergence !== null && (
        <>
          <EstimateEntries exact={divergence} {...computed} />
          <Entry name="finite difference">
            <Figure value={computed.difference} name="difference" />
          </Entry>
        </>
      )}
      {n > 3 && <Vector label="Point" name="point" values={place} names={names} text={coordinateText} />}
      <Vector label={field} name="component" values={components} names={entries} text={readoutText} />
      {n > 3 && jacobian.length > 0 && <Jacobian jacobian={jacobian} names={names} field={field} />}
      {n === 3 && jacobian.length > 0 && (
        <Entry name="Jacobian" className={styles.matrix}>
          {jacobian.map((value, k) => (
            <Figure
              // biome-ignore lint/suspicious/noArrayIndexKey: the index says which entry it is.
              key={k}
              value={value}
              name={`jacobian-${k}`}
            />
          ))}
        </Entry>
      )}
      {curl && <Vector label={`∇×${field}`} name="curl" values={curl} names={names} text={readoutText} />}
      {laplacian.length > 0 && (
        <Vector label={`Δ${field}`} name="laplacian" values={laplacian} names={entries} text={readoutText} />
      )}
      {eigenvalues.length > 0 && (
        <Entry name="Eigenvalues of J">
          {eigenvalues.map(({ real, imaginary }, k) => (
            <data
              // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name.
              key={k}
              value={String(real)}
              data-figure={`eigenvalue-${k}`}
            >
              {readoutText(real)}
              {imaginary !== 0 && ` ${imaginary < 0 ? "−" : "+"} ${readoutText(Math.abs(imaginary))} i`}
            </data>
          ))}
        </Entry>
      )}
    </dl>
  );
}

/** The reading at the probe, said when it has come to rest: with the map's where that is of something else. */
function Announced({ reading, isCurrent }: { reading: SpaceReading | null; isCurrent: boolean }) {
  const isPlaced = useSpaceState(({ cell }) => cell.cursor !== null);
  const isMapped = useView(
    ({ plane: { map, colouring } }) =>
      map !== "exact" || (colouring?.quantity ?? "divergence") !== "divergence",
  );
  const map = useView((state) => isMapped && state.frame?.legend.words);
  const probe = useSpaceState(({ cell }) => probeOf(cell));
  const last = useRef(probe);
  const [words, setWords] = useState("");
  useAnotherDocument(() => {
    last.current = probe;
    setWords("");
  });
  useEffect(() => {
    if (!isCurrent) return;
    // Where nobody has put or moved it nothing is said, and what was said of another reading holds no longer.
    if (!reading || (!isPlaced && last.current === probe)) return setWords("");
    const { divergence, value } = reading;
    const parts = [
      divergence !== null && `divergence ${readoutText(divergence)}.`,
      map && value !== null && `${map}: ${readoutText(value)}.`,
    ].filter(Boolean);
    const timer = setTimeout(() => {
      last.current = probe;
      setWords(parts.length > 0 ? `At ${probe.map(coordinateText).join(", ")}: ${parts.join(" ")}` : "");
    }, announceDelay);
    return () => clearTimeout(timer);
  }, [isPlaced, isCurrent, reading, probe, map]);
  return (
    <p className="unseen" aria-live="polite">
      {words}
    </p>
  );
}
