import type { MapSettings, PlaneState } from "../../shaders/protocol.ts";
import type { Subject } from "../cpu/protocol.ts";
import { defaultColouring, defaultComparison, defaultLayers } from "../document/document.ts";
import { isSliced } from "../store/picture.ts";
import type { ViewState } from "../store/view.ts";
import { planeView } from "./view.ts";

/** What the plane worker is to draw; null while there is nothing to draw or no room for it. */
export function planeStateOf(state: ViewState, revision: number): PlaneState | null {
  const { plane, picture, plot, theme } = state;
  if (!picture || plot.width < 1 || plot.height < 1) return null;
  const { colouring = defaultColouring, layers = defaultLayers } = plane;
  return {
    viewId: plane.id,
    revision,
    source: picture.program.source,
    field: picture.field.name,
    ...(isSliced(state) && { slice: plane.slice }),
    time: plane.time,
    ...(state.sliding && { sliding: true }),
    view: planeView(plane.view, plot),
    width: plot.width,
    height: plot.height,
    pixelRatio: plot.pixelRatio,
    map: mapOf(state),
    range: plane.range,
    colouring,
    streamlines: plane.streamlines,
    layers,
    lines: plane.lines,
    theme,
  };
}

/** What the map shows. */
export function mapOf(state: ViewState): MapSettings {
  const { document, plane } = state;
  const { colouring = defaultColouring, compare = defaultComparison } = plane;
  const { quantity } = colouring;
  return {
    kind: quantity === "divergence" ? plane.map : "exact",
    compare,
    quantity,
    method: plane.method,
    probes: plane.probes,
    taken: takenOf(state),
    distribution: plane.distribution,
    keys: plane.keys,
    layout: plane.layout,
    seed: document.seed,
  };
}

/** How many probes are taken: all, but while one watches them settle. */
export function takenOf({ plane, taken }: ViewState): number {
  return Math.min(taken, plane.probes);
}

/** What the numbers are computed of; the same field, settings and keys as the picture's. */
export function subjectOf(state: ViewState): Subject | null {
  const { document, plane, picture } = state;
  if (!picture) return null;
  const { time, method, probes, distribution, keys, layout, slice, colouring = defaultColouring } = plane;
  const { seed } = document;
  const { source } = picture.program;
  const { quantity } = colouring;
  const field = picture.field.name;
  const own = isSliced(state) && { slice };
  return { source, field, time, quantity, method, probes, distribution, keys, layout, seed, ...own };
}
