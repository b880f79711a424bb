import { placedBody, reshapedBody, withCentre, withReach } from "../../app/space/body-motion.ts";
import { sliderText } from "../../app/store/slider.ts";
import type { SpaceBody } from "../../shaders/space/scene.ts";
import { NumberField } from "../NumberField.tsx";
import { SegmentedControl } from "../SegmentedControl.tsx";
import sliders from "../Sliders.module.css";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import { Layer } from "./Layer.tsx";
import styles from "./Space.module.css";

const shapes: readonly { value: SpaceBody["shape"]; label: string }[] = [
  { value: "box", label: "Box" },
  { value: "sphere", label: "Sphere" },
  { value: "ellipsoid", label: "Ellipsoid" },
];

const reachNames = { box: "Half of its edges", sphere: "Radius", ellipsoid: "Half of its axes" };

/** The body whose flux is measured: its shape, where its centre is, and how far it reaches. */
export function BodyControls() {
  const session = useSpace();
  const cell = useSpaceState((state) => state.cell);
  const names = useAxisNames();
  const { box } = cell;
  const body = placedBody(cell);
  const { shape } = body;
  return (
    <Layer name="Flux body" on={body.on} onSwitch={(on) => session.change(null, { body: { ...body, on } })}>
      {body.on && (
        <>
          <SegmentedControl
            label="Shape of the flux body"
            options={shapes}
            value={shape}
            onChange={(to) => session.change(null, { body: reshapedBody(body, to) })}
          />
          <p className={styles.caption}>Centre</p>
          {([0, 1, 2] as const).map((axis) => (
            <Row
              key={names[axis]}
              sign={names[axis] ?? ""}
              label={`Body's centre at ${names[axis]}`}
              low={box.low[axis]}
              high={box.high[axis]}
              value={body.centre[axis]}
              onChange={(to) =>
                session.change(`body centre ${axis}`, { body: withCentre(body, axis, to, box) })
              }
            />
          ))}
          <p className={styles.caption}>{reachNames[shape]}</p>
          {(shape === "sphere" ? ([0] as const) : ([0, 1, 2] as const)).map((axis) => (
            <Row
              key={names[axis]}
              sign={shape === "sphere" ? "r" : (names[axis] ?? "")}
              label={shape === "sphere" ? "Body's radius" : `Body's reach along ${names[axis]}`}
              low={0}
              high={(box.high[axis] - box.low[axis]) / 2}
              value={body.half[axis]}
              onChange={(to) => session.change(`body reach ${axis}`, { body: withReach(body, axis, to) })}
            />
          ))}
        </>
      )}
    </Layer>
  );
}

interface RowProps {
  readonly sign: string;
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly onChange: (to: number) => void;
}

/** A number by hand and typed. */
function Row({ sign, label, low, high, value, onChange }: RowProps) {
  return (
    <div className={sliders.row}>
      <span className={sliders.name} aria-hidden="true">
        {sign}
      </span>
      <input
        type="range"
        aria-label={label}
        min={low}
        max={high}
        step={(high - low) / 400}
        value={value}
        onChange={({ target }) =>
          onChange(Number(sliderText({ low, high, step: null }, Number(target.value))))
        }
      />
      <NumberField
        label={`Value of ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
        className={sliders.number}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
