import type { automaticInterval } from "./interval.ts";
import { type Curves, vermilionBlue } from "./palette-curves.ts";
import type { PlaneRequest } from "./protocol.ts";
import type * as quantities from "./quantity.ts";
import type * as slices from "./slices.ts";

interface ColourParts {
  readonly curves: Partial<Curves>;
  /** GLSL. */
  contours: string;
  mapInk: string;
  /** Of what a map can be besides the divergence. */
  quantities: Pick<
    typeof quantities,
    "quantityNode" | "quantitySize" | "quantitySign" | "quantityWords"
  > | null;
  interval: typeof automaticInterval | null;
  /** What fields of more than two numbers are shown by. */
  slices: typeof slices | null;
}

/**
 * What maps are made of. The first picture seldom needs more than the divergence in one palette: `more-colours.ts` puts
 * the rest in place when a state asks for it.
 */
export const colourParts: ColourParts = {
  curves: { "vermilion-blue": vermilionBlue },
  contours: "",
  mapInk: "",
  quantities: null,
  interval: null,
  slices: null,
};

/** Whether what is asked for is a slice, and what shows slices is not in place yet. */
export function needsSlices(request: PlaneRequest): boolean {
  return !colourParts.slices && "state" in request && request.state.slice !== undefined;
}

/** Whether what is asked for takes the parts that are loaded later. */
export function needsMoreColours(request: PlaneRequest): boolean {
  if (colourParts.contours !== "" || !("state" in request)) return false;
  const { map, colouring, streamlines, lines } = request.state;
  const { palette, quantity, contours } = colouring;
  const coloured = streamlines && lines.colour === "map";
  return (
    coloured ||
    contours ||
    map.kind.endsWith("-error") ||
    quantity !== "divergence" ||
    (palette !== "auto" && palette !== "vermilion-blue")
  );
}
