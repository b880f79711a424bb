import { type RefObject, useEffect } from "react";
import { defaultStreamlines, flowBounds } from "../../app/document/space-cell.ts";
import { probeOf } from "../../app/space/view.ts";
import { placeOf } from "../../shaders/space/lens.ts";
import { useSpace } from "./context.ts";

/** CSS pixels that the probe may be drawn beside a click that has put it where it is. */
const beside = 4;

/**
 * A double click on what is seen, as a slice, or S, begins a streamline where the probe is: the first click of two has put it
 * there, unless there was nothing.
 */
export function useSeedGestures(plot: RefObject<HTMLElement | null>): void {
  const session = useSpace();
  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    function add(): void {
      const { cell } = session.store.getState();
      const { streamlines = defaultStreamlines } = cell;
      if (streamlines.hand.length >= flowBounds.hand) return;
      const hand = [...streamlines.hand, probeOf(cell)];
      session.change(null, { streamlines: { ...streamlines, on: true, seeds: "hand", hand } });
    }
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener(
      "dblclick",
      ({ target, clientX, clientY }) => {
        // Not on what is dragged.
        if (target instanceof Element && target.closest("[data-handle]")) return;
        const { cell, scene } = session.store.getState();
        const probe = scene && placeOf(scene.lens, probeOf(cell));
        const { left, top } = element.getBoundingClientRect();
        const isThere = probe && Math.hypot(left + probe.left - clientX, top + probe.top - clientY) < beside;
        if (isThere) add();
      },
      { signal },
    );
    element.addEventListener(
      "keydown",
      (event) => {
        const { key, ctrlKey, metaKey, altKey, target } = event;
        if (key.toLowerCase() !== "s" || ctrlKey || metaKey || altKey || target !== element) return;
        event.preventDefault();
        add();
      },
      { signal },
    );
    return () => listening.abort();
  }, [plot, session]);
}
