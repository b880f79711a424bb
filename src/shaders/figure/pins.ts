import type { PlaneView } from "../protocol.ts";
import type { Mark } from "./marks.ts";

/** A pin on a plot: where it is and where its number stands beside it, in CSS pixels. */
export interface PinPlace {
  /** Counted from 1. */
  readonly number: number;
  readonly x: number;
  readonly y: number;
  /** From the pin. */
  readonly textX: number;
  readonly textY: number;
  readonly anchor: "start" | "end";
}

/** CSS pixels past the edge at which a marker still shows, and near which its number moves to the other side. */
const beyond = 12;
const edge = 30;

export const pinRadius = 4;

/** The pins that show on a plot of width × height CSS pixels. */
export function pinPlaces(
  pins: readonly { readonly x: number; readonly y: number }[],
  view: PlaneView,
  width: number,
  height: number,
): PinPlace[] {
  const places = pins.map((pin) => ({
    x: width / 2 + (pin.x - view.centreX) / view.unitsPerPixel,
    y: height / 2 - (pin.y - view.centreY) / view.unitsPerPixel,
  }));
  return placesShown(places, width, height);
}

/** Those that show of pins at places of a picture, null for what is not in it, with their numbers beside them. */
export function placesShown(
  places: readonly ({ readonly x: number; readonly y: number } | null)[],
  width: number,
  height: number,
): PinPlace[] {
  return places.flatMap((place, index) => {
    if (!place) return [];
    const { x, y } = place;
    if (!(x > -beyond && y > -beyond && x < width + beyond && y < height + beyond)) return [];
    const last = x > width - edge;
    const side = { textX: last ? -7 : 7, anchor: last ? "end" : "start" } as const;
    return [{ number: index + 1, x, y, textY: y < edge ? 15 : -6, ...side }];
  });
}

/** The same pins as marks; the page's marker has its rim half inside. */
export function pinMarks(places: readonly PinPlace[]): Mark[] {
  const r = pinRadius - 1;
  const d = 2 * r;
  return places.flatMap(({ number, x, y, textX, textY, anchor }): Mark[] => [
    { kind: "path", role: "pin", x, y, d: `M${-r} 0a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 ${-d} 0z` },
    {
      kind: "text",
      role: "pin",
      x: x + textX,
      y: y + textY,
      text: String(number),
      anchor,
      baseline: "alphabetic",
      rotate: 0,
    },
  ]);
}
