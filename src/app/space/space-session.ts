import { createStore, type StoreApi } from "zustand/vanilla";
import type { Legend } from "../../shaders/legend.ts";
import { paletteOf } from "../../shaders/make-legend.ts";
import { settledRange } from "../../shaders/range.ts";
import { lensOf, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceScene } from "../../shaders/space/scene.ts";
import type { SpaceCell } from "../document/document.ts";
import { coalesced } from "../latest.ts";
import { createPlayback } from "../plane/playback.ts";
import { linkRanges } from "../plane/range-links.ts";
import { mapOf, planeStateOf } from "../plane/state.ts";
import type { Notebook } from "../store/notebook.ts";
import type { View } from "../store/view.ts";
import { type BodyMeter, createBodyMeter } from "./body-meter.ts";
import { createFlow, type Flow, type FlowState, noFlow } from "./flow-session.ts";
import { inSpace, legendFor } from "./legend.ts";
import { createMapper, subjectOf } from "./mapped.ts";
import type { SpaceNumbers } from "./numbers.ts";
import { createParticles, type Particles } from "./particles.ts";
import { pinsOf } from "./pins.ts";
import { createProblems } from "./problems.ts";
import { createProgress } from "./progress.ts";
import { createReadings, type SpaceReadings } from "./readings.ts";
import { createSampling } from "./sampling.ts";
import { createSurfaces, noSurfaces, type SurfacesKnown } from "./surfaces.ts";
import { changeSpace, createSpaceView, probeOf, spaceCell } from "./view.ts";

/** Milliseconds without change after which a picture is drawn finely. */
const restTime = 160;

/** Settings that change nothing in the picture. */
const besidePicture: readonly string[] = ["cursor", "pins", "clock", "collapsed"];

/** What is known of a cell of space beside what its view has. */
export interface SpaceState extends SpaceReadings, FlowState {
  readonly cell: SpaceCell;
  /** What is to be drawn; null while there is nothing. */
  readonly scene: SpaceScene | null;
  /** Something changes just now: pictures may be coarse. */
  readonly moving: boolean;
  readonly surfaces: SurfacesKnown;
}

/** What shaders give for the map of a scene at places, once they have; null where there is no context. */
export type ReadShaders = (
  scene: Pick<SpaceScene, "field" | "bindings" | "lens">,
  places: readonly Triple[],
) => Promise<Float32Array | null>;

/** Has shaders made of a field's text before they are drawn with: it may take them as long as the worker takes for a range. */
export type PrepareShaders = (
  glsl: string,
  layers: Pick<SpaceCell, "slices" | "volume">,
  contours: boolean,
) => void;

/** A cell of space at work: what is to be drawn, and what is told, follow the document. */
export interface SpaceSession {
  readonly view: View;
  readonly store: StoreApi<SpaceState>;
  readonly particles: Pick<Particles, "step" | "again" | "wait">;
  readonly body: BodyMeter;
  readonly flow: Pick<Flow, "stopLines" | "makeLines">;
  /** Changes of one kind soon after each other are one step; null is one by itself. */
  change(kind: string | null, settings: Partial<Omit<SpaceCell, "id" | "kind">>): void;
  /** Ends the work on the present picture, until the next change or until it is done after all. */
  stop(): void;
  draw(): void;
  /** Whether it is in sight or nearly so; out of it nothing is done. */
  seen(now: boolean): void;
  /** Whether it is out of sight, so that nothing is done. */
  rests(): boolean;
  /** Whether its picture can be seen; time goes on only then. */
  pictureSeen(now: boolean): void;
  /** This share of the present picture was drawn, or the graphics driver refused to, and why. */
  drawn(refusal: string | null, share: number): void;
  /** What shaders give at places of the present scene. */
  values(places: readonly Triple[]): Promise<Float32Array | null>;
  dispose(): void;
}

