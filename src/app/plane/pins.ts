import { type Point, pinLimit } from "../document/document.ts";
import type { View } from "../store/view.ts";

/** Pins a point, unless it is pinned already or there are as many as a document holds. */
export function addPin(view: View, { x, y }: Point): void {
  const { pins } = view.store.getState().plane;
  if (pins.length >= pinLimit || pins.some((pin) => pin.x === x && pin.y === y)) return;
  view.setPlane({ pins: [...pins, { x, y }] });
}

/** The pins without the one at `index`. */
export function withoutPin(pins: readonly Point[], index: number): readonly Point[] {
  return pins.filter((_, at) => at !== index);
}

/** The pins with one put back where it was, or as near as there still is a place. */
export function withPin(pins: readonly Point[], index: number, pin: Point): readonly Point[] {
  return pins.length >= pinLimit ? pins : pins.toSpliced(index, 0, pin);
}
