import { createStore, type StoreApi } from "zustand/vanilla";
import type { Program } from "../../engine/language/program.ts";
import type { Legend } from "../../shaders/legend.ts";
import type { BackendCheck } from "../../shaders/protocol.ts";
import type { Readout, Statistics } from "../cpu/protocol.ts";
import { type Document, type PlaneCell, planeCells } from "../document/document.ts";
import type { PlotPixel } from "../plane/probe.ts";
import type { PlotSize } from "../plane/view.ts";
import type { Notebook, NotebookState } from "./notebook.ts";
import { nextShown, type Shown } from "./picture.ts";
import type { Reading } from "./reading.ts";
import type { SliderRange } from "./slider.ts";

/** What the last frame said about itself. */
export interface FrameInfo {
  readonly legend: Legend;
  readonly check: BackendCheck | null;
  readonly progress: number;
  readonly backend: "webgl2" | "cpu";
}

/** A number that is being computed, was computed, or could not be. */
export type Numbers<Value> =
  | { readonly status: "none" }
  /** `progress`: the share done, once it takes long. */
  | { readonly status: "running"; readonly last: Value | null; readonly progress?: number }
  | { readonly status: "stopped" }
  | { readonly status: "done"; readonly value: Value }
  | { readonly status: "failed"; readonly message: string };

/** Numbers that are there, though newer ones may be waited for. */
export function lastOf<Value>(numbers: Numbers<Value>): Value | null {
  if (numbers.status === "running") return numbers.last;
  return numbers.status === "done" ? numbers.value : null;
}

export type ContextStatus = "ok" | "lost" | "restored" | "unavailable";

/** A plane cell with what is derived from it and shown. */
export interface ViewState extends Shown {
  readonly document: Document;
  readonly reading: Reading;
  readonly plane: PlaneCell;
  /** The program of all code cells. */
  readonly program: Program;
  readonly theme: "light" | "dark";
  readonly plot: PlotSize;
  /** Whether the picture is in the window and the window is seen: what goes on by itself does only then. */
  readonly inSight: boolean;
  /** Where the pointer is over the plot; null when it is elsewhere. */
  readonly hover: PlotPixel | null;
  readonly playing: boolean;
  /** Whether what moves by itself is let to. */
  readonly moving: boolean;
  /** The estimate takes so many of its probes at most; Infinity but while one watches it settle. */
  readonly taken: number;
  /** More probes are taken by themselves. */
  readonly watching: boolean;
  readonly frame: FrameInfo | null;
  /** The picture on show is not yet the final one of the present state. */
  readonly drawing: boolean;
  /** That one is not to be drawn before something of it changes. */
  readonly stopped: boolean;
  /** A slider or time moves the field, or did a moment ago. */
  readonly sliding: boolean;
  /** Why the plane worker could not draw the present state. */
  readonly problem: string | null;
  readonly context: ContextStatus;
  readonly readout: Numbers<Readout>;
  readonly statistics: Numbers<Statistics>;
}

/** A plane cell on show, and the changes people make to it. */
export interface View {
  readonly id: string;
  readonly notebook: Notebook;
  readonly store: StoreApi<ViewState>;
  /** What is shown, by the notebook's state; nothing where it is there no more. */
  planeIn(state: NotebookState): PlaneCell | undefined;
  setSeed(seed: number): void;
  setParameter(name: string, value: number, range?: SliderRange): void;
  setPlane(change: Partial<Omit<PlaneCell, "id" | "kind">>): void;
  /** Sets what is not part of the document. */
  set(
    change: Partial<
      Omit<ViewState, "document" | "reading" | "plane" | "program" | "picture" | "stale" | "theme">
    >,
  ): void;
  /** Ends following the document. */
  dispose(): void;
}

/**
 * Whether the plane worker has shown the first picture, or why there is none. What the picture does not need is
 * loaded only then.
 */
export function hasAnswered({
  frame,
  stopped,
  problem,
  context,
}: Pick<ViewState, "frame" | "stopped" | "problem" | "context">): boolean {
  return frame !== null || stopped || problem !== null || context === "lost";
}

/** Puts the ends of other cells' ranges in place where a picture has those; what does is loaded later. */
export const rangeLinks = {
  in: (plane: PlaneCell | undefined, _notebook: Notebook): PlaneCell | undefined => plane,
};

/** The view of a plane cell of the notebook, or of a plane that is made of something else there and changed by its own way. */
export function createView(
  notebook: Notebook,
  id: string,
  planeIn: View["planeIn"] = ({ document }) => planeCells(document).find((cell) => cell.id === id),
  setPlane: View["setPlane"] = (change) => notebook.setPlane(id, change),
  /** Numbers that a field has at least to be shown. */
  least = 2,
): View {
  const beginning = notebook.store.getState();
  const { document, reading, theme } = beginning;
  const plane = planeIn(beginning);
  if (!plane) throw new Error(`There is no plane ${id}.`);
  const store = createStore<ViewState>()(() => ({
    document,
    reading,
    plane,
    program: reading.program,
    theme,
    ...nextShown(null, reading, plane.field, least),
    plot: { width: 0, height: 0, pixelRatio: 1 },
    inSight: false,
    hover: null,
    playing: false,
    moving: true,
    taken: Number.POSITIVE_INFINITY,
    watching: false,
    frame: null,
    drawing: false,
    stopped: false,
    sliding: false,
    problem: null,
    context: "ok",
    readout: { status: "none" },
    statistics: { status: "none" },
  }));

  const dispose = notebook.store.subscribe((next, before) => {
    const { document, reading, theme, replaced } = next;
    if (document === before.document && theme === before.theme) return;
    const state = store.getState();
    const plane = rangeLinks.in(planeIn(next), notebook);
    // A cell that is gone keeps its last state until its view is closed.
    if (!plane) return;
    const isSame = reading === state.reading && plane.field === state.plane.field;
    store.setState({
      document,
      reading,
      plane,
      program: reading.program,
      theme,
      ...(!isSame && nextShown(state.picture, reading, plane.field, least)),
      ...(replaced !== before.replaced && {
        playing: false,
        taken: Number.POSITIVE_INFINITY,
        watching: false,
      }),
    });
  });

  return {
    id,
    notebook,
    store,
    planeIn,
    setSeed: notebook.setSeed,
    setParameter: notebook.setParameter,
    setPlane,
    set: store.setState,
    dispose,
  };
}
