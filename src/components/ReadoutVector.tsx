import type { CSSProperties } from "react";
import { Group } from "./Group.tsx";
import { readoutText, roughText } from "./numbers.ts";
import { Entry, Figure } from "./ReadoutEntry.tsx";
import styles from "./ReadoutVector.module.css";

/** Dimension up to which the Jacobian is drawn: its cells are then still to be told apart. */
const mostCells = 32;
/** Dimension up to which there is room for its numbers. */
const mostNumbers = 3;
/** Side of the Jacobian's picture, in CSS pixels. */
const side = 60;

interface VectorProps {
  readonly name: string;
  readonly label: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly text: (value: number) => string;
}

/** A vector entry by entry, in as much room as three take; the others are scrolled to. */
export function Vector({ name, label, names, values, text }: VectorProps) {
  return (
    <div className={styles.vector}>
      <dt>{label}</dt>
      <dd>
        <Group className={styles.entries} tabIndex={values.length > 3 ? 0 : undefined} aria-label={label}>
          {values.map((value, i) => (
            <span key={names[i]} className={styles.entry}>
              <span>{names[i]}</span>
              <data value={String(value)} data-figure={`${name}-${i}`}>
                {text(value)}
              </data>
            </span>
          ))}
        </Group>
      </dd>
    </div>
  );
}

interface JacobianProps {
  readonly jacobian: readonly number[];
  readonly names: readonly string[];
  readonly field: string;
}

/** The whole Jacobian, its entries by colour: the divergence is the sum along the diagonal. */
export function Jacobian({ jacobian, names, field }: JacobianProps) {
  const n = names.length;
  if (n > mostCells) return null;
  const largest = Math.max(...jacobian.map(Math.abs).filter(Number.isFinite), Number.MIN_VALUE);
  const words = `The ${n} by ${n} Jacobian as colours; its largest entry has the size ${roughText(largest)}.`;
  const cell = side / n;
  return (
    <Entry name="Jacobian" className={n > mostNumbers ? undefined : styles.matrix}>
      {n <= mostNumbers && (
        <span className={styles.numbers} style={{ "--columns": n } as CSSProperties}>
          {jacobian.map((value, k) => (
            <data
              // biome-ignore lint/suspicious/noArrayIndexKey: the index says which entry it is.
              key={k}
              value={String(value)}
              data-figure={`jacobian-${k}`}
            >
              {readoutText(value)}
            </data>
          ))}
        </span>
      )}
      <svg className={styles.jacobian} role="img" aria-label={words} width={side} height={side}>
        {jacobian.map((value, k) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the index says which entry it is.
            key={k}
            data-sign={Math.sign(value)}
            x={(k % n) * cell}
            y={Math.floor(k / n) * cell}
            width={cell}
            height={cell}
            fillOpacity={Number.isFinite(value) ? Math.sqrt(Math.abs(value) / largest) : 1}
          >
            <title>{`∂${field}_${names[Math.floor(k / n)]}/∂${names[k % n]} = ${readoutText(value)}`}</title>
          </rect>
        ))}
      </svg>
    </Entry>
  );
}

interface EstimateProps {
  readonly exact: number;
  readonly estimate: number;
  /** null where it is not known. */
  readonly standardError: number | null;
  /** What the law of variance says of it; absent or null where it is not told. */
  readonly predictedError?: number | null;
}

/** An estimate, how far it may be off, and how far it is. */
export function EstimateEntries({ exact, estimate, standardError, predictedError = null }: EstimateProps) {
  return (
    <>
      <Entry name="estimate">
        <Figure value={estimate} name="estimate" />
        <span className={styles.spread} title="Standard error">
          ±&nbsp;
          <data value={String(standardError)} data-figure="standard-error">
            {standardError === null ? "unknown" : roughText(standardError)}
          </data>
        </span>
        {predictedError !== null && (
          <span className={styles.spread} title="Predicted by the law of variance">
            law{" "}
            <data value={predictedError} data-figure="predicted-error">
              {roughText(predictedError)}
            </data>
          </span>
        )}
      </Entry>
      <Entry name="error">
        <Figure value={estimate - exact} name="error" />
      </Entry>
    </>
  );
}
