import type { PlaneState } from "../../shaders/protocol.ts";
import {
  defaultColouring,
  defaultComparison,
  defaultLayers,
  defaultPlane,
  type Region,
} from "../document/document.ts";
import { type PlotSize, planeView } from "../plane/view.ts";

/** A state of the plane, for tests: the default settings on a plot of this size. */
export function createPlaneState(plot: PlotSize, region: Region): PlaneState {
  const {
    map: kind,
    method,
    probes,
    distribution,
    keys,
    layout,
    range,
    streamlines,
    lines,
  } = defaultPlane("");
  return {
    viewId: "plane",
    revision: 1,
    source: "F(x, y) = (x, y)",
    field: "F",
    time: 0,
    view: planeView(region, plot),
    ...plot,
    map: {
      kind,
      compare: defaultComparison,
      quantity: "divergence",
      method,
      probes,
      taken: probes,
      distribution,
      keys,
      layout,
      seed: 0,
    },
    range,
    colouring: defaultColouring,
    streamlines,
    layers: defaultLayers,
    lines,
    theme: "light",
  };
}
