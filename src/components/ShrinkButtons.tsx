import { useStore } from "zustand";
import type { ShrinkMeter } from "../app/flux/shrinking.ts";
import styles from "./FluxPanel.module.css";
import { PassingButton } from "./PassingButton.tsx";
import { useReducedMotion } from "./useReducedMotion.ts";

/** Shrinks what is measured, halving it once at each press where motion is unwanted. */
export function ShrinkButtons({ meter }: { meter: ShrinkMeter<{ readonly levels: readonly unknown[] }> }) {
  const shrunk = useStore(meter.store, (state) => state.shrunk);
  const shrinking = useStore(meter.store, (state) => state.shrinking);
  const failed = useStore(meter.store, (state) => state.figures.status === "failed");
  const still = useReducedMotion();
  const finished = shrunk !== null && shrunk >= meter.halvings;
  const words = still
    ? "Halve, towards a point"
    : shrunk !== null && !finished
      ? "Go on"
      : "Shrink to a point";
  return (
    <>
      {shrinking ? (
        <button type="button" data-about="size" onClick={meter.pause}>
          Pause
        </button>
      ) : (
        <button
          type="button"
          data-about="size"
          disabled={failed || (still && finished)}
          onClick={() => meter.shrink(!still)}
        >
          {words}
        </button>
      )}
      {shrunk !== null && (
        <>
          <PassingButton about="size" onClick={meter.restore}>
            Full size
          </PassingButton>
          <span className={styles.scale} data-figure="scale">
            {shrunk < 1 ? "size 1" : `size 1/${2 ** Math.floor(shrunk)}`}
          </span>
        </>
      )}
    </>
  );
}
