import { type RefObject, useEffect } from "react";
import { namedViews, panned, slid, turned, zoomed } from "../../app/space/motion.ts";
import { pinProbe } from "../../app/space/pins.ts";
import { offsetTo, tilted } from "../../app/space/plane-motion.ts";
import { meetsPlane, offsetOf } from "../../shaders/space/free-plane.ts";
import type { SpaceCamera, Triple } from "../../shaders/space/lens.ts";
import { eachAxis, meets, rayAt } from "../../shaders/space/lens.ts";
import { arrows, distance, type Finger, fingerOf, trembling, wheelFactor, zooms } from "../gestures.ts";
import { useSession } from "../session.ts";
import { useSpace } from "./context.ts";
import { spaceService } from "./service.ts";

/** Degrees that a drag of one CSS pixel turns, and that an arrow key does. */
const turnPerPixel = 0.4;
const turnStep = 5;
/** CSS pixels that an arrow key moves the picture. */
const panStep = 40;
const zoomStep = 1.2;
/** Steps from one side of the box to the other that keys move a slice by. */
const sliceSteps = 40;

/** What turns a free plane about the third axis, and what tilts it. */
const turns: Readonly<Record<string, readonly [number, number]>> = {
  "[": [-1, 0],
  "]": [1, 0],
  "{": [0, -1],
  "}": [0, 1],
};

/** What looks along rays is loaded when a picture is first pointed at. */
const seeing = () => import("./seeing.ts");

