import { type Point, pinLimit } from "../document/document.ts";
import { type Notebook, planeOf } from "../store/notebook.ts";

/** Pins a point, unless it is pinned already or there are as many as a document holds. */
export function addPin(notebook: Notebook, { x, y }: Point): void {
  const { pins } = planeOf(notebook.store.getState().document);
  if (pins.length >= pinLimit || pins.some((pin) => pin.x === x && pin.y === y)) return;
  notebook.setPlane({ pins: [...pins, { x, y }] });
}

/** The pins without the one at `index`. */
export function withoutPin(pins: readonly Point[], index: number): readonly Point[] {
  return pins.filter((_, at) => at !== index);
}

/** The pins with one put back where it was, or as near as there still is a place. */
export function withPin(pins: readonly Point[], index: number, pin: Point): readonly Point[] {
  return pins.length >= pinLimit ? pins : pins.toSpliced(index, 0, pin);
}
