import { type RefObject, useEffect } from "react";
import styles from "./PlotGestures.module.css";
import { useView } from "./session.ts";
import { usePlotGestures } from "./usePlotGestures.ts";

interface Props {
  readonly box: RefObject<HTMLElement | null>;
  readonly pins: boolean;
  /** Told what keys do, in words. */
  readonly onKeys: (words: string) => void;
}

/** What the plot answers to, and what it says of itself; there is nothing to point at before the first picture. */
export function PlotGestures({ box, pins, onKeys }: Props) {
  const passed = usePlotGestures(box);
  useEffect(
    () =>
      onKeys(
        ` Arrow keys move the view, plus and minus zoom, 0 resets; with Shift the arrow keys move the reading point${pins ? ", P pins it" : ""}.`,
      ),
    [pins, onKeys],
  );
  const stale = useView((state) => state.stale && state.picture !== null);
  if (stale)
    return <p className={`${styles.said} ${styles.stale}`}>The last good picture; the source has an error</p>;
  return passed && <p className={styles.said}>The wheel zooms once you click here, or with Ctrl</p>;
}
