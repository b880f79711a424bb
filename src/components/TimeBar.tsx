import { useEffect } from "react";
import { laterTime, speeds } from "../app/plane/clock.ts";
import { NumberField } from "./NumberField.tsx";
import sliders from "./Sliders.module.css";
import { usePlaneSession, useView } from "./session.ts";
import styles from "./TimeBar.module.css";
import { TimeSlider } from "./TimeSlider.tsx";
import { useReducedMotion } from "./useReducedMotion.ts";

/** Seconds of t, at speed 1, that one click goes on where motion is not wanted. */
const stepSeconds = 0.1;

/** Time: scrubbed, typed, played at a speed; stepped by a click where motion is not wanted. */
export function TimeBar() {
  const { view } = usePlaneSession();
  const time = useView((state) => state.plane.time);
  const speed = useView((state) => state.plane.clock.speed);
  const playing = useView((state) => state.playing);
  const still = useReducedMotion();
  useEffect(() => {
    if (still && playing) view.set({ playing: false });
  }, [still, playing, view.set]);
  const setTime = (time: number) => view.setPlane({ time });
  return (
    <fieldset className={`${sliders.row} ${styles.bar}`} aria-label="Time">
      <span className={sliders.name} aria-hidden="true">
        t
      </span>
      <TimeSlider time={time} onChange={setTime} />
      <span className={styles.controls}>
        <NumberField
          label="Value of t"
          className={styles.number}
          value={time}
          text={time.toFixed(2)}
          room={7}
          onChange={setTime}
        />
        {still ? (
          <button
            type="button"
            className={styles.play}
            aria-label="Step time"
            title="Step time: your system asks for less motion"
            onClick={() => setTime(laterTime(time, stepSeconds * speed))}
          >
            <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
              <path d="M2 2l8 6-8 6zM11 2h3v12h-3z" />
            </svg>
          </button>
        ) : (
          <button
            type="button"
            className={styles.play}
            aria-label={playing ? "Pause time" : "Play time"}
            onClick={() => view.set({ playing: !playing })}
          >
            <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
              {playing ? <path d="M3 2h4v12H3zM9 2h4v12H9z" /> : <path d="M4 2l10 6-10 6z" />}
            </svg>
          </button>
        )}
        <select
          aria-label="Speed of time"
          className={styles.speed}
          value={speed}
          onChange={(event) => view.setPlane({ clock: { speed: Number(event.target.value) } })}
        >
          {[...new Set([...speeds, speed])]
            .sort((a, b) => a - b)
            .map((speed) => (
              <option key={speed} value={speed}>
                {speed}×
              </option>
            ))}
        </select>
      </span>
    </fieldset>
  );
}
