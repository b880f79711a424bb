import type { Legend } from "../../shaders/legend.ts";
import type { PicturePixels } from "../../shaders/shown-picture.ts";
import type { Outcome } from "../cpu/client.ts";
import type { Point } from "../document/document.ts";
import type { PlaneSession, ShownFrame } from "../plane/plane-session.ts";
import { planeView } from "../plane/view.ts";
import type { View } from "../store/view.ts";
import type { SampledMap } from "./compare.ts";

/** A plane whose picture is not drawn by the plane worker but made of values at points of it. */
export interface SampledPlane extends PlaneSession {
  /** Shows values in the colours of a legend, where they lie. */
  show(map: SampledMap, legend: Legend): void;
}

/**
 * What it is asked beside its picture, the exact map answers; but the estimate at the reading point is the method's own
 * value there, which `valueAt` computes.
 */
export function sampledPlane(
  view: View,
  exact: PlaneSession,
  valueAt: (point: Point) => Promise<Outcome<number>>,
): SampledPlane {
  let listener: ((frame: ShownFrame) => void) | null = null;
  let last: { readonly map: SampledMap; readonly legend: Legend } | null = null;

  function draw(): void {
    const { plot } = view.store.getState();
    if (!listener || !last || plot.width < 1) return;
    const { map, legend } = last;
    const side = Math.min(plot.width, plot.height);
    const square = { ...plot, width: side, height: side };
    listener({ picture: samplePicture(map, legend), view: planeView(map, square), plot: square });
  }

  async function read(): Promise<void> {
    const { readout } = exact.view.store.getState();
    if (readout.status === "failed") view.set({ readout });
    if (readout.status !== "done") return;
    const outcome = await valueAt(readout.value.point);
    if (outcome.status === "done")
      view.set({ readout: { status: "done", value: { ...readout.value, estimate: outcome.value } } });
    else if (outcome.status === "failed") view.set({ readout: outcome });
  }
  void read();

  const endings = [
    view.store.subscribe(({ plot, document }, before) => {
      if (plot !== before.plot) draw();
      // The method is the cell's, and nothing of the exact map.
      if (document.cells !== before.document.cells) void read();
    }),
    exact.view.store.subscribe(({ readout }, before) => {
      if (readout !== before.readout) void read();
    }),
  ];
  return {
    ...exact,
    view,
    onFrame(next) {
      listener = next;
      draw();
      return () => {
        if (listener === next) listener = null;
      };
    },
    show(map, legend) {
      last = { map, legend };
      draw();
    },
    dispose() {
      for (const end of endings) end();
      view.dispose();
    },
  };
}

/** Where there is no value. */
const noColour = [128, 128, 128] as const;

/** A pixel for each value. */
export function samplePicture({ values, columns }: SampledMap, { low, high, stops }: Legend): PicturePixels {
  const colours = stops.map(({ colour }) => (colour.match(/\d+/g) ?? []).map(Number));
  const data = new Uint8ClampedArray(4 * values.length);
  for (const [k, value] of values.entries()) {
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    const [red = 0, green = 0, blue = 0] = colours[Math.round(share * (colours.length - 1))] ?? noColour;
    data.set([red, green, blue, 255], 4 * k);
  }
  return { width: columns, height: values.length / columns, data };
}