/** Drag, wheel, pinch, click and keys on the picture of a space. */
export function useSpaceGestures(plot: RefObject<HTMLElement | null>): void {
  const session = useSpace();
  const page = useSession();
  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    const fingers = new Map<number, Finger>();
    let travelled = 0;

    const cellOf = () => session.store.getState().cell;
    const setCamera = (change: (camera: SpaceCamera) => SpaceCamera) =>
      session.change("camera", { camera: change(cellOf().camera) });
    const turn = (right: number, up: number) => setCamera((camera) => turned(camera, right, up));
    const zoom = (factor: number) => setCamera((camera) => zoomed(camera, factor));
    const pan = (right: number, down: number) => {
      const { scene } = session.store.getState();
      if (scene) setCamera((camera) => panned(camera, scene.lens, right, down));
    };
    const placeIn = (event: MouseEvent) => fingerOf(element, event);

    function down(event: PointerEvent): void {
      if (event.button > 2 || isOnHandle(event)) return;
      element?.setPointerCapture(event.pointerId);
      if (fingers.size === 0) travelled = 0;
      fingers.set(event.pointerId, placeIn(event));
    }

    function move(event: PointerEvent): void {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = placeIn(event);
      const [right, below] = [now.left - before.left, now.top - before.top];
      travelled += Math.hypot(right, below);
      if (fingers.size === 1 && travelled > trembling) {
        element?.setAttribute("data-dragging", "");
        const isPan = event.shiftKey || (event.buttons & 6) !== 0;
        if (isPan) pan(right, below);
        else turn(right * turnPerPixel, below * turnPerPixel);
      } else if (fingers.size > 1) {
        const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
        if (other) {
          pan(right / 2, below / 2);
          zoom(distance(now, other) / Math.max(1, distance(before, other)));
        }
      }
      fingers.set(event.pointerId, now);
    }

    function up(event: PointerEvent): void {
      if (!fingers.delete(event.pointerId)) return;
      element?.removeAttribute("data-dragging");
      if (fingers.size > 0 || travelled > trembling || event.type === "pointercancel" || event.button !== 0)
        return;
      read(placeIn(event));
    }

    /** Puts the probe where what is seen at a place of the picture is, to the digits that a pixel has. */
    function read({ left, top }: Finger): void {
      const { scene, cell } = session.store.getState();
      if (!scene) return;
      const ray = rayAt(scene.lens, left, top);
      const digits = Math.max(0, 1 - Math.floor(Math.log10(scene.lens.pixel)));
      const short = (value: number) => Number(value.toFixed(Math.min(20, digits)));
      const slices = ([0, 1, 2] as const)
        .filter((axis) => cell.slices.shown[axis])
        .map((axis) => ({ axis, hit: meets(ray, axis, cell.slices.at[axis], cell.box) }));
      const free = cell.plane?.on ? meetsPlane(ray, cell.plane, cell.box) : null;
      const [first] = [...slices, { axis: null, hit: free }]
        .filter(({ hit }) => hit !== null)
        .sort((a, b) => (a.hit?.distance ?? 0) - (b.hit?.distance ?? 0));
      const point = first?.hit?.point;
      const put = (seen: Triple | null) => {
        if (seen) session.change(null, { cursor: eachAxis((k) => short(seen[k])) });
        else if (point)
          session.change(null, { cursor: eachAxis((k) => (k === first.axis ? point[k] : short(point[k]))) });
      };
      const { stage } = spaceService(page);
      if (!stage || !(scene.surfaces || scene.volume)) put(null);
      // What is before the slices.
      else
        void seeing()
          .then(({ seenAlong }) => seenAlong(stage, scene, ray, first?.hit?.distance ?? null, session.values))
          .then(put, () => put(null));
    }

    function wheel(event: WheelEvent): void {
      if (!element || !zooms(element, event)) return;
      event.preventDefault();
      zoom(wheelFactor(event));
    }

    function key(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target !== element) return;
      if (act(event.key, event.shiftKey)) event.preventDefault();
    }

    function act(name: string, shift: boolean): boolean {
      const arrow = arrows[name];
      const axis = "xyz".indexOf(name.toLowerCase());
      if (arrow && shift) pan(-arrow[0] * panStep, arrow[1] * panStep);
      else if (arrow) turn(-arrow[0] * turnStep, arrow[1] * turnStep);
      else if (name === "+" || name === "=") zoom(zoomStep);
      else if (name === "-") zoom(1 / zoomStep);
      else if (name === "0")
        setCamera((camera) => ({ ...camera, ...namedViews.corner, zoom: 1, target: null }));
      else if (name.length === 1 && axis >= 0) slide(axis, shift ? -1 : 1);
      else if (name.toLowerCase() === "p") pinProbe(session);
      else if (cellOf().plane?.on && (name.toLowerCase() === "n" || name in turns)) movePlane(name, shift);
      else if (name === "Escape" && cellOf().cursor) session.change(null, { cursor: null });
      else return false;
      return true;
    }

    function movePlane(name: string, shift: boolean): void {
      const { plane, box } = cellOf();
      if (!plane) return;
      const { offset, most } = offsetOf(plane, box);
      const [turn, tilt] = turns[name] ?? [0, 0];
      const to = offset + (shift ? -1 : 1) * ((2 * most) / sliceSteps);
      const moved =
        name in turns ? tilted(plane, turn * turnStep, tilt * turnStep) : offsetTo(plane, box, to);
      session.change(name in turns ? "plane turned" : "plane Offset", { plane: moved });
    }

    function slide(axis: number, steps: number): void {
      const { slices, box } = cellOf();
      const step = ((box.high[axis] ?? 0) - (box.low[axis] ?? 0)) / sliceSteps;
      const to = (slices.at[axis] ?? 0) + steps * step;
      session.change(`slice ${axis}`, { slices: slid(cellOf(), axis, to) });
    }

    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener("pointerdown", down, { signal });
    element.addEventListener("pointermove", move, { signal });
    element.addEventListener("pointerenter", () => void seeing().catch(() => null), { signal, once: true });
    element.addEventListener("pointerup", up, { signal });
    element.addEventListener("pointercancel", up, { signal });
    element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    // React listens to wheels passively, and then the page would scroll under the zoom.
    element.addEventListener("wheel", wheel, { signal, passive: false });
    element.addEventListener("keydown", key, { signal });
    return () => listening.abort();
  }, [plot, session, page]);
}

/** What a handle is dragged by is its own, and turns nothing; other buttons are the picture's there as well. */
function isOnHandle({ target, button }: PointerEvent): boolean {
  return button === 0 && target instanceof Element && target.closest("[data-handle]") !== null;
}
