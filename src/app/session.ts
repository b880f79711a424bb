import { pixelGrid } from "../shaders/pixels.ts";
import type { Frame, Moved, PlaneClient, PlaneEvents } from "../shaders/plane-client.ts";
import type { PlaneView, SideValues } from "../shaders/protocol.ts";
import type { CpuClient, Outcome } from "./cpu/client.ts";
import type { PinReadings, Subject } from "./cpu/protocol.ts";
import type { PlaneCell, Point } from "./document/document.ts";
import { coalesced } from "./latest.ts";
import { pixelIndexOf, probePoint, roundedPoint } from "./plane/probe.ts";
import { planeStateOf, subjectOf, takenOf } from "./plane/state.ts";
import { type PlotSize, planeView } from "./plane/view.ts";
import { hasAnswered, type Notebook, type NotebookState, type Numbers, planeOf } from "./store/notebook.ts";

/** Milliseconds without change after which the statistics of the view are computed. */
const statisticsDelay = 120;
/** How long "restored" stays on show, in milliseconds. */
const restoredTime = 4000;

/** Settings that change nothing in the picture. */
const overMap: readonly (keyof PlaneCell)[] = ["cursor", "pins", "clock", "flux"];

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

/** The plane worker as the session sees it. */
export type PlanePort = Pick<
  PlaneClient,
  "show" | "move" | "figure" | "vectors" | "values" | "sides" | "loseContext"
>;

/** A picture and where it was made for. The listener owns the bitmap. */
export interface ShownFrame {
  readonly bitmap: ImageBitmap;
  readonly view: PlaneView;
  readonly plot: PlotSize;
}

export interface Session {
  readonly notebook: Notebook;
  readonly cpu: CpuClient;
  readonly plane: PlanePort;
  /** Where frames go; one listener at a time. Returns how to stop. */
  onFrame(listener: (frame: ShownFrame) => void): () => void;
  /** Lets what moves in the picture go on by so many seconds; resolves when it is shown. `again`: from the beginning. */
  move(seconds: number, again?: boolean): Promise<void>;
  /** The numbers of a subject at these points. */
  pins(subject: Subject, points: readonly Point[]): Promise<Outcome<PinReadings>>;
  /** What the ways of computing that pixels use give at a point. */
  sides(point: Point): Promise<SideValues | null>;
  values(): ReturnType<PlaneClient["values"]>;
  loseContext(): Promise<void>;
}

/** The point the readout is at: under the pointer, else the placed cursor, else the middle of the view. */
export function readoutPoint(state: NotebookState): Point {
  const { document, plot, hover } = state;
  const { view: region, cursor } = planeOf(document);
  const view = planeView(region, plot);
  if (hover) return probePoint(view, plot, hover);
  return cursor ?? roundedPoint(region, view.unitsPerPixel);
}

/**
 * Keeps the workers at work on the present state of the notebook, and puts what they answer into it. Every piece of
 * work is superseded by newer input.
 */
