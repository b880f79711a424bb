import { type ReactNode, useLayoutEffect, useRef } from "react";
import { bounds } from "../../app/document/bounds.ts";
import styles from "./MethodList.module.css";

interface Props<Row> {
  readonly rows: readonly Row[];
  /** `method`: what a row is. */
  readonly noun: string;
  /** The row that is added. */
  readonly fresh: (rows: readonly Row[]) => Row;
  /** After a row is added or removed. */
  readonly onChange: (rows: readonly Row[]) => void;
  readonly children: (row: Row, label: string, index: number) => ReactNode;
}

/** Rows of controls that are added and removed; the focus goes to what was added, or stays where a row was. */
export function RowList<Row>({ rows, noun, fresh, onChange, children }: Props<Row>) {
  const list = useRef<HTMLFieldSetElement>(null);
  const focusNext = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (focusNext.current) list.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  });
  const heading = `${noun[0]?.toUpperCase()}${noun.slice(1)}`;
  return (
    <fieldset ref={list} className={styles.rows}>
      <legend>{heading}s</legend>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list, and several may be alike.
        <div key={index} className={styles.row} data-row={index}>
          {children(row, `${heading} ${index + 1}`, index)}
          <button
            type="button"
            className={styles.remove}
            aria-label={`Remove ${noun} ${index + 1}`}
            data-remove={index}
            onClick={() => {
              const last = rows.length - 2;
              focusNext.current = last < 0 ? "[data-add]" : `[data-remove="${Math.min(index, last)}"]`;
              onChange(rows.filter((_, k) => k !== index));
            }}
          >
            ✕
          </button>
        </div>
      ))}
      <button
        type="button"
        className={styles.add}
        data-add
        disabled={rows.length >= bounds.methods}
        onClick={() => {
          focusNext.current = `[data-row="${rows.length}"] select`;
          onChange([...rows, fresh(rows)]);
        }}
      >
        Add {noun === "estimator" ? "an" : "a"} {noun}
      </button>
    </fieldset>
  );
}
