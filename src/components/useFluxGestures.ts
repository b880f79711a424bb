import { type RefObject, useEffect } from "react";
import type { FluxRegion } from "../app/document/document.ts";
import { fluxMeterOf, regionOf } from "../app/flux/flux.ts";
import { grown, handlesOf, moved, tidy, withHandle, withoutVertex } from "../app/flux/region.ts";
import { roundedPoint } from "../app/plane/probe.ts";
import { planeView, toWorld } from "../app/plane/view.ts";
import { arrows, trembling } from "./gestures.ts";
import { usePlaneSession } from "./session.ts";

/** CSS pixels that an arrow key moves or resizes by. */
const keyStep = 8;
/** Least width of a region, in CSS pixels. */
const smallest = 8;

interface Drag {
  readonly pointer: number;
  readonly part: string;
  readonly left: number;
  readonly top: number;
  readonly region: FluxRegion;
  moving: boolean;
}

/**
 * Dragging and keys on the flux region and its handles. What they take does not reach the plot, which lies under them
 * and has gestures of its own; wheels and hovering do.
 */
export function useFluxGestures(overlay: RefObject<SVGSVGElement | null>): void {
  const session = usePlaneSession();
  useEffect(() => {
    const element = overlay.current;
    if (!element) return;
    const { store, setPlane } = session.view;
    const meter = fluxMeterOf(session);
    let drag: Drag | null = null;

    const partOf = (event: Event) =>
      event.target instanceof Element ? event.target.closest<SVGElement>("[data-flux]") : null;
    const unit = () => {
      const { plane, plot } = store.getState();
      return planeView(plane.view, plot).unitsPerPixel;
    };

    function down(event: PointerEvent): void {
      const part = partOf(event);
      const region = regionOf(store.getState());
      if (!part || !region || event.button !== 0) return;
      event.stopPropagation();
      if (drag) return;
      part.setPointerCapture(event.pointerId);
      part.focus({ preventScroll: true });
      const { clientX: left, clientY: top, pointerId: pointer } = event;
      drag = { pointer, part: part.dataset.flux ?? "", left, top, region, moving: false };
    }

    function move(event: PointerEvent): void {
      if (drag?.pointer !== event.pointerId) return;
      const [right, lower] = [event.clientX - drag.left, event.clientY - drag.top];
      drag.moving ||= Math.hypot(right, lower) > trembling;
      if (drag.moving) shift(drag.region, drag.part, right, -lower);
    }

    /** Moves the region or one of its handles by CSS pixels. */
    function shift(region: FluxRegion, part: string, right: number, up: number): void {
      const by = unit();
      // Whole pixels, in numbers that can be read.
      const { x, y } = roundedPoint({ x: right * by, y: up * by }, by);
      const handle = handlesOf(region)[Number(part)];
      if (part === "region") meter.change(moved(region, x, y, by));
      else if (handle)
        meter.change(withHandle(region, Number(part), tidy({ x: handle.x + x, y: handle.y + y }, by)));
    }

    function up(event: PointerEvent): void {
      if (drag?.pointer !== event.pointerId) return;
      event.stopPropagation();
      const { moving, part } = drag;
      drag = null;
      // A click is the plot's: it places the reading point.
      if (moving || part !== "region" || event.type === "pointercancel") return;
      const { plane, plot } = store.getState();
      const view = planeView(plane.view, plot);
      const box = (element as SVGSVGElement).getBoundingClientRect();
      const point = toWorld(view, plot, event.clientX - box.left, event.clientY - box.top);
      setPlane({ cursor: roundedPoint(point, view.unitsPerPixel) });
    }

    function key(event: KeyboardEvent): void {
      const part = partOf(event)?.dataset.flux;
      const region = regionOf(store.getState());
      if (part === undefined || !region || event.ctrlKey || event.metaKey || event.altKey) return;
      const arrow = arrows[event.key];
      if (arrow && event.shiftKey && part === "region") {
        const by = unit();
        meter.change(grown(region, arrow[0] * keyStep * by, arrow[1] * keyStep * by, smallest * by));
      } else if (arrow) {
        const step = event.shiftKey ? 1 : keyStep;
        shift(region, part, arrow[0] * step, arrow[1] * step);
      } else if (part !== "region" && (event.key === "Delete" || event.key === "Backspace")) {
        meter.change(withoutVertex(region, Number(part)));
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }

    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener("pointerdown", down, { signal });
    element.addEventListener("pointermove", move, { signal });
    element.addEventListener("pointerup", up, { signal });
    element.addEventListener("pointercancel", up, { signal });
    // Two quick clicks on the region are no wish to see another view.
    element.addEventListener("dblclick", (event) => event.stopPropagation(), { signal });
    element.addEventListener("keydown", key, { signal });
    return () => listening.abort();
  }, [session, overlay]);
}