export function createSession(
  notebook: Notebook,
  connect: (events: PlaneEvents) => PlanePort,
  cpu: CpuClient,
): Session {
  const { store } = notebook;
  const sent = new Map<number, { view: PlaneView; plot: PlotSize }>();
  let listener: ((frame: ShownFrame) => void) | null = null;
  let revision = 0;
  let statisticsTimer: ReturnType<typeof setTimeout> | null = null;

  const plane = connect({
    frame: receiveFrame,
    moved: showMoved,
    problem(problem) {
      forgetBefore(problem.revision);
      if (problem.revision === revision) notebook.set({ problem: problem.message, drawing: false });
    },
    context(status) {
      notebook.set({ context: status });
      if (status !== "restored") return;
      setTimeout(
        () => store.getState().context === "restored" && notebook.set({ context: "ok" }),
        restoredTime,
      );
    },
    crash(message, restarted) {
      const next = restarted ? "It was started again." : "Reload the page to try again.";
      notebook.set({ problem: `The picture could not be drawn: ${message} ${next}` });
    },
  });

  function receiveFrame(frame: Frame): void {
    const made = sent.get(frame.revision);
    forgetBefore(frame.revision);
    if (listener && made) listener({ bitmap: frame.bitmap, ...made });
    else frame.bitmap.close();
    const { check, progress, backend } = frame;
    const last = store.getState().frame?.legend;
    // The same object while it says the same, so that the bar is not drawn anew with every picture.
    const legend = last && JSON.stringify(last) === JSON.stringify(frame.legend) ? last : frame.legend;
    const drawing = frame.revision < revision || progress < 1;
    notebook.set({ frame: { legend, check, progress, backend }, drawing, problem: null });
  }

  /** The picture is the last frame's, and all that is known of it holds. */
  function showMoved({ revision, bitmap }: Moved): void {
    const made = sent.get(revision);
    if (listener && made) listener({ bitmap, ...made });
    else bitmap.close();
  }

  function forgetBefore(answered: number): void {
    for (const older of sent.keys()) if (older < answered) sent.delete(older);
  }

  const draw = coalesced(() => {
    const state = planeStateOf(store.getState(), revision + 1);
    if (!state) return;
    revision += 1;
    const { width, height, pixelRatio, view } = state;
    sent.set(revision, { view, plot: { width, height, pixelRatio } });
    notebook.set({ drawing: true });
    plane.show(state);
  });

  const read = coalesced(() => {
    const state = store.getState();
    const subject = watchedSubject(state);
    const picture = planeStateOf(state, revision);
    if (!subject || !picture) return;
    const point = readoutPoint(state);
    const index = pixelIndexOf(picture, point);
    notebook.set({ readout: { status: "running", last: lastOf(state.readout) } });
    if (!hasAnswered(state)) return;
    const { step } = picture.map.compare;
    void cpu.run({ kind: "readout", subject, point, index, step }).then((outcome) => {
      if (outcome.status !== "superseded") notebook.set({ readout: numbersOf(outcome) });
    });
  });

  function measure(): void {
    const state = store.getState();
    const subject = watchedSubject(state);
    const picture = planeStateOf(state, revision);
    if (!subject || !picture || !hasAnswered(state)) return;
    const pixels = pixelGrid(picture);
    void cpu.run({ kind: "statistics", subject, pixels }).then((outcome) => {
      if (outcome.status !== "superseded") notebook.set({ statistics: numbersOf(outcome) });
    });
  }

  function measureSoon(delay = statisticsDelay): void {
    cpu.cancel("statistics");
    const { statistics } = store.getState();
    if (statistics.status !== "running")
      notebook.set({ statistics: { status: "running", last: lastOf(statistics) } });
    if (statisticsTimer !== null) clearTimeout(statisticsTimer);
    statisticsTimer = setTimeout(measure, delay);
  }

  store.subscribe((state, before) => {
    const plane = planeOf(state.document);
    const older = planeOf(before.document);
    const seen =
      state.picture !== before.picture ||
      state.plot !== before.plot ||
      state.document.seed !== before.document.seed;
    const taken = takenOf(state) !== takenOf(before);
    const settings = !sameExcept(plane, older, overMap);
    if (seen || settings || taken || state.theme !== before.theme) draw();
    if (seen || !sameExcept(plane, older, ["flux", "layers"]) || taken || state.hover !== before.hover)
      read();
    if (seen || !sameExcept(plane, older, [...overMap, ...lookOfMap])) measureSoon();
    else if (taken) measureSoon(0);
    // The worker of the numbers starts when the picture stands, so that nothing competes with it.
    if (hasAnswered(state) && !hasAnswered(before)) {
      read();
      measureSoon();
    }
  });
  draw();
  read();
  measureSoon();

  return {
    notebook,
    cpu,
    plane,
    onFrame(next) {
      listener = next;
      draw();
      return () => {
        if (listener === next) listener = null;
      };
    },
    move: (seconds, again) => plane.move(planeOf(store.getState().document).id, seconds, again),
    pins: (subject, points) => cpu.run({ kind: "pins", subject, points }),
    sides: async (point) => {
      const state = planeStateOf(store.getState(), revision);
      return state && plane.sides(state, point);
    },
    values: () => plane.values(planeOf(store.getState().document).id),
    loseContext: () => plane.loseContext(),
  };
}

/** The subject with as many of its probes as are seen. */
function watchedSubject(state: NotebookState): Subject | null {
  const subject = subjectOf(state);
  return subject && { ...subject, taken: takenOf(state) };
}

function lastOf<Value>(numbers: Numbers<Value>): Value | null {
  if (numbers.status === "running") return numbers.last;
  return numbers.status === "done" ? numbers.value : null;
}

function numbersOf<Value>(outcome: Exclude<Outcome<Value>, { status: "superseded" }>): Numbers<Value> {
  return outcome.status === "done" ? outcome : { status: "failed", message: outcome.message };
}

function sameExcept<Value extends object>(a: Value, b: Value, but: readonly (keyof Value)[]): boolean {
  return (
    a === b || (Object.keys(a) as (keyof Value)[]).every((key) => a[key] === b[key] || but.includes(key))
  );
}
