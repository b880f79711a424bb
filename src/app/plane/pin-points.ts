import type { PinPoint } from "../cpu/protocol.ts";
import type { ViewState } from "../store/view.ts";
import { pixelIndexOf } from "./probe.ts";
import { planeView } from "./view.ts";

/** The index of each pin's pixel, as the readout has it there; 0 where keys are shared and none is folded in. */
export function pinIndices({ plane, plot }: Pick<ViewState, "plane" | "plot">): readonly number[] {
  const window = { ...plot, view: planeView(plane.view, plot) };
  return plane.pins.map((pin) => (plane.keys === "shared" ? 0 : pixelIndexOf(window, pin)));
}

/** The pins as they are read. */
export function pinPoints(state: Pick<ViewState, "plane" | "plot">): readonly PinPoint[] {
  const indices = pinIndices(state);
  return state.plane.pins.map(({ x, y }, row) => ({ x, y, index: indices[row] as number }));
}
