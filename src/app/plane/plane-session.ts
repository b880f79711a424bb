import type { Parameter } from "../../engine/language/program.ts";
import { pixelGrid } from "../../shaders/pixels.ts";
import type { Frame, Moved, PlaneClient, Problem } from "../../shaders/plane-client.ts";
import type { PlaneView, SideValues } from "../../shaders/protocol.ts";
import { discard, type ShownPicture } from "../../shaders/shown-picture.ts";
import type { CpuClient, Outcome } from "../cpu/client.ts";
import type { PinPoint, PinReadings, Subject } from "../cpu/protocol.ts";
import type { PlaneCell, Point } from "../document/document.ts";
import { coalesced } from "../latest.ts";
import { hasAnswered, lastOf, type Numbers, type View, type ViewState } from "../store/view.ts";
import { pixelIndexOf, probePoint, roundedPoint } from "./probe.ts";
import { planeStateOf, subjectOf, takenOf } from "./state.ts";
import { type PlotSize, planeView } from "./view.ts";

/** Milliseconds without change after which the statistics of the view are computed. */
const statisticsDelay = 120;
/** Milliseconds without change after which a field that moved is at rest, and lines are placed afresh. */
const restTime = 350;
/** Milliseconds after which it is told how far they are. */
const patience = 500;

/** Settings that change nothing in the picture. */
const overMap: readonly (keyof PlaneCell)[] = ["cursor", "pins", "clock", "flux", "collapsed"];

/** Settings that change nothing in the errors over the view. */
const lookOfMap: readonly (keyof PlaneCell)[] = [
  "range",
  "streamlines",
  "lines",
  "map",
  "compare",
  "colouring",
  "layers",
];

/** The plane worker as a session sees it. */
export type PlanePort = Pick<
  PlaneClient,
  "show" | "halt" | "move" | "forget" | "figure" | "vectors" | "values" | "sides" | "loseContext"
>;

/** A picture and where it was made for. The listener owns a bitmap, and pixels until it returns. */
export interface ShownFrame {
  readonly picture: ShownPicture;
  readonly view: PlaneView;
  readonly plot: PlotSize;
}

/** A view at work: what it shows follows its state. */
export interface PlaneSession {
  readonly view: View;
  readonly cpu: CpuClient;
  readonly plane: PlanePort;
  /** Whether the picture is in sight or nearly so; out of it nothing is done, and what is due is done once it is. */
  seen(now: boolean): void;
  /** Ends the drawing of the present picture; what is on show stays until the next change. */
  stop(): void;
  /** Draws the present picture after all. */
  draw(): void;
  /** Ends the measuring of errors over the view, until the next change or until they are measured after all. */
  stopMeasuring(): void;
  measure(): void;
  /** Where frames go; one listener at a time. Returns how to stop. */
  onFrame(listener: (frame: ShownFrame) => void): () => void;
  /** Lets what moves in the picture go on by so many seconds; resolves when it is shown. `again`: from the beginning. */
  move(seconds: number, again?: boolean): Promise<void>;
  /** The numbers of a subject at these points. */
  pins(subject: Subject, points: readonly PinPoint[]): Promise<Outcome<PinReadings>>;
  /** What the ways of computing that pixels use give at a point. */
  sides(point: Point): Promise<SideValues | null>;
  values(): ReturnType<PlaneClient["values"]>;
  loseContext(): Promise<void>;
  /** What the plane worker tells of this view. */
  readonly receive: {
    frame(frame: Frame): void;
    moved(moved: Moved): void;
    problem(problem: Problem): void;
  };
  /** Ends the work. */
  dispose(): void;
}

/** The point the readout is at: under the pointer, else the placed cursor, else the middle of the view. */
export function readoutPoint(state: ViewState): Point {
  const { plane, plot, hover } = state;
  const { view: region, cursor } = plane;
  const view = planeView(region, plot);
  if (hover) return probePoint(view, plot, hover);
  return cursor ?? roundedPoint(region, view.unitsPerPixel);
}

/**
 * Keeps the workers at work on the present state of a view, and puts what they answer into it. Every piece of work is
 * superseded by newer input.
 */
