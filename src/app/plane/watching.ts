import type { View } from "../store/view.ts";
import { createClock } from "./clock.ts";

/** Milliseconds between two pictures at least: slow enough to see each. */
const pictureTime = 80;

/** So many probes the next picture is of: an eighth more, so that each picture is as much calmer as the last one was. */
export function nextTaken(taken: number, probes: number): number {
  return Math.min(probes, taken + Math.ceil(taken / 8) + 1);
}

/** Takes one probe, or the next ones; all of them again where they are the last. */
export function takeMore(view: View): void {
  const { plane, taken } = view.store.getState();
  const { probes } = plane;
  const next = taken < probes ? nextTaken(taken, probes) : 1;
  view.set(next < probes ? { taken: next } : { taken: Number.POSITIVE_INFINITY, watching: false });
}

/**
 * Takes more and more probes while one watches and the picture is seen. The next are taken only when the picture and all numbers of the last
 * stand: what is seen together belongs together, and nothing queues. Returns how to end it.
 */
export function createWatching(view: View, makeClock = createClock): () => void {
  const { store } = view;
  let waited = 0;
  const clock = makeClock((seconds) => {
    waited += 1000 * seconds;
    const { drawing, readout, statistics } = store.getState();
    const busy = drawing || readout.status === "running" || statistics.status === "running";
    if (busy || waited < pictureTime) return;
    waited = 0;
    takeMore(view);
  });
  const update = () => {
    const { inSight, watching } = store.getState();
    if (inSight && watching) clock.start();
    else clock.stop();
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (state.inSight !== before.inSight || state.watching !== before.watching) update();
  });
  update();
  return () => {
    unsubscribe();
    clock.stop();
  };
}
