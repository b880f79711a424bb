import { sliderText } from "../../app/store/slider.ts";
import { eachAxis } from "../../shaders/space/lens.ts";
import { NumberField } from "../NumberField.tsx";
import sliders from "../Sliders.module.css";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

/** The slices across each axis: whether they are shown, and where they lie. */
export function SliceSliders() {
  const session = useSpace();
  const slices = useSpaceState(({ cell }) => cell.slices);
  const box = useSpaceState(({ cell }) => cell.box);
  const names = useAxisNames();
  const move = (axis: number, to: number) =>
    session.change(`slice ${axis}`, {
      slices: { ...slices, at: eachAxis((k) => (k === axis ? to : slices.at[k])) },
    });
  return (
    <fieldset className={styles.group}>
      <legend>Slices</legend>
      {([0, 1, 2] as const).map((axis) => {
        const name = names[axis] as string;
        const range = { low: box.low[axis], high: box.high[axis], step: null };
        return (
          <div key={name} className={`${sliders.row} ${styles.slice}`}>
            <label className={styles.shown}>
              <input
                type="checkbox"
                aria-label={`Slice across ${name}`}
                checked={slices.shown[axis]}
                onChange={({ target }) =>
                  session.change(null, {
                    slices: {
                      ...slices,
                      shown: eachAxis((k) => (k === axis ? target.checked : slices.shown[k])),
                    },
                  })
                }
              />
              <span className={sliders.name} aria-hidden="true">
                {name}
              </span>
            </label>
            <input
              type="range"
              aria-label={`Slice at ${name}`}
              min={range.low}
              max={range.high}
              step={(range.high - range.low) / 400}
              value={slices.at[axis]}
              onChange={({ target }) => move(axis, Number(sliderText(range, Number(target.value))))}
            />
            <NumberField
              label={`Value of the slice at ${name}`}
              className={sliders.number}
              value={slices.at[axis]}
              onChange={(value) => move(axis, Math.min(range.high, Math.max(range.low, value)))}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
