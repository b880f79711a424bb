import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Reading } from "../app/cpu/protocol.ts";
import { type Point, pinLimit } from "../app/document/document.ts";
import { downloadBlob, fileName } from "../app/export/download.ts";
import { pinsCsv } from "../app/export/pins-csv.ts";
import { withoutPin, withPin } from "../app/plane/pins.ts";
import { version } from "../app/version.ts";
import { type Slice, sliceFor } from "../shaders/slice.ts";
import { placesOn } from "../shaders/slice-geometry.ts";
import { EigenvaluesText } from "./Invariants.tsx";
import { coordinateText, readoutText } from "./numbers.ts";
import styles from "./PinTable.module.css";
import { useNotebook, usePlaneSession, useView } from "./session.ts";
import table from "./Table.module.css";
import { type PinNumbers, usePinReadings } from "./usePinReadings.ts";

interface Removed {
  readonly index: number;
  readonly pin: Point;
}

/** The pinned points with their numbers: taken away one by one, put back, and saved. */
export function PinTable() {
  const { view } = usePlaneSession();
  const pins = useView((state) => state.plane.pins);
  const replaced = useNotebook((state) => state.replaced);
  const { numbers, problem } = usePinReadings(pins);
  const [removed, setRemoved] = useState<readonly Removed[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const focusNext = useRef<string | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document has pins of its own.
  useEffect(() => setRemoved([]), [replaced]);
  // The button that was pressed is gone; its counterpart gets the focus, and the keyboard goes on from there.
  useLayoutEffect(() => {
    if (focusNext.current) box.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  });

  function remove(index: number): void {
    const pin = pins[index];
    if (!pin) return;
    focusNext.current = "[data-undo]";
    setRemoved([...removed, { index, pin }]);
    view.setPlane({ pins: withoutPin(pins, index) });
  }

  function undo(): void {
    const last = removed.at(-1);
    if (!last) return;
    focusNext.current = `[data-remove="${Math.min(last.index, pins.length)}"]`;
    setRemoved(removed.slice(0, -1));
    const more = withPin(pins, last.index, last.pin);
    if (more !== pins) view.setPlane({ pins: more });
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
            {pins.length > 0 && <SaveButton numbers={numbers} />}
          </div>
          {problem && <p className={styles.problem}>{problem}</p>}
          {pins.length > 0 && <Rows pins={pins} numbers={numbers} onRemove={remove} />}
        </div>
      )}
      <News pins={pins} numbers={numbers} />
    </>
  );
}

function SaveButton({ numbers }: { numbers: PinNumbers | null }) {
  const { view } = usePlaneSession();
  function save(): void {
    const { document, picture } = view.store.getState();
    if (!numbers || !picture) return;
    const { parameters, time } = picture.program;
    const { subject, table } = numbers;
    const text = pinsCsv(table, subject, { version, parameters, time: time ? subject.time : null });
    downloadBlob(new Blob([text], { type: "text/csv" }), fileName(`${document.title} pins`, "csv"));
  }
  return (
    <button type="button" className="plain" disabled={!numbers?.present} onClick={save}>
      Save pins as CSV
    </button>
  );
}

interface RowsProps {
  readonly pins: readonly Point[];
  readonly numbers: PinNumbers | null;
  readonly onRemove: (index: number) => void;
}

function Rows({ pins, numbers, onRemove }: RowsProps) {
  const { field = "F", coordinateNames = ["x", "y"] } = numbers?.table ?? {};
  const given = numbers?.subject.slice;
  const slice = given === undefined ? null : sliceFor(given, coordinateNames.length);
  const names = [
    ...coordinateNames,
    ...coordinateNames.map((name) => `${field}_${name}`),
    `∇·${field}`,
    "estimate",
    ...(slice ? ["curl in the slice"] : ["curl", "eigenvalues"]),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long or wide table is scrolled, by keyboard too.
    <section className={`${table.scroll} ${styles.scroll}`} tabIndex={0} aria-label="Table of pins">
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
            <tr key={`${pin.x} ${pin.y}`}>
              <th scope="row">{index + 1}</th>
              {placeOf(pin, slice).map((value, i) => (
                <Cell key={coordinateNames[i]} value={value} text={coordinateText} />
              ))}
              <Numbers
                columns={names.length - coordinateNames.length}
                reading={readingOf(numbers, pin, index)}
              />
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
    </section>
  );
}

function readingOf(numbers: PinNumbers | null, pin: Point, index: number): Reading | null {
  const reading = numbers?.table.readings[index];
  return reading && reading.point.x === pin.x && reading.point.y === pin.y ? reading : null;
}

/** A pin where it is, without waiting for its numbers. */
function placeOf({ x, y }: Point, slice: Slice | null): readonly number[] {
  return slice ? [...placesOn(slice, [x, y])] : [x, y];
}

function Numbers({ reading, columns }: { reading: Reading | null; columns: number }) {
  if (!reading) return <td colSpan={columns}>…</td>;
  const { components, exact, estimate, curl, eigenvalues } = reading;
  return (
    <>
      {components.map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index says which component it is.
        <Cell key={i} value={value} />
      ))}
      <Cell value={exact} />
      <Cell value={estimate} />
      <Cell value={curl} />
      {eigenvalues && (
        <td>
          <EigenvaluesText eigenvalues={eigenvalues} />
        </td>
      )}
    </>
  );
}

function Cell({
  value = Number.NaN,
  text = readoutText,
}: {
  value?: number | undefined;
  text?: typeof readoutText;
}) {
  return (
    <td>
      <data value={String(value)} title={String(value)}>
        {text(value)}
      </data>
    </td>
  );
}

/** Says which pin was set, with its divergence as soon as that is there, and which was taken away or put back. */
function News({ pins, numbers }: { pins: readonly Point[]; numbers: PinNumbers | null }) {
  const before = useRef(pins);
  const [news, setNews] = useState<{ pin: Point; index: number; set: boolean } | null>(null);
  useEffect(() => {
    const earlier = before.current;
    before.current = pins;
    const set = pins.findIndex((pin) => !earlier.includes(pin));
    const gone = earlier.findIndex((pin) => !pins.includes(pin));
    // A change of one pin is told; another document is not.
    if (pins.length === earlier.length + 1 && gone < 0)
      setNews({ pin: pins[set] as Point, index: set, set: true });
    if (pins.length === earlier.length - 1 && set < 0)
      setNews({ pin: earlier[gone] as Point, index: gone, set: false });
  }, [pins]);
  const reading = news?.set ? readingOf(numbers, news.pin, news.index) : null;
  const told = useRef("");
  if (news && !news.set) told.current = `Pin ${news.index + 1} removed.`;
  else if (news && reading && news.pin === pins[news.index]) {
    const { x, y } = news.pin;
    told.current = `Pin ${news.index + 1} at ${x}, ${y}: divergence ${readoutText(reading.exact)}.`;
  }
  return (
    <p className="unseen" aria-live="polite">
      {told.current}
    </p>
  );
}
