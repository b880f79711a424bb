import { useState } from "react";
import { sliceOf } from "../app/plane/slice.ts";
import { type SliderRange, sliderStep, sliderText } from "../app/store/slider.ts";
import { alignedSlice, axesOf, isPlane, type Slice } from "../shaders/slice.ts";
import controls from "./Controls.module.css";
import rows from "./ControlsPlace.module.css";
import { arrows } from "./gestures.ts";
import { NumberField } from "./NumberField.tsx";
import { SegmentedControl } from "./SegmentedControl.tsx";
import styles from "./SliceControls.module.css";
import { usePlaneSession, useView } from "./session.ts";

/** Sliders reach this far on either side of 0, or a round number further where what is typed lies beyond. */
const firstReach = 5;

const kinds = [
  { value: "coordinates", label: "Two coordinates", note: "The axes are two of the coordinates" },
  { value: "directions", label: "Two directions", note: "x = origin + s across + t up" },
] as const;

/** Where in R^n the plane lies: the coordinates or directions it runs along, and the other coordinates. */
export function SliceControls() {
  const { view } = usePlaneSession();
  const slice = useView(sliceOf);
  const names = useView((state) => state.picture?.field.coordinateNames);
  const [wanted, setWanted] = useState(false);
  if (!slice || !names) return null;
  const axes = axesOf(slice);
  const free = wanted || !axes;
  const set = (next: Slice) => view.setPlane({ slice: next });
  const n = names.length;
  return (
    <fieldset className={styles.slice}>
      <legend className="unseen">Slice of R^{n}</legend>
      <div className={rows.row}>
        <span className={styles.title} aria-hidden="true">
          Slice of R<sup>{n}</sup>
        </span>
        <SegmentedControl
          label="The slice runs along"
          options={kinds}
          value={free ? "directions" : "coordinates"}
          onChange={(kind) => {
            setWanted(kind === "directions");
            if (kind === "coordinates" && !axes) set(alignedSlice(n, 0, 1, slice.origin));
          }}
        />
        {free ? (
          <Directions slice={slice} onChange={set} />
        ) : (
          <Axes axes={axes} names={names} slice={slice} onChange={set} />
        )}
      </div>
      <section className={styles.list} tabIndex={n > 6 ? 0 : undefined} aria-label="Place of the slice">
        {names.map((name, i) =>
          !free && axes.includes(i) ? null : (
            <Coordinate
              key={name}
              name={name}
              value={slice.origin[i] as number}
              onChange={(value) => set({ ...slice, origin: slice.origin.with(i, value) })}
            />
          ),
        )}
      </section>
      <p className={styles.note}>
        All pixels of a slice share their probes. There is no flux here: the divergence theorem is about
        regions of R<sup>{n}</sup>.
      </p>
    </fieldset>
  );
}

interface AxesProps {
  readonly axes: readonly [number, number];
  readonly names: readonly string[];
  readonly slice: Slice;
  readonly onChange: (slice: Slice) => void;
}

/** Which coordinates are shown; taking the other's swaps the two. */
function Axes({ axes: [across, up], names, slice, onChange }: AxesProps) {
  const n = names.length;
  const choose = (a: number, b: number) => onChange(alignedSlice(n, a, b, slice.origin));
  const options = names.map((name, i) => (
    <option key={name} value={i}>
      {name}
    </option>
  ));
  return (
    <>
      <label className={controls.pair}>
        <span>Across</span>
        <select
          value={across}
          onChange={({ target }) => choose(Number(target.value), Number(target.value) === up ? across : up)}
        >
          {options}
        </select>
      </label>
      <label className={controls.pair}>
        <span>Up</span>
        <select
          value={up}
          onChange={({ target }) =>
            choose(Number(target.value) === across ? up : across, Number(target.value))
          }
        >
          {options}
        </select>
      </label>
    </>
  );
}

/** Both directions as lists of numbers. What cannot be used is told, and the slice stays as it was. */
function Directions({ slice, onChange }: { slice: Slice; onChange: (slice: Slice) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const take = (side: "across" | "up", text: string) => {
    const n = slice.origin.length;
    const numbers = text
      .replaceAll("−", "-")
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number);
    if (!numbers.every(Number.isFinite) || numbers.length > n) {
      setProblem(`A direction is ${n} numbers with commas between them.`);
      return;
    }
    const next = { ...slice, [side]: Array.from({ length: n }, (_, i) => numbers[i] ?? 0) };
    if (!isPlane(next)) {
      setProblem("The two directions have to point different ways to span a plane.");
      return;
    }
    setProblem(null);
    onChange(next);
  };
  return (
    <>
      <Direction label="Across" numbers={slice.across} onChange={(text) => take("across", text)} />
      <Direction label="Up" numbers={slice.up} onChange={(text) => take("up", text)} />
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

interface DirectionProps {
  readonly label: string;
  readonly numbers: readonly number[];
  readonly onChange: (text: string) => void;
}

function Direction({ label, numbers, onChange }: DirectionProps) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <label className={controls.pair}>
      <span>{label}</span>
      <input
        type="text"
        className={styles.direction}
        autoComplete="off"
        spellCheck={false}
        value={draft ?? numbers.join(", ")}
        onChange={({ target }) => {
          setDraft(target.value);
          onChange(target.value);
        }}
        onBlur={() => setDraft(null)}
        onKeyDown={({ key }) => {
          if (key === "Enter" || key === "Escape") setDraft(null);
        }}
      />
    </label>
  );
}

interface CoordinateProps {
  readonly name: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** One coordinate of the slice's origin. */
function Coordinate({ name, value, onChange }: CoordinateProps) {
  const [held, setHeld] = useState<SliderRange | null>(null);
  const reach = reachOf(value);
  const range = held ?? { low: -reach, high: reach, step: null };
  const move = (to: number) => onChange(Number(sliderText(range, to)));
  return (
    <div className={styles.row}>
      <span className={styles.name} aria-hidden="true">
        {name}
      </span>
      <input
        type="range"
        aria-label={name}
        min={range.low}
        max={range.high}
        step="any"
        value={value}
        onPointerDown={() => setHeld(range)}
        onPointerUp={() => setHeld(null)}
        onPointerCancel={() => setHeld(null)}
        onKeyDown={(event) => {
          const arrow = arrows[event.key];
          if (!arrow) return;
          event.preventDefault();
          move(value + (arrow[0] + arrow[1]) * sliderStep(range) * (event.shiftKey ? 10 : 1));
        }}
        onChange={({ target }) => move(Number(target.value))}
      />
      <NumberField label={`Value of ${name}`} className={styles.number} value={value} onChange={onChange} />
    </div>
  );
}

function reachOf(value: number): number {
  const size = Math.abs(value);
  if (size <= firstReach) return firstReach;
  const power = 10 ** Math.floor(Math.log10(size));
  return ([1, 2, 5, 10].find((factor) => factor * power >= size) ?? 10) * power;
}
