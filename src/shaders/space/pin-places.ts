import { type PinPlace, placesShown } from "../figure/pins.ts";
import { type Lens, placeOf, type Triple } from "./lens.ts";

/** The pins that show in a picture of space. */
export function pinPlacesIn(lens: Lens, pins: readonly Triple[]): PinPlace[] {
  const places = pins.map((pin) => placeOf(lens, pin));
  return placesShown(
    places.map((place) => place && { x: place.left, y: place.top }),
    lens.width,
    lens.height,
  );
}
