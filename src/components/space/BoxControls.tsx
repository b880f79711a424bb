import { bounds } from "../../app/document/bounds.ts";
import { eachAxis } from "../../shaders/space/lens.ts";
import { NumberField } from "../NumberField.tsx";
import sliders from "../Sliders.module.css";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

/** Between where and where the axes run. What would leave the box no inside is not taken. */
export function BoxControls() {
  const session = useSpace();
  const box = useSpaceState(({ cell }) => cell.box);
  const names = useAxisNames();
  const set = (axis: 0 | 1 | 2, end: "low" | "high", value: number) => {
    const to = Math.min(bounds.coordinate, Math.max(-bounds.coordinate, value));
    const next = { ...box, [end]: eachAxis((k) => (k === axis ? to : box[end][k])) };
    if (next.high[axis] - next.low[axis] < bounds.span[0]) return;
    const { slices } = session.store.getState().cell;
    // Slices stay within.
    const at = eachAxis((k) => Math.min(next.high[k], Math.max(next.low[k], slices.at[k])));
    session.change(`box ${end} ${axis}`, { box: next, slices: { ...slices, at } });
  };
  return (
    <details className={styles.group}>
      <summary>Box</summary>
      {([0, 1, 2] as const).map((axis) => (
        <div key={names[axis]} className={styles.ends}>
          <span className={sliders.name} aria-hidden="true">
            {names[axis]}
          </span>
          {(["low", "high"] as const).map((end) => (
            <NumberField
              key={end}
              label={`Box ${end === "low" ? "from" : "to"} ${names[axis]}`}
              value={box[end][axis]}
              onChange={(value) => set(axis, end, value)}
            />
          ))}
        </div>
      ))}
    </details>
  );
}
