import { createStore, type StoreApi } from "zustand/vanilla";
import type { FluxFigures } from "../cpu/protocol.ts";
import type { FluxRegion } from "../document/document.ts";
import { coalesced } from "../latest.ts";
import { createClock } from "../plane/clock.ts";
import type { PlaneSession } from "../plane/plane-session.ts";
import { subjectOf } from "../plane/state.ts";
import { isSliced } from "../store/picture.ts";
import type { Numbers, ViewState } from "../store/view.ts";
import { placed, shapeOf } from "./region.ts";

/** How often the region is halved on its way to a point: rounding then takes two digits of the average, not more. */
const halvings = 10;
/** Halvings a second. */
const pace = 2.5;

export interface FluxState {
  readonly figures: Numbers<FluxFigures>;
  /** How often the region on show is halved, between whole numbers while it shrinks; null when it is whole. */
  readonly shrunk: number | null;
  readonly shrinking: boolean;
}

/** Measures the document's region while it is on, and shrinks it to a point. */
export interface FluxMeter {
  readonly store: StoreApi<FluxState>;
  readonly halvings: number;
  change(region: FluxRegion): void;
  /** Shrinks the region from where it is; or, where motion is unwanted, halves it once. */
  shrink(animated: boolean): void;
  pause(): void;
  /** Shows the region whole again. */
  restore(): void;
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
  const store = createStore<FluxState>()(() => ({
    figures: { status: "none" },
    shrunk: null,
    shrinking: false,
  }));

  const measure = coalesced(() => {
    const state = view.store.getState();
    const region = regionOf(state);
    const subject = subjectOf(state);
    if (!region || !subject) {
      cpu.cancel("flux", view.id);
      return;
    }
    if (state.plane.flux?.points !== region.points) view.setPlane({ flux: region });
    const { figures, shrunk } = store.getState();
    const last =
      figures.status === "running" ? figures.last : figures.status === "done" ? figures.value : null;
    store.setState({ figures: { status: "running", last } });
    const levels = shrunk === null ? 1 : halvings + 1;
    const scales = Array.from({ length: levels }, (_, k) => 2 ** -k);
    void cpu
      .run({ kind: "flux", subject, shape: shapeOf(region), scales }, undefined, view.id)
      .then((outcome) => {
        if (outcome.status !== "superseded") store.setState({ figures: outcome });
      });
  });

  const clock = createClock((seconds) => {
    // Where the plane is gone, its numbers never come.
    if (!view.planeIn(view.notebook.store.getState())) return pause();
    const { shrunk, figures } = store.getState();
    // It sets out when the numbers that it is to show are there.
    if (figures.status !== "done" || figures.value.levels.length <= halvings) return;
    const next = Math.min(halvings, (shrunk ?? 0) + pace * seconds);
    store.setState({ shrunk: next });
    if (next === halvings) pause();
  });

  function pause(): void {
    clock.stop();
    store.setState({ shrinking: false });
  }

  function restore(): void {
    pause();
    store.setState({ shrunk: null });
  }

  view.store.subscribe((state, before) => {
    const [plane, older] = [state.plane, before.plane];
    const region = plane.flux !== older.flux;
    if (region) restore();
    const subject =
      plane.time !== older.time || plane.method !== older.method || state.picture !== before.picture;
    if (region || subject) measure();
  });
  measure();

  return {
    store,
    halvings,
    change: (flux) => view.setPlane({ flux }),
    shrink(animated) {
      const { shrunk } = store.getState();
      const from = shrunk === null || shrunk >= halvings ? 0 : shrunk;
      store.setState({ shrunk: animated ? from : Math.floor(from) + 1, shrinking: animated });
      if (shrunk === null) measure();
      if (animated) clock.start();
    },
    pause,
    restore,
  };
}
