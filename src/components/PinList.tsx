import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { pinLimit } from "../app/document/document.ts";
import { downloadBlob, fileName } from "../app/export/download.ts";
import { withoutPin, withPin } from "../app/plane/pins.ts";
import { Group } from "./Group.tsx";
import { readoutText } from "./numbers.ts";
import styles from "./PinTable.module.css";
import { usePlaneSession } from "./session.ts";
import table from "./Table.module.css";
import { useAnotherDocument } from "./useAnotherDocument.ts";

interface Props<Pin> {
  readonly pins: readonly Pin[];
  readonly onChange: (pins: readonly Pin[]) => void;
  readonly problem: string | null;
  /** The table as a file; null while its numbers are not those on show. */
  readonly csv: (() => string | null) | null;
  /** Of the columns after the pins' own numbers. */
  readonly names: readonly string[];
  readonly cells: (pin: Pin, index: number) => React.ReactNode;
  /** What is said of a pin that was set; null until its numbers are there. */
  readonly said: (pin: Pin, index: number) => string | null;
}

/** Pinned points with their numbers: taken away one by one, put back, and saved. */
export function PinList<Pin>({ pins, onChange, problem, csv, names, cells, said }: Props<Pin>) {
  const [removed, setRemoved] = useState<readonly { readonly index: number; readonly pin: Pin }[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const focusNext = useRef<string | null>(null);

  useAnotherDocument(() => setRemoved([]));
  // The button that was pressed is gone; its counterpart gets the focus, and the keyboard goes on from there.
  useLayoutEffect(() => {
    if (focusNext.current) box.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  });

  function remove(index: number): void {
    const pin = pins[index];
    if (pin === undefined) return;
    focusNext.current = "[data-undo]";
    setRemoved([...removed, { index, pin }]);
    onChange(withoutPin(pins, index));
  }

  function undo(): void {
    const last = removed.at(-1);
    if (!last) return;
    focusNext.current = `[data-remove="${Math.min(last.index, pins.length)}"]`;
    setRemoved(removed.slice(0, -1));
    const more = withPin(pins, last.index, last.pin);
    if (more !== pins) onChange(more);
  }

  return (
    <>
      {(pins.length > 0 || removed.length > 0) && (
        <div ref={box} className={styles.pins}>
          <div className={styles.bar}>
            <h2>Pins</h2>
            {pins.length >= pinLimit && <span className={styles.note}>{pinLimit} pins, no more fit</span>}
            {removed.length > 0 && (
              <button
                type="button"
                className="plain"
                data-undo
                disabled={pins.length >= pinLimit}
                onClick={undo}
              >
                Undo removal
              </button>
            )}
            {pins.length > 0 && <SaveButton csv={csv} />}
          </div>
          {problem && <p className={styles.problem}>{problem}</p>}
          {pins.length > 0 && <Rows pins={pins} names={names} cells={cells} onRemove={remove} />}
        </div>
      )}
      <News pins={pins} said={said} />
    </>
  );
}

function SaveButton({ csv }: Pick<Props<never>, "csv">) {
  const { view } = usePlaneSession();
  function save(): void {
    const text = csv?.();
    const { title } = view.store.getState().document;
    if (text) downloadBlob(new Blob([text], { type: "text/csv" }), fileName(`${title} pins`, "csv"));
  }
  return (
    <button type="button" className="plain" disabled={!csv} onClick={save}>
      Save pins as CSV
    </button>
  );
}

interface RowsProps<Pin> extends Pick<Props<Pin>, "pins" | "names" | "cells"> {
  readonly onRemove: (index: number) => void;
}

function Rows<Pin>({ pins, names, cells, onRemove }: RowsProps<Pin>) {
  return (
    <Group className={`${table.scroll} ${styles.scroll}`} tabIndex={0} aria-label="Table of pins">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <abbr title="number">#</abbr>
            </th>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {pins.map((pin, index) => (
            <tr key={JSON.stringify(pin)}>
              <th scope="row">{index + 1}</th>
              {cells(pin, index)}
              <td>
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={`Remove pin ${index + 1}`}
                  data-remove={index}
                  onClick={() => onRemove(index)}
                >
                  ✕
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Group>
  );
}

interface CellProps {
  readonly value?: number | undefined;
  readonly text?: typeof readoutText;
}

/** A number of a pin. */
export function PinCell({ value = Number.NaN, text = readoutText }: CellProps) {
  return (
    <td>
      <data value={String(value)} title={String(value)}>
        {text(value)}
      </data>
    </td>
  );
}

/** Says which pin was set, with its divergence as soon as that is there, and which was taken away or put back. */
function News<Pin>({ pins, said }: Pick<Props<Pin>, "pins" | "said">) {
  const before = useRef(pins);
  const [news, setNews] = useState<{ pin: Pin; index: number; set: boolean } | null>(null);
  useEffect(() => {
    const earlier = before.current;
    before.current = pins;
    const set = pins.findIndex((pin) => !earlier.includes(pin));
    const gone = earlier.findIndex((pin) => !pins.includes(pin));
    // A change of one pin is told.
    if (pins.length === earlier.length + 1 && gone < 0)
      setNews({ pin: pins[set] as Pin, index: set, set: true });
    if (pins.length === earlier.length - 1 && set < 0)
      setNews({ pin: earlier[gone] as Pin, index: gone, set: false });
  }, [pins]);
  const told = useRef("");
  // The pins of another document were not set one by one, even where there is one more of them.
  useAnotherDocument(() => {
    told.current = "";
    setNews(null);
  });
  if (news && !news.set) told.current = `Pin ${news.index + 1} removed.`;
  else if (news && news.pin === pins[news.index]) told.current = said(news.pin, news.index) ?? told.current;
  return (
    <p className="unseen" aria-live="polite">
      {told.current}
    </p>
  );
}
