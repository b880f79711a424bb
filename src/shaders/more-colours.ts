import { colourParts } from "./colour-parts.ts";
import contours from "./contours.glsl?raw";
import { automaticInterval } from "./interval.ts";
import { morePalettes } from "./more-palettes.ts";
import { quantityNode, quantitySign, quantitySize, quantityWords } from "./quantity.ts";
import mapInk from "./streamlines/map-ink.glsl?raw";

/** Puts all palettes, quantities and the contour lines in place. */
export function installMoreColours(): void {
  Object.assign(colourParts.curves, morePalettes);
  colourParts.contours = contours;
  colourParts.mapInk = mapInk;
  colourParts.quantities = { quantityNode, quantitySize, quantitySign, quantityWords };
  colourParts.interval = automaticInterval;
}