export function createSpaceSession(
  notebook: Notebook,
  id: string,
  numbers: SpaceNumbers,
  read: ReadShaders,
  /** Why nothing can be drawn; null where it can. */
  unavailable: string | null,
  prepare: PrepareShaders = () => {},
): SpaceSession {
  const view = createSpaceView(notebook, id);
  const first = spaceCell(notebook.store.getState(), id);
  if (!first) throw new Error(`There is no cell of space ${id}.`);
  const store = createStore<SpaceState>()(() => ({
    cell: first,
    scene: null,
    moving: false,
    reading: { status: "none" },
    pinned: { status: "none" },
    surfaces: noSurfaces,
    ...noFlow,
  }));
  const mapped = createMapper();
  const problems = createProblems(view, unavailable);
  const progress = createProgress(view);
  let legend: Legend | null = null;
  /** What the scene was made of. */
  let madeOf: readonly unknown[] = [];
  let resting = false;
  let rest: ReturnType<typeof setTimeout> | null = null;
  const due = new Set<() => void>();
  /** What is drawn now, in the colours of before until those of now are known. */
  function compose(): Legend | null {
    const state = view.store.getState();
    const { cell } = store.getState();
    const { plane, plot, theme } = state;
    try {
      const subject = subjectOf(state, cell);
      const own = subject && mapped(state, subject);
      const drawn = planeStateOf(state, 1);
      problems.set("compiling", null);
      if (!own || !drawn) return legend;
      const pictured = inSpace(drawn);
      const settled = settledRange(pictured);
      if (settled) sampling.settle(settled);
      const range = sampling.range();
      if (!range) return legend;
      legend = legendFor(pictured, own.field, subject.section ?? null, range, legend);
      const { box, camera, slices, volume } = cell;
      const { scale, contours } = pictured.colouring;
      const films = surfaces.of(cell, { field: own.field, subject, legend, scale });
      const told = surfaces.known();
      if (JSON.stringify(told) !== JSON.stringify(store.getState().surfaces))
        store.setState({ surfaces: told });
      const palette = paletteOf(pictured);
      const body = meter.drawn(own.field, palette);
      const carried = particles.shown(own);
      const { motion, colour } = carried ?? {};
      const { field, bindings } = own;
      const { streamlines, arrows } = flow.scene();
      const layers = [slices, cell.plane, volume, films, motion, body, streamlines, arrows];
      const { kind } = pictured.map;
      const poles = kind === "exact" || kind === "float64";
      const looks = [legend, plane.colouring, theme, colour, poles];
      const made: unknown[] = [field, bindings, camera, box, plot, ...layers, ...looks];
      // What is the same is not drawn again.
      if (made.every((part, k) => part === madeOf[k])) return legend;
      madeOf = made;
      store.setState({
        scene: {
          field: own.field,
          bindings: own.bindings,
          lens: lensOf(camera, box, plot.width, plot.height),
          slices,
          plane: cell.plane?.on ? cell.plane : null,
          volume: volume?.on ? volume : null,
          surfaces: films,
          particles: carried,
          body,
          streamlines,
          arrows,
          legend,
          palette,
          contours,
          poles,
          theme,
          ratio: plot.pixelRatio,
        },
      });
    } catch (error) {
      problems.caught(error);
    }
    return legend;
  }

  const subject = () => subjectOf(view.store.getState(), store.getState().cell);
  const draw = coalesced(compose);
  const surfaces = createSurfaces(numbers, id, draw);
  const sampling = createSampling(id, {
    view,
    numbers,
    mapped,
    read,
    prepare,
    problems,
    progress,
    cell: () => store.getState().cell,
    compose,
  });
  const measure = coalesced(() => void sampling.sample());
  const readings = createReadings(numbers, store, subject);
  const probe = coalesced(readings.probe);
  const pin = coalesced(readings.pins);
  const meter = createBodyMeter(numbers, {
    cell: () => store.getState().cell,
    subject,
    isGone: () => !spaceCell(notebook.store.getState(), id),
  });

  function follow(work: () => void): void {
    if (resting) due.add(work);
    else work();
  }

  /** What was stopped goes on, or begins anew with what has changed. */
  function resume(): void {
    if (progress.resume()) follow(measure);
  }

  function move(): void {
    if (rest !== null) clearTimeout(rest);
    rest = setTimeout(() => {
      rest = null;
      store.setState({ moving: false });
    }, restTime);
    store.setState({ moving: true });
  }

  const particles = createParticles(view, store, numbers, () => {
    const { scene } = store.getState();
    if (!scene) return;
    move();
    store.setState({ scene: { ...scene, particles: particles.shown(scene) } });
  });
  const flow = createFlow(numbers, id, store, subject, follow, draw);
  const stopTime = createPlayback(view, (time) => changeSpace(notebook, id, false, { time }));
  const forgetCells = notebook.store.subscribe((state) => {
    const cell = spaceCell(state, id);
    const before = store.getState().cell;
    if (!cell || cell === before) return;
    store.setState({ cell });
    const { box, slices, volume, camera } = cell;
    const body = cell.body !== before.body;
    if (body) meter.restore();
    const layered = cell.particles !== before.particles || cell.surfaces !== before.surfaces;
    const looked = camera !== before.camera || volume !== before.volume || body || layered;
    const placed = cell.section !== before.section;
    const sampled =
      placed ||
      box !== before.box ||
      slices !== before.slices ||
      cell.plane !== before.plane ||
      volume?.on !== before.volume?.on;
    const names = Object.keys({ ...before, ...cell }) as (keyof SpaceCell)[];
    if (names.some((name) => cell[name] !== before[name] && !besidePicture.includes(name))) resume();
    if (looked || sampled) move();
    if (looked || sampled) follow(draw);
    if (sampled) follow(measure);
    if (placed || probeOf(cell) !== probeOf(before)) follow(probe);
    if (placed || pinsOf(cell) !== pinsOf(before)) follow(pin);
    if (body) follow(meter.measure);
    flow.cellChanged(cell, before);
  });
  const forgetView = view.store.subscribe((state, before) => {
    const { plane, picture, plot, theme, context } = state;
    const older = before.plane;
    const mapped =
      picture !== before.picture ||
      plane.time !== older.time ||
      plane.colouring !== older.colouring ||
      JSON.stringify(mapOf(state)) !== JSON.stringify(mapOf(before));
    const coloured = plane.range !== older.range || theme !== before.theme;
    const seeded = state.document.seed !== before.document.seed;
    if (picture !== before.picture || seeded) resume();
    if (plot !== before.plot || coloured || seeded) follow(draw);
    if (mapped || plane.range !== older.range || (plot !== before.plot && sampling.isUncoloured()))
      follow(measure);
    if (mapped) for (const work of [probe, pin]) follow(work);
    if (picture !== before.picture || plane.time !== older.time) {
      follow(meter.measure);
      flow.fieldChanged();
    }
    // What was asked of shaders meanwhile had no answer.
    if (context === "restored" && before.context === "lost") follow(measure);
    if (plane.time !== older.time) move();
  });
  const unlink = linkRanges(view);
  const forgetBody = meter.store.subscribe(({ shrunk }, before) => {
    if (shrunk !== before.shrunk) move();
    follow(draw);
  });
  measure();
  for (const work of [probe, pin, meter.measure])
    if (unavailable) work();
    else sampling.afterFirst(work);

  return {
    view,
    store,
    particles: {
      ...particles,
      wait(now) {
        particles.wait(now);
        // What is between two states moves.
        if (now) move();
      },
    },
    body: meter,
    flow,
    change: (kind, settings) => changeSpace(notebook, id, kind, settings),
    stop() {
      numbers.cancel("samples", id);
      progress.stop();
    },
    draw: resume,
    seen(now) {
      resting = !now;
      if (resting) return;
      for (const work of due) work();
      due.clear();
    },
    rests: () => resting,
    drawn(refusal, share) {
      problems.set("driver", refusal);
      progress.drawn(share);
      sampling.drawn();
    },
    pictureSeen(now) {
      view.set({ inSight: now });
      meter.seen(now);
    },
    async values(places) {
      const { scene } = store.getState();
      return scene && read(scene, places);
    },
    dispose() {
      forgetCells();
      forgetView();
      unlink();
      forgetBody();
      meter.pause();
      flow.dispose();
      stopTime();
      particles.dispose();
      if (rest !== null) clearTimeout(rest);
      for (const kind of ["samples", "reading", "pins", "body"] as const) numbers.cancel(kind, id);
      sampling.dispose();
      surfaces.dispose();
      view.dispose();
    },
  };
}
