import { type RefObject, useEffect } from "react";
import { comparedOf } from "./compared.ts";
import { arrows } from "./gestures.ts";
import { usePlaneSession } from "./session.ts";

/** Shares of the width that an arrow key moves the divider by, alone and with Shift. */
const keyStep = 0.02;
const fineStep = 0.002;

/**
 * Dragging and keys on the divider. What it takes does not reach the plot, which lies under it and has gestures of its
 * own; wheels and hovering do.
 */
export function useDividerGestures(divider: RefObject<HTMLElement | null>): void {
  const { view } = usePlaneSession();
  useEffect(() => {
    const element = divider.current;
    if (!element) return;
    const { store } = view;
    let drag: { readonly pointer: number; readonly grip: number } | null = null;

    const compared = () => comparedOf(store.getState().plane);
    function moveTo(share: number): void {
      // Four digits: finer than a pixel, and short in the document.
      const divider = Number(Math.min(1, Math.max(0, share)).toFixed(4));
      view.setPlane({ compare: { ...compared(), divider } });
    }

    function down(event: PointerEvent): void {
      if (event.button !== 0) return;
      event.stopPropagation();
      if (drag) return;
      element?.setPointerCapture(event.pointerId);
      element?.focus({ preventScroll: true });
      drag = {
        pointer: event.pointerId,
        grip: event.clientX - compared().divider * store.getState().plot.width,
      };
    }

    function move(event: PointerEvent): void {
      if (drag?.pointer === event.pointerId)
        moveTo((event.clientX - drag.grip) / store.getState().plot.width);
    }

    function up(event: PointerEvent): void {
      if (drag?.pointer !== event.pointerId) return;
      event.stopPropagation();
      drag = null;
    }

    function key(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const arrow = arrows[event.key];
      if (arrow) moveTo(compared().divider + (arrow[0] + arrow[1]) * (event.shiftKey ? fineStep : keyStep));
      else if (event.key === "Home") moveTo(0);
      else if (event.key === "End") moveTo(1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener("pointerdown", down, { signal });
    element.addEventListener("pointermove", move, { signal });
    element.addEventListener("pointerup", up, { signal });
    element.addEventListener("pointercancel", up, { signal });
    // Two quick clicks on the divider are no wish for a pin.
    element.addEventListener("dblclick", (event) => event.stopPropagation(), { signal });
    element.addEventListener("keydown", key, { signal });
    return () => listening.abort();
  }, [divider, view.setPlane, view]);
}
