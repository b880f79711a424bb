import { type ReactNode, useState } from "react";
import { type SliderRange, sliderStep, sliderText } from "../app/store/slider.ts";
import { axesAlong, unit } from "../shaders/slice.ts";
import controls from "./Controls.module.css";
import rows from "./ControlsPlace.module.css";
import { Group } from "./Group.tsx";
import { arrows } from "./gestures.ts";
import { NumberField } from "./NumberField.tsx";
import styles from "./PlaceControls.module.css";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { useDraft } from "./useDraft.ts";

/** Sliders reach this far on either side of 0, or a round number further where what is typed lies beyond. */
const firstReach = 5;

/** Where in R^n something of fewer dimensions lies: origin + Σ number·direction. */
export interface Placed {
  readonly origin: readonly number[];
  readonly directions: readonly (readonly number[])[];
}

interface PlaceProps {
  readonly placed: Placed;
  /** Of the coordinates. */
  readonly names: readonly string[];
  /** What it is, before "of R^n". */
  readonly title: string;
  /** Of its directions. */
  readonly labels: readonly string[];
  /** How many they are, in words, and what they do where they are as many. */
  readonly count: string;
  readonly formula: string;
  readonly spans: string;
  readonly isSpan: (directions: readonly (readonly number[])[]) => boolean;
  /** `number`: a coordinate that is dragged; null where something was chosen or typed. */
  readonly onChange: (placed: Placed, number: number | null) => void;
  readonly children?: ReactNode;
}

/** The coordinates or directions that something runs along in R^n, and the other coordinates. */
export function PlaceControls(props: PlaceProps) {
  const { placed, names, title, labels, count, formula, onChange, children } = props;
  const { origin, directions } = placed;
  const [wanted, setWanted] = useState(false);
  const axes = axesAlong(origin, directions);
  const free = wanted || !axes;
  const n = names.length;
  const align = (to: readonly number[]) =>
    onChange(
      {
        origin: origin.map((value, i) => (to.includes(i) ? 0 : value)),
        directions: to.map((axis) => unit(n, axis)),
      },
      null,
    );
  return (
    <fieldset className={styles.place}>
      <legend className="unseen">
        {title} of R^{n}
      </legend>
      <div className={rows.row}>
        <span className={styles.title} aria-hidden="true">
          {title} of R<sup>{n}</sup>
        </span>
        <SegmentedControl
          label={`The ${title.toLowerCase()} runs along`}
          options={[
            {
              value: "coordinates",
              label: `${count} coordinates`,
              note: `The axes are ${count.toLowerCase()} of the coordinates`,
            },
            { value: "directions", label: `${count} directions`, note: formula },
          ]}
          value={free ? "directions" : "coordinates"}
          onChange={(kind) => {
            setWanted(kind === "directions");
            if (kind === "coordinates" && !axes) align(labels.map((_, k) => k));
          }}
        />
        {free ? (
          <Directions {...props} />
        ) : (
          labels.map((label, k) => (
            <label key={label} className={controls.pair}>
              <span>{label}</span>
              <select
                value={axes[k]}
                onChange={({ target }) => align(exchanged(axes, k, Number(target.value)))}
              >
                {names.map((name, i) => (
                  <option key={name} value={i}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          ))
        )}
      </div>
      <Group
        className={styles.list}
        tabIndex={n > 6 ? 0 : undefined}
        aria-label={`Place of the ${title.toLowerCase()}`}
      >
        {names.map((name, i) =>
          !free && axes.includes(i) ? null : (
            <Coordinate
              key={name}
              name={name}
              value={origin[i] as number}
              onChange={(value) => onChange({ ...placed, origin: origin.with(i, value) }, i)}
            />
          ),
        )}
      </Group>
      {children && <p className={styles.note}>{children}</p>}
    </fieldset>
  );
}

/** One axis shows another coordinate; the one that showed it takes its own in exchange. */
function exchanged(axes: readonly number[], k: number, to: number): readonly number[] {
  return axes.map((axis, j) => (j === k ? to : axis === to ? (axes[k] as number) : axis));
}

/** The directions as lists of numbers. What cannot be used is told, and all stays as it was. */
function Directions({ placed, labels, count, spans, isSpan, onChange }: PlaceProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const { origin, directions } = placed;
  const take = (k: number, text: string) => {
    const n = origin.length;
    const numbers = text
      .replaceAll("−", "-")
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number);
    if (!numbers.every(Number.isFinite) || numbers.length > n) {
      setProblem(`A direction is ${n} numbers with commas between them.`);
      return;
    }
    const next = directions.with(
      k,
      Array.from({ length: n }, (_, i) => numbers[i] ?? 0),
    );
    if (!isSpan(next)) {
      setProblem(`The ${count.toLowerCase()} directions have to point different ways to span ${spans}.`);
      return;
    }
    setProblem(null);
    onChange({ origin, directions: next }, null);
  };
  return (
    <>
      {labels.map((label, k) => (
        <Direction
          key={label}
          label={label}
          numbers={directions[k] as readonly number[]}
          onChange={(text) => take(k, text)}
        />
      ))}
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
  const draft = useDraft(numbers.join(", "), onChange);
  return (
    <label className={controls.pair}>
      <span>{label}</span>
      <input type="text" className={styles.direction} autoComplete="off" spellCheck={false} {...draft} />
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
