import { type Point, pinLimit } from "../document/document.ts";
import type { View } from "../store/view.ts";

/** Pins a point, unless it is pinned already or there are as many as a document holds. */
export function addPin(view: View, { x, y }: Point): void {
  const { pins } = view.store.getState().plane;
  const more = withPin(pins, pins.length, { x, y });
  if (more !== pins) view.setPlane({ pins: more });
}

/** The pins without the one at `index`. */
export function withoutPin<Pin>(pins: readonly Pin[], index: number): readonly Pin[] {
  return pins.filter((_, at) => at !== index);
}

/**
 * The pins with one put back where it was, or as near as there still is a place; as they are where it is there already, as
 * when undoing has brought it back, or where there are as many as a document holds.
 */
export function withPin<Pin>(pins: readonly Pin[], index: number, pin: Pin): readonly Pin[] {
  const place = JSON.stringify(pin);
  const isThere = pins.some((other) => JSON.stringify(other) === place);
  return isThere || pins.length >= pinLimit ? pins : pins.toSpliced(index, 0, pin);
}
