import { memo, useState } from "react";
import { readingOf } from "../app/store/reading.ts";
import { type SliderRange, sliderStep } from "../app/store/slider.ts";
import { later } from "./lazily.tsx";
import styles from "./Sliders.module.css";
import { useNotebook, useSession } from "./session.ts";
import { useMoved } from "./useMoved.ts";

const NumberField = later(async () => (await import("./NumberField.tsx")).NumberField);

/** The numbers that a code cell defines, as sliders. */
export function Sliders({ id }: { id: string }) {
  const parameters = useNotebook(({ reading }) => readingOf(reading, id)?.parameters);
  if (!parameters?.length) return null;
  return (
    <div className={styles.sliders}>
      {parameters.map(({ name, value, low, high, step }) => (
        <ParameterRow key={name} name={name} value={value} low={low} high={high} step={step} />
      ))}
    </div>
  );
}

interface RowProps extends SliderRange {
  readonly name: string;
  readonly value: number;
}

/** Drawn anew where it has changed: a document may have a thousand, and at each step of one all numbers are read again. */
const ParameterRow = memo(({ name, value, ...range }: RowProps) => {
  const { notebook } = useSession();
  const [held, setHeld] = useState<SliderRange | null>(null);
  const { low, high, step } = held ?? range;
  const [shown, move] = useMoved(value, (to) => notebook.setParameter(name, to, { low, high, step }));
  return (
    <div className={styles.row}>
      <span className={styles.name} aria-hidden="true">
        {name}
      </span>
      <input
        type="range"
        aria-label={name}
        min={low}
        max={high}
        step={step ?? "any"}
        value={shown}
        onPointerDown={() => setHeld({ low, high, step })}
        onPointerUp={() => setHeld(null)}
        onPointerCancel={() => setHeld(null)}
        onKeyDown={(event) => {
          const direction = directions[event.key];
          if (direction === undefined) return;
          event.preventDefault();
          const by = direction * sliderStep(range) * (event.shiftKey ? 10 : 1);
          notebook.setParameter(name, value + by);
        }}
        onChange={(event) => move(Number(event.target.value))}
      />
      <NumberField
        label={`Value of ${name}`}
        className={styles.number}
        value={value}
        onChange={(typed) => notebook.setParameter(name, typed)}
      />
    </div>
  );
});

/** Without a step of its own a native slider moves by a hundredth of its range, past round numbers. */
const directions: Readonly<Record<string, number | undefined>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};
