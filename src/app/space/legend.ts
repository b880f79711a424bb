import type { Legend } from "../../shaders/legend.ts";
import { legendOf, paletteOf } from "../../shaders/make-legend.ts";
import type { PlaneState } from "../../shaders/protocol.ts";
import type { ColourRange } from "../../shaders/scale.ts";
import { mapWords } from "../../shaders/sides.ts";
import { boxNames, type Section, sectionText } from "../../shaders/space/section.ts";
import type { SpaceField } from "../../shaders/space/space-field.ts";

/** What a plane's picture is drawn by, in space: nothing lies on a slice of it, and a curl is as long as it is. */
export function inSpace({ slice: _, ...state }: PlaneState): PlaneState {
  const { colouring } = state;
  const isLength = colouring.quantity === "curl" && colouring.palette === "auto";
  return isLength ? { ...state, colouring: { ...colouring, palette: "ember" } } : state;
}

/** The same legend while it says the same, so that the bar is not drawn anew. */
export function legendFor(
  state: PlaneState,
  { field, quantity }: SpaceField,
  section: Section | null,
  range: ColourRange,
  last: Legend | null,
): Legend {
  const { map, colouring } = state;
  const names = field.coordinateNames;
  const exact = {
    ...state,
    map: { ...map, kind: "exact" as const },
    colouring: { ...colouring, palette: paletteOf(state) },
  };
  const legend = legendOf(exact, names, range);
  const of = wordsOf(map, quantity, field.name);
  const place = section && sectionText(section, names);
  const [across = "x", up = "y"] = boxNames(section, names);
  const own: Legend = {
    ...legend,
    ...of,
    words: `${of?.words ?? legend.words}${place ? ` at ${place}` : ""}`,
    axes: [across, up],
  };
  return last && JSON.stringify(last) === JSON.stringify(own) ? last : own;
}

/** Where they are others than those of the quantity. */
function wordsOf(
  map: PlaneState["map"],
  quantity: string,
  name: string,
): Pick<Legend, "caption" | "words"> | null {
  if (quantity === "curl") return curlWords(name);
  return map.kind === "exact" ? null : mapWords(map, name);
}

/** A curl in space is as long as it is. */
export function curlWords(name: string): Pick<Legend, "caption" | "words"> {
  return { caption: `|∇×${name}|`, words: `Size of the curl of ${name}` };
}
