import { useEffect } from "react";
import { takenOf } from "../app/plane/state.ts";
import { createWatching, takeMore } from "../app/plane/watching.ts";
import { usesProbes } from "../shaders/sides.ts";
import styles from "./Controls.module.css";
import { comparedOf } from "./compared.ts";
import { usePlaneSession, useView } from "./session.ts";
import { useReducedMotion } from "./useReducedMotion.ts";

/** Watches the probes come one after the other: played, paused, or by steps where motion is not wanted. */
export function WatchControls() {
  const { view } = usePlaneSession();
  const plane = useView((state) => state.plane);
  const watching = useView((state) => state.watching);
  const taken = useView(takenOf);
  const still = useReducedMotion();
  useEffect(() => createWatching(view), [view]);
  useEffect(() => {
    if (still && watching) view.set({ watching: false });
  }, [still, watching, view.set]);
  const some = taken < plane.probes;
  const press = () => {
    // The probes are to be seen, or what so many of them are worth.
    const map = { kind: plane.map, compare: comparedOf(plane) };
    if (!usesProbes(map) && map.kind !== "predicted-error") view.setPlane({ map: "estimate" });
    if (still) takeMore(view);
    else if (watching) view.set({ watching: false });
    else view.set(some ? { watching: true } : { watching: true, taken: 1 });
  };
  const label = still ? "Take more probes" : watching ? "Pause" : some ? "Go on" : "Watch it settle";
  return (
    <span className={styles.pair}>
      <button
        type="button"
        disabled={(plane.colouring?.quantity ?? "divergence") !== "divergence"}
        title={
          still
            ? "Take the next probes: your system asks for less motion"
            : "Take the probes one after the other and watch the noise settle"
        }
        onClick={press}
      >
        {label}
      </button>
      {some && (
        <>
          {!watching && (
            <button
              type="button"
              onClick={() => view.set({ taken: Number.POSITIVE_INFINITY, watching: false })}
            >
              All probes
            </button>
          )}
          <span>
            <data value={taken} data-figure="taken">
              {taken}
            </data>{" "}
            of {plane.probes} probes
          </span>
        </>
      )}
    </span>
  );
}
