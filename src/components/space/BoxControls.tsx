import { useRef, useState } from "react";
import { bounds } from "../../app/document/bounds.ts";
import { hasInside, withinBox } from "../../app/document/space-cell.ts";
import { eachAxis, type Triple } from "../../shaders/space/lens.ts";
import { NumberField } from "../NumberField.tsx";
import { coordinateText } from "../numbers.ts";
import sliders from "../Sliders.module.css";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

/** Between where and where the axes run. What would leave the box no inside is not taken, and said. */
export function BoxControls() {
  const session = useSpace();
  const box = useSpaceState(({ cell }) => cell.box);
  const names = useAxisNames();
  const [refused, setRefused] = useState<{ readonly axis: number; readonly words: string } | null>(null);
  /** Where slices lay when the typing began, and where it has put them. */
  const typing = useRef<{ readonly before: Triple; readonly now: Triple } | null>(null);
  const rest = () => {
    typing.current = null;
    setRefused(null);
  };
  const set = (axis: 0 | 1 | 2, end: "low" | "high", value: number) => {
    const to = Math.min(bounds.coordinate, Math.max(-bounds.coordinate, value));
    const next = { ...box, [end]: eachAxis((k) => (k === axis ? to : box[end][k])) };
    if (!hasInside(next.low[axis], next.high[axis])) {
      const other = coordinateText(end === "low" ? box.high[axis] : box.low[axis]);
      const words = `${names[axis]} must ${end === "low" ? `begin below ${other}` : `end above ${other}`}.`;
      setRefused({ axis, words: `The box along ${words}` });
      return;
    }
    setRefused(null);
    const { slices, plane } = session.store.getState().cell;
    // Slices stay within, and those that half a number has moved come back with all of it.
    const before = typing.current?.now === slices.at ? typing.current.before : slices.at;
    const at = withinBox(before, next);
    typing.current = { before, now: at };
    session.change(`box ${end} ${axis}`, {
      box: next,
      slices: { ...slices, at },
      ...(plane && { plane: { ...plane, through: withinBox(plane.through, next) } }),
    });
  };
  return (
    <details className={styles.group}>
      <summary>Box</summary>
      {([0, 1, 2] as const).map((axis) => (
        <fieldset
          key={names[axis]}
          className={styles.ends}
          aria-label={`Box along ${names[axis]}`}
          onBlur={rest}
        >
          <span className={sliders.name} aria-hidden="true">
            {names[axis]}
          </span>
          {(["low", "high"] as const).map((end) => (
            <NumberField
              key={end}
              label={`Box ${end === "low" ? "from" : "to"} ${names[axis]}`}
              value={box[end][axis]}
              room={11}
              onChange={(value) => set(axis, end, value)}
            />
          ))}
          <p className={styles.refused} role="status">
            {refused?.axis === axis && refused.words}
          </p>
        </fieldset>
      ))}
    </details>
  );
}