export function createPlaneSession(view: View, plane: PlanePort, cpu: CpuClient): PlaneSession {
  const { store } = view;
  const sent = new Map<number, { view: PlaneView; plot: PlotSize }>();
  let listener: ((frame: ShownFrame) => void) | null = null;
  let revision = 0;
  let statisticsTimer: ReturnType<typeof setTimeout> | null = null;
  let restTimer: ReturnType<typeof setTimeout> | null = null;
  let resting = false;
  let ended = false;
  /** What is put off while the picture is out of sight. */
  const due = new Set<() => void>();

  function receiveProblem({ revision: of, message }: Problem): void {
    forgetBefore(of);
    if (of === revision) view.set({ problem: message, drawing: false });
  }

  function receiveFrame(frame: Frame): void {
    const made = sent.get(frame.revision);
    forgetBefore(frame.revision);
    if (listener && made) listener({ picture: frame.bitmap, ...made });
    else frame.bitmap.close();
    const { check, progress, backend } = frame;
    const { frame: before, stopped } = store.getState();
    const last = before?.legend;
    // The same object while it says the same, so that the bar is not drawn anew with every picture.
    const legend = last && JSON.stringify(last) === JSON.stringify(frame.legend) ? last : frame.legend;
    const drawing = !stopped && (frame.revision < revision || progress < 1);
    view.set({ frame: { legend, check, progress, backend }, drawing, problem: null });
  }

  /** The picture is the last frame's, and all that is known of it holds. */
  function showMoved({ revision, picture }: Moved): void {
    const made = sent.get(revision);
    if (listener && made) listener({ picture, ...made });
    else discard(picture);
  }

  function forgetBefore(answered: number): void {
    for (const older of sent.keys()) if (older < answered) sent.delete(older);
  }

  const draw = coalesced(() => {
    const state = planeStateOf(store.getState(), revision + 1);
    if (!state || ended) return;
    revision += 1;
    const { width, height, pixelRatio } = state;
    sent.set(revision, { view: state.view, plot: { width, height, pixelRatio } });
    view.set({ drawing: true, stopped: false });
    plane.show(state);
  });

  const read = coalesced(() => {
    const state = store.getState();
    const subject = watchedSubject(state);
    const picture = planeStateOf(state, revision);
    if (!subject || !picture) return;
    const point = readoutPoint(state);
    const index = pixelIndexOf(picture, point);
    view.set({ readout: { status: "running", last: lastOf(state.readout) } });
    if (!hasAnswered(state)) return;
    const { step } = picture.map.compare;
    void cpu.run({ kind: "readout", subject, point, index, step }, undefined, view.id).then((outcome) => {
      if (outcome.status !== "superseded") view.set({ readout: numbersOf(outcome) });
    });
  });

  function measure(): void {
    const state = store.getState();
    const subject = watchedSubject(state);
    const picture = planeStateOf(state, revision);
    if (!subject || !picture || !hasAnswered(state)) return;
    const pixels = pixelGrid(picture);
    const begun = performance.now();
    const tell = (progress: number) => {
      const { statistics } = store.getState();
      if (statistics.status === "running" && performance.now() > begun + patience)
        view.set({ statistics: { ...statistics, progress } });
    };
    void cpu.run({ kind: "statistics", subject, pixels }, tell, view.id).then((outcome) => {
      if (outcome.status !== "superseded") view.set({ statistics: numbersOf(outcome) });
    });
  }

  function follow(work: () => void): void {
    if (resting) due.add(work);
    else work();
  }

  function measureSoon(delay = statisticsDelay): void {
    cpu.cancel("statistics", view.id);
    const { statistics } = store.getState();
    if (statistics.status !== "running")
      view.set({ statistics: { status: "running", last: lastOf(statistics) } });
    if (statisticsTimer !== null) clearTimeout(statisticsTimer);
    statisticsTimer = setTimeout(measure, delay);
  }
  function slide(): void {
    if (restTimer !== null) clearTimeout(restTimer);
    restTimer = setTimeout(() => {
      view.set({ sliding: false });
      if (!store.getState().stopped) follow(draw);
    }, restTime);
    if (!store.getState().sliding) view.set({ sliding: true });
  }

  function stopMeasuring(): void {
    cpu.cancel("statistics", view.id);
    view.set({ statistics: { status: "stopped" } });
  }
  const measureLater = () => measureSoon();
  const measureNow = () => measureSoon(0);

  const unsubscribe = store.subscribe((state, before) => {
    const { plane } = state;
    const older = before.plane;
    const content = state.picture !== before.picture || state.document.seed !== before.document.seed;
    const seen = content || state.plot !== before.plot;
    const taken = takenOf(state) !== takenOf(before);
    const settings = !sameExcept(plane, older, overMap);
    if (plane.streamlines && (plane.time !== older.time || hasSlid(state.picture, before.picture))) slide();
    // What was stopped does not begin again because the page has another size or theme.
    const looks = seen || state.theme !== before.theme;
    if (content || settings || taken || (looks && !state.stopped)) follow(draw);
    if (seen || !sameExcept(plane, older, ["flux", "layers"]) || taken || state.hover !== before.hover)
      follow(read);
    if (seen || !sameExcept(plane, older, [...overMap, ...lookOfMap])) follow(measureLater);
    else if (taken) follow(measureNow);
    // The worker of the numbers starts when the picture stands, so that nothing competes with it.
    if (hasAnswered(state) && !hasAnswered(before)) {
      follow(read);
      follow(measureLater);
    }
  });
  draw();
  read();
  measureSoon();

  return {
    view,
    cpu,
    plane,
    seen(now) {
      resting = !now;
      if (resting) return;
      for (const work of due) work();
      due.clear();
    },
    stop() {
      view.set({ drawing: false, stopped: true });
      plane.halt(view.id);
    },
    draw,
    onFrame(next) {
      listener = next;
      draw();
      return () => {
        if (listener === next) listener = null;
      };
    },
    stopMeasuring,
    measure: measureNow,
    move: (seconds, again) => plane.move(view.id, seconds, again),
    pins: (subject, points) => cpu.run({ kind: "pins", subject, points }, undefined, view.id),
    sides: async (point) => {
      const state = planeStateOf(store.getState(), revision);
      return state && plane.sides(state, point);
    },
    async values() {
      if (due.delete(draw)) draw();
      // The state goes to the worker in the microtask before this one goes on.
      await null;
      return plane.values(view.id);
    },
    loseContext: () => plane.loseContext(),
    receive: { frame: receiveFrame, moved: showMoved, problem: receiveProblem },
    dispose() {
      // What is put off to the end of this turn would open the view again.
      ended = true;
      unsubscribe();
      if (statisticsTimer !== null) clearTimeout(statisticsTimer);
      if (restTimer !== null) clearTimeout(restTimer);
      for (const kind of ["readout", "statistics", "pins", "flux"] as const) cpu.cancel(kind, view.id);
      plane.forget(view.id);
      view.dispose();
    },
  };
}

/** Whether the same numbers have other values, as when a slider is dragged. */
function hasSlid(now: ViewState["picture"], before: ViewState["picture"]): boolean {
  const [own, older] = [now, before].map((picture) => picture?.program.parameters ?? []) as [
    readonly Parameter[],
    readonly Parameter[],
  ];
  const isSame = (what: "name" | "value") => own.every((one, k) => one[what] === older[k]?.[what]);
  return isSame("name") && !isSame("value");
}

/** The subject with as many of its probes as are seen. */
function watchedSubject(state: ViewState): Subject | null {
  const subject = subjectOf(state);
  return subject && { ...subject, taken: takenOf(state) };
}

function numbersOf<Value>(outcome: Exclude<Outcome<Value>, { status: "superseded" }>): Numbers<Value> {
  return outcome.status === "done" ? outcome : { status: "failed", message: outcome.message };
}

/** Settings that only one of them has count, too. */
function sameExcept<Value extends object>(a: Value, b: Value, but: readonly (keyof Value)[]): boolean {
  const keys = Object.keys({ ...a, ...b }) as (keyof Value)[];
  return a === b || keys.every((key) => a[key] === b[key] || but.includes(key));
}
