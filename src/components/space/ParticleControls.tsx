import { countText } from "../../app/count-text.ts";
import { bounds } from "../../app/document/bounds.ts";
import { defaultParticles, particleBounds } from "../../app/document/space-particles.ts";
import { probeOf } from "../../app/space/view.ts";
import { sizeOf } from "../../shaders/space/lens.ts";
import { NumberField } from "../NumberField.tsx";
import { SegmentedControl } from "../SegmentedControl.tsx";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import { Layer } from "./Layer.tsx";
import styles from "./Space.module.css";

type Settings = typeof defaultParticles;

/** Counted in powers of ten, by quarters: a thousand … a million. */
const counts = { min: 3, max: 6, step: 0.25 } as const;
const speeds = { min: -2, max: 2, step: 0.5 } as const;
/** Of the box's shortest edge: the ball that a crowd is put into first. */
const firstRadius = 0.1;

/** What the field carries: how many, from where, and how they go on. */
export function ParticleControls() {
  const session = useSpace();
  const particles = useSpaceState(({ cell }) => cell.particles ?? defaultParticles);
  const { on, count, density, ball, speed, colour } = particles;
  const set = (change: Partial<Settings>, kind: string | null = null) =>
    session.change(kind, { particles: { ...particles, ...change } });
  const setCount = (count: number) => {
    const [least, most] = particleBounds.count;
    set({ count: Math.round(Math.min(most, Math.max(least, count))) }, "particles");
  };
  const putBall = () => {
    const { cell } = session.store.getState();
    set({ ball: { at: probeOf(cell), radius: short(firstRadius * Math.min(...sizeOf(cell.box))) } });
  };
  return (
    <Layer name="Particles" on={on} onSwitch={(to) => set({ on: to })}>
      {on && (
        <>
          <SegmentedControl
            label="What particles show"
            options={[
              { value: "flow", label: "Flow", note: "Particles live for a while and are born anew" },
              {
                value: "density",
                label: "Density",
                note: "Nothing is born or dies: sources thin out, sinks crowd",
              },
            ]}
            value={density ? "density" : "flow"}
            onChange={(mode) => set({ density: mode === "density" })}
          />
          {density && (
            <SegmentedControl
              label="Where the crowd begins"
              options={[
                { value: "box", label: "All over the box" },
                { value: "ball", label: "In a ball", note: "Around the probe at first" },
              ]}
              value={ball ? "ball" : "box"}
              onChange={(where) => (where === "ball" ? putBall() : set({ ball: null }))}
            />
          )}
          {density && ball && <Ball ball={ball} onChange={(ball) => set({ ball }, "particles' ball")} />}
          <div className={`${styles.setting} ${styles.counted}`}>
            <span aria-hidden="true">Number</span>
            <input
              type="range"
              aria-label="Number of particles"
              aria-valuetext={countText(count)}
              {...counts}
              value={Math.log10(count)}
              onChange={({ target }) => setCount(short(10 ** Number(target.value)))}
            />
            <NumberField label="Particles in number" value={count} onChange={setCount} />
          </div>
          <label className={styles.setting}>
            <span>Speed</span>
            <input
              type="range"
              aria-label="Speed of the particles"
              aria-valuetext={`${speed}×`}
              {...speeds}
              value={Math.log2(speed)}
              onChange={({ target }) => set({ speed: short(2 ** Number(target.value)) }, "particles' speed")}
            />
            <output>{speed}×</output>
          </label>
          <SegmentedControl
            label="Colour of the particles"
            options={[
              { value: "plain", label: "Plain" },
              { value: "map", label: "As the map", note: "In the colours of the values where they are" },
            ]}
            value={colour}
            onChange={(colour) => set({ colour })}
          />
          <output aria-live="off" title="Time that the field has carried them for">
            <CarriedFor />
          </output>
        </>
      )}
    </Layer>
  );
}

function CarriedFor() {
  const time = useSpaceState(({ scene }) => scene?.particles?.motion.time ?? 0);
  return `Carried for ${time === 0 ? 0 : time.toPrecision(3)}`;
}

/** Two digits: round numbers to be read aloud. */
function short(value: number): number {
  return Number(value.toPrecision(2));
}

/** Where the ball is that a crowd begins in. */
function Ball({
  ball,
  onChange,
}: {
  ball: NonNullable<Settings["ball"]>;
  onChange: (ball: NonNullable<Settings["ball"]>) => void;
}) {
  const names = useAxisNames();
  const { at, radius } = ball;
  const most = bounds.coordinate;
  const [least, largest] = particleBounds.radius;
  return (
    <fieldset className={styles.ball} aria-label="Ball of particles">
      {([0, 1, 2] as const).map((axis) => (
        <span key={names[axis]}>
          <i aria-hidden="true">{names[axis]}</i>
          <NumberField
            label={`Middle of the ball at ${names[axis]}`}
            value={at[axis]}
            room={6}
            onChange={(value) => {
              const to = Math.min(most, Math.max(-most, value));
              onChange({ radius, at: at.with(axis, to) as unknown as typeof at });
            }}
          />
        </span>
      ))}
      <span>
        <span aria-hidden="true">Radius</span>
        <NumberField
          label="Radius of the ball"
          value={radius}
          room={6}
          onChange={(value) =>
            value > 0 && onChange({ at, radius: Math.min(largest, Math.max(least, value)) })
          }
        />
      </span>
    </fieldset>
  );
}
