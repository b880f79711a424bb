import { defaultFreePlane } from "../../app/document/space-plane.ts";
import { offsetTo, tilted } from "../../app/space/plane-motion.ts";
import { offsetOf } from "../../shaders/space/free-plane.ts";
import { middleOf } from "../../shaders/space/lens.ts";
import { NumberField } from "../NumberField.tsx";
import sliders from "../Sliders.module.css";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import { Layer } from "./Layer.tsx";
import styles from "./Space.module.css";

/** A slice of any direction: whether it is shown, how far from the middle of the box it is, and where its normal points. */
export function PlaneControls() {
  const session = useSpace();
  const box = useSpaceState(({ cell }) => cell.box);
  const own = useSpaceState(({ cell }) => cell.plane);
  const plane = own ?? { ...defaultFreePlane, through: middleOf(box) };
  const names = useAxisNames();
  const { offset, most } = offsetOf(plane, box);
  const set = (kind: string | null, next: typeof plane) => session.change(kind, { plane: next });
  const rows = [
    {
      label: "Offset of the free plane",
      sign: "Offset",
      title: "From the middle of the box, along its normal",
      value: Number(offset.toPrecision(9)),
      most,
      step: most / 200,
      move: (to: number) => offsetTo(plane, box, to),
    },
    {
      label: "Turn of the free plane",
      sign: "Turn",
      title: `Where its normal points to about ${names[2]}, in degrees from ${names[0]}`,
      value: plane.azimuth,
      most: 180,
      step: 1,
      move: (to: number) => tilted(plane, to - plane.azimuth, 0),
    },
    {
      label: "Tilt of the free plane",
      sign: "Tilt",
      title: `Where its normal points to above ${names[0]} and ${names[1]}, in degrees`,
      value: plane.elevation,
      most: 90,
      step: 1,
      move: (to: number) => tilted(plane, 0, to - plane.elevation),
    },
  ];
  return (
    <Layer name="Free plane" on={plane.on} onSwitch={(on) => set(null, { ...plane, on })}>
      {plane.on &&
        rows.map(({ label, sign, title, value, most, step, move }) => (
          <div key={sign} className={`${sliders.row} ${styles.turn}`} title={title}>
            <span aria-hidden="true">{sign}</span>
            <input
              type="range"
              aria-label={label}
              min={-most}
              max={most}
              step={step}
              value={value}
              onChange={({ target }) => set(`plane ${sign}`, move(Number(target.value)))}
            />
            <NumberField
              label={`Value of the ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
              className={sliders.number}
              value={value}
              onChange={(to) => set(`plane ${sign}`, move(to))}
            />
          </div>
        ))}
    </Layer>
  );
}
