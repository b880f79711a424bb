import type { RefObject } from "react";
import { usePlotGestures } from "./usePlotGestures.ts";

/** What the plot answers to; there is nothing to point at before the first picture. */
export function PlotGestures({ box }: { box: RefObject<HTMLElement | null> }) {
  usePlotGestures(box);
  return null;
}
