import type { FluxFigures } from "../cpu/protocol.ts";
import type { FluxRegion } from "../document/document.ts";
import type { PlaneSession } from "../plane/plane-session.ts";
import { subjectOf } from "../plane/state.ts";
import { isSliced } from "../store/picture.ts";
import type { ViewState } from "../store/view.ts";
import { placed, shapeOf } from "./region.ts";
import { createShrinkMeter, type ShrinkMeter, type ShrinkState } from "./shrinking.ts";

export type FluxState = ShrinkState<FluxFigures>;

/** Measures the document's region while it is on, and shrinks it to a point. */
export interface FluxMeter extends ShrinkMeter<FluxFigures> {
  change(region: FluxRegion): void;
}

const meters = new WeakMap<PlaneSession, FluxMeter>();

/** The meter of a session: one, whoever asks. */
export function fluxMeterOf(session: PlaneSession): FluxMeter {
  const known = meters.get(session);
  if (known) return known;
  const meter = createFluxMeter(session);
  meters.set(session, meter);
  return meter;
}

/** The document's region where it is on, with its points. */
export function regionOf({ plane, picture }: ViewState): FluxRegion | null {
  const { flux, view } = plane;
  return flux?.on && !isSliced({ picture }) ? placed(flux, view) : null;
}

function createFluxMeter({ view, cpu }: Pick<PlaneSession, "view" | "cpu">): FluxMeter {
  const meter = createShrinkMeter<FluxFigures>({
    run(scales, onProgress) {
      const state = view.store.getState();
      const region = regionOf(state);
      const subject = subjectOf(state);
      if (!region || !subject) {
        cpu.cancel("flux", view.id);
        return null;
      }
      if (state.plane.flux?.points !== region.points) view.setPlane({ flux: region });
      return cpu.run({ kind: "flux", subject, shape: shapeOf(region), scales }, onProgress, view.id);
    },
    cancel: () => cpu.cancel("flux", view.id),
    isGone: () => !view.planeIn(view.notebook.store.getState()),
  });

  view.store.subscribe((state, before) => {
    if (state.inSight !== before.inSight) meter.seen(state.inSight);
    const [plane, older] = [state.plane, before.plane];
    const region = plane.flux !== older.flux;
    if (region) meter.restore();
    const subject =
      plane.time !== older.time || plane.method !== older.method || state.picture !== before.picture;
    if (region || subject) meter.measure();
  });
  meter.seen(view.store.getState().inSight);
  meter.measure();

  return { ...meter, change: (flux) => view.setPlane({ flux }) };
}
