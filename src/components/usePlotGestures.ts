import { type RefObject, useEffect, useState } from "react";
import { addPin } from "../app/plane/pins.ts";
import { readoutPoint } from "../app/plane/plane-session.ts";
import { roundedPoint } from "../app/plane/probe.ts";
import { panned, planeView, toWorld, zoomed } from "../app/plane/view.ts";
import { arrows, distance, type Finger, fingerOf, trembling, wheelFactor, zooms } from "./gestures.ts";
import { usePlaneSession } from "./session.ts";

/** CSS pixels that an arrow key moves the view, and the reading point. */
const panStep = 48;
const cursorStep = 8;
const zoomStep = 1.25;
/** How long it is said what the wheel takes to zoom, in milliseconds, and whether it was said on this page. */
const sayingTime = 4000;
let wasSaid = false;

/** Drag, wheel, pinch, double click and keys on the plot. True while it is to be said what the wheel takes to zoom. */
export function usePlotGestures(box: RefObject<HTMLElement | null>): boolean {
  const { view } = usePlaneSession();
  const [saying, setSaying] = useState(false);
  useEffect(() => {
    if (!saying) return;
    const timer = setTimeout(() => setSaying(false), sayingTime);
    return () => clearTimeout(timer);
  }, [saying]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const { store } = view;
    const fingers = new Map<number, Finger>();
    let travelled = 0;

    const regionOf = () => store.getState().plane.view;
    const positionOf = (event: MouseEvent) => fingerOf(element, event);
    const worldAt = ({ left, top }: Finger) => {
      const { plot } = store.getState();
      return toWorld(planeView(regionOf(), plot), plot, left, top);
    };
    const pan = (right: number, down: number) =>
      view.setPlane({ view: panned(regionOf(), store.getState().plot, right, down) });
    const zoom = (factor: number, at: Finger) =>
      view.setPlane({ view: zoomed(regionOf(), factor, worldAt(at)) });
    const reset = () => view.setPlane({ view: store.getState().plane.home });

    function down(event: PointerEvent): void {
      if (event.button !== 0) return;
      element?.setPointerCapture(event.pointerId);
      if (fingers.size === 0) travelled = 0;
      fingers.set(event.pointerId, positionOf(event));
    }

    function move(event: PointerEvent): void {
      const now = positionOf(event);
      if (event.pointerType !== "touch") view.set({ hover: now });
      const before = fingers.get(event.pointerId);
      if (!before) return;
      travelled += Math.hypot(now.left - before.left, now.top - before.top);
      if (fingers.size === 1) {
        if (travelled <= trembling) return;
        element?.setAttribute("data-dragging", "");
        pan(now.left - before.left, now.top - before.top);
      } else {
        const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
        if (other) {
          const grown = distance(now, other) / Math.max(1, distance(before, other));
          pan((now.left - before.left) / 2, (now.top - before.top) / 2);
          zoom(grown, { left: (now.left + other.left) / 2, top: (now.top + other.top) / 2 });
        }
      }
      fingers.set(event.pointerId, now);
    }

    function up(event: PointerEvent): void {
      if (!fingers.delete(event.pointerId)) return;
      element?.removeAttribute("data-dragging");
      if (fingers.size > 0 || travelled > trembling || event.type === "pointercancel") return;
      const point = worldAt(positionOf(event));
      const { unitsPerPixel } = planeView(regionOf(), store.getState().plot);
      view.setPlane({ cursor: roundedPoint(point, unitsPerPixel) });
    }

    // The clicks have put the reading point there, more exactly than this event tells.
    const pin = () => addPin(view, readoutPoint({ ...store.getState(), hover: null }));

    function wheel(event: WheelEvent): void {
      if (element && !zooms(element, event)) {
        if (!wasSaid) setSaying(true);
        wasSaid = true;
        return;
      }
      setSaying(false);
      event.preventDefault();
      zoom(wheelFactor(event), positionOf(event));
    }

    function key(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!act(event.key, event.shiftKey)) return;
      event.preventDefault();
    }

    function act(name: string, shift: boolean): boolean {
      const { plot } = store.getState();
      const arrow = arrows[name];
      if (arrow && shift) moveCursor(arrow);
      else if (arrow) pan(-arrow[0] * panStep, arrow[1] * panStep);
      else if (name === "+" || name === "=") zoom(zoomStep, { left: plot.width / 2, top: plot.height / 2 });
      else if (name === "-") zoom(1 / zoomStep, { left: plot.width / 2, top: plot.height / 2 });
      else if (name === "0") reset();
      else if (name === "Enter" || name.toLowerCase() === "p") addPin(view, readoutPoint(store.getState()));
      else if (name === "Escape" && store.getState().plane.cursor) view.setPlane({ cursor: null });
      else return false;
      return true;
    }

    function moveCursor([right, up]: readonly [number, number]): void {
      const state = store.getState();
      const { unitsPerPixel } = planeView(regionOf(), state.plot);
      const from = readoutPoint({ ...state, hover: null });
      const by = cursorStep * unitsPerPixel;
      view.set({ hover: null });
      view.setPlane({
        cursor: roundedPoint({ x: from.x + right * by, y: from.y + up * by }, unitsPerPixel),
      });
    }

    const leave = () => view.set({ hover: null });
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener("pointerdown", down, { signal });
    element.addEventListener("pointermove", move, { signal });
    element.addEventListener("pointerup", up, { signal });
    element.addEventListener("pointercancel", up, { signal });
    element.addEventListener("pointerleave", leave, { signal });
    element.addEventListener("dblclick", pin, { signal });
    // React listens to wheels passively, and then the page would scroll under the zoom.
    element.addEventListener("wheel", wheel, { signal, passive: false });
    element.addEventListener("keydown", key, { signal });
    return () => listening.abort();
  }, [box, view.setPlane, view.set, view]);
  return saying;
}
