import { useEffect, useState } from "react";
import type { SpaceReading } from "../../app/space/protocol.ts";
import { probeOf } from "../../app/space/view.ts";
import { quantitySign } from "../../shaders/quantity.ts";
import { eachAxis } from "../../shaders/space/lens.ts";
import { NumberField } from "../NumberField.tsx";
import { coordinateText, readoutText } from "../numbers.ts";
import { Entry, Figure } from "../ReadoutEntry.tsx";
import { useView } from "../session.ts";
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
            text={coordinateText(probe[axis])}
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
  } = reading;
  const quantity = useView((state) => state.plane.colouring?.quantity ?? "divergence");
  const isOther = quantity !== "divergence" && !quantity.startsWith("component");
  const n = names.length;
  return (
    <dl className={styles.figures}>
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
      <Vector label={field} name="component" values={components} names={names} />
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
      {curl && <Vector label={`∇×${field}`} name="curl" values={curl} names={names} />}
      {laplacian.length > 0 && (
        <Vector label={`Δ${field}`} name="laplacian" values={laplacian} names={names} />
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

interface VectorProps {
  readonly label: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
}

/** More than three entries are scrolled to. */
function Vector({ label, name, names, values }: VectorProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <section className={styles.entries} tabIndex={values.length > 3 ? 0 : undefined} aria-label={label}>
          {values.map((value, k) => (
            <Figure key={names[k]} value={value} name={`${name}-${k}`} />
          ))}
        </section>
      </dd>
    </div>
  );
}

/** The reading at the probe, said when it has come to rest. */
function Announced({ reading, isCurrent }: { reading: SpaceReading | null; isCurrent: boolean }) {
  const isPlaced = useSpaceState(({ cell }) => cell.cursor !== null);
  const [words, setWords] = useState("");
  useEffect(() => {
    if (!isPlaced || !isCurrent || !reading) return;
    const { place, divergence } = reading;
    if (divergence === null) return;
    const at = place.slice(0, 3).map(coordinateText).join(", ");
    const timer = setTimeout(
      () => setWords(`At ${at}: divergence ${readoutText(divergence)}.`),
      announceDelay,
    );
    return () => clearTimeout(timer);
  }, [isPlaced, isCurrent, reading]);
  return (
    <p className="unseen" aria-live="polite">
      {words}
    </p>
  );
}
