import { useEffect } from "react";
import { countText } from "../../app/count-text.ts";
import { bounds } from "../../app/document/bounds.ts";
import { defaultParticles, particleBounds } from "../../app/document/space-particles.ts";
import { probeOf } from "../../app/space/view.ts";
import { sizeOf } from "../../shaders/space/lens.ts";
import { stepsLeft } from "../../shaders/space/particle-motion.ts";
import { NumberField } from "../NumberField.tsx";
import { SegmentedControl } from "../SegmentedControl.tsx";
import { useView } from "../session.ts";
import { useReducedMotion } from "../useReducedMotion.ts";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

type Settings = typeof defaultParticles;

/** Counted in powers of ten, by quarters: a thousand … a million. */
const counts = { min: 3, max: 6, step: 0.25 } as const;
const speeds = { min: -2, max: 2, step: 0.5 } as const;
/** Of the box's shortest edge: the ball that a crowd is put into first. */
const firstRadius = 0.1;
/** Seconds that one press of the step button goes on. */
const stepTime = 0.25;

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
    <fieldset className={styles.group}>
      <legend>
        <label className={styles.shown}>
          <input type="checkbox" checked={on} onChange={({ target }) => set({ on: target.checked })} />
          Particles
        </label>
      </legend>
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
          <MotionButtons />
        </>
      )}
    </fieldset>
  );
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
          onChange={(value) =>
            value > 0 && onChange({ at, radius: Math.min(largest, Math.max(least, value)) })
          }
        />
      </span>
    </fieldset>
  );
}

/** Stops and goes on, or takes a step where motion is unwanted; begins again; and the time that the field has had. */
function MotionButtons() {
  const { view, particles } = useSpace();
  const moving = useView((state) => state.moving);
  const time = useSpaceState(({ scene }) => scene?.particles?.motion.time ?? 0);
  const over = useSpaceState(({ scene }) => {
    const motion = scene?.particles?.motion;
    return motion !== undefined && stepsLeft(motion, 1) === 0;
  });
  const still = useReducedMotion();
  useEffect(() => view.set({ moving: !still }), [still, view.set]);
  const goes = moving && !over;
  const play = () => {
    if (over) particles.again();
    view.set({ moving: over || !moving });
  };
  return (
    <div className={styles.motion}>
      {still ? (
        <button
          type="button"
          aria-label="Step the particles"
          title="Go on for a moment: your system asks for less motion"
          disabled={over}
          onClick={() => particles.step(stepTime)}
        >
          <Icon path="M3 3l7 5-7 5zM12 3v10" />
        </button>
      ) : (
        <button type="button" aria-label={goes ? "Pause the particles" : "Play the particles"} onClick={play}>
          <Icon path={goes ? "M5.5 3v10M10.5 3v10" : "M4.5 2.8 13 8l-8.5 5.2z"} />
        </button>
      )}
      <button type="button" aria-label="Begin the particles again" onClick={particles.again}>
        <Icon path="M12.8 9.6a5 5 0 1 1-.3-4M13 2.6v3.2H9.8" />
      </button>
      <output
        aria-live="off"
        aria-label="Time of the particles"
        title="Time that the field has carried them for"
      >
        {time.toPrecision(3)}
      </output>
    </div>
  );
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
