import type { Triple } from "../../shaders/space/lens.ts";
import type { SpaceCell } from "../document/document.ts";
import { withPin } from "../plane/pins.ts";
import type { SpaceSession } from "./space-session.ts";
import { probeOf } from "./view.ts";

const noPins: readonly Triple[] = [];

export function pinsOf({ pins }: Pick<SpaceCell, "pins">): readonly Triple[] {
  return pins ?? noPins;
}

/** Pins the probe, unless there is a pin already or there are as many as a document holds. */
export function pinProbe({ store, change }: Pick<SpaceSession, "store" | "change">): void {
  const { cell } = store.getState();
  const pins = pinsOf(cell);
  const more = withPin(pins, pins.length, probeOf(cell));
  if (more !== pins) change(null, { pins: more });
}
