import { comparedMap } from "./compared-map.ts";
import { mapParts } from "./map-parts.ts";

/** Puts the maps of estimates, differences and errors in place. */
export function installMoreMaps(): void {
  mapParts.compared = comparedMap;
}
