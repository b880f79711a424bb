import { createStore, type StoreApi } from "zustand/vanilla";
import { checkSource } from "../../engine/language/check.ts";
import type { Program } from "../../engine/language/program.ts";
import type { Legend } from "../../shaders/legend.ts";
import type { BackendCheck } from "../../shaders/protocol.ts";
import type { Readout, Statistics } from "../cpu/protocol.ts";
import { bounds, clampSeed } from "../document/bounds.ts";
import { type CodeCell, type Document, type PlaneCell, withCell } from "../document/document.ts";
import type { PlotPixel } from "../plane/probe.ts";
import type { PlotSize } from "../plane/view.ts";
import type { SaveState } from "../storage/autosave.ts";
import { nextShown, type Shown } from "./picture.ts";
import { applyChange, type SliderRange, sliderChange } from "./slider.ts";

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
  | { readonly status: "running"; readonly last: Value | null }
  | { readonly status: "done"; readonly value: Value }
  | { readonly status: "failed"; readonly message: string };

export type ContextStatus = "ok" | "lost" | "restored" | "unavailable";

export interface NotebookState extends Shown {
  readonly document: Document;
  /** What the checker makes of the present source. */
  readonly program: Program;
  /** The document shown before the last one was opened, for going back. */
  readonly replaced: Document | null;
  readonly plot: PlotSize;
  readonly theme: "light" | "dark";
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
  /** Why the plane worker could not draw the present state. */
  readonly problem: string | null;
  readonly context: ContextStatus;
  /** Why a file could not be opened, until it is understood. */
  readonly refusal: string | null;
  readonly readout: Numbers<Readout>;
  readonly statistics: Numbers<Statistics>;
  readonly saving: SaveState;
}

/** The document of the page with its derived program, and the changes people make to it. */
export interface Notebook {
  readonly store: StoreApi<NotebookState>;
  setSource(source: string): void;
  setTitle(title: string): void;
  setSeed(seed: number): void;
  /** Rewrites the number in the source. Nothing happens when there is no such slider. */
  setParameter(name: string, value: number, range?: SliderRange): void;
  setPlane(change: Partial<Omit<PlaneCell, "id" | "kind">>): void;
  /** Shows another document; the present one can be gone back to. */
  open(document: Document): void;
  /** Changes places with the document that was shown before. */
  goBack(): void;
  /** Sets what is not part of the document. */
  set(change: Partial<Omit<NotebookState, "document" | "program" | "picture" | "stale" | "replaced">>): void;
}

/** The cell the page edits. Documents without one are given one by `wholePage`. */
export function codeOf(document: Document): CodeCell {
  return document.cells.find((cell) => cell.kind === "code") as CodeCell;
}

/** The picture the page shows. */
export function planeOf(document: Document): PlaneCell {
  return document.cells.find((cell) => cell.kind === "plane") as PlaneCell;
}

/**
 * Whether the plane worker has shown the first picture, or why there is none. What the picture does not need is
 * loaded only then.
 */
export function hasAnswered({ frame, problem, context }: NotebookState): boolean {
  return frame !== null || problem !== null || context === "lost";
}

/** A notebook on a document that has at least one code and one plane cell. */
export function createNotebook(document: Document): Notebook {
  const program = checkSource(codeOf(document).source);
  const store = createStore<NotebookState>()(() => ({
    document,
    program,
    ...nextShown(null, program, planeOf(document).field),
    replaced: null,
    plot: { width: 0, height: 0, pixelRatio: 1 },
    theme: "light",
    hover: null,
    playing: false,
    moving: true,
    taken: Number.POSITIVE_INFINITY,
    watching: false,
    frame: null,
    drawing: false,
    problem: null,
    context: "ok",
    refusal: null,
    readout: { status: "none" },
    statistics: { status: "none" },
    saving: "saved",
  }));

  function change(document: Document, replaced: Document | null = store.getState().replaced): void {
    const { document: before, program: known, picture } = store.getState();
    const { source } = codeOf(document);
    const program = source === codeOf(before).source ? known : checkSource(source);
    const fieldName = planeOf(document).field;
    const derived =
      program === known && fieldName === planeOf(before).field ? {} : nextShown(picture, program, fieldName);
    store.setState({ document, program, replaced, ...derived });
  }

  const setSource = (text: string) => {
    const source = text.slice(0, bounds.source);
    const { document } = store.getState();
    const code = codeOf(document);
    if (source !== code.source) change(withCell(document, code.id, () => ({ ...code, source })));
  };

  return {
    store,
    setSource,
    setTitle(title) {
      const { document } = store.getState();
      change({ ...document, title: title.slice(0, bounds.title) });
    },
    setSeed(seed) {
      const { document } = store.getState();
      if (Number.isFinite(seed)) change({ ...document, seed: clampSeed(seed) });
    },
    setParameter(name, value, range) {
      const { program } = store.getState();
      const parameter = program.parameters.find((candidate) => candidate.name === name);
      if (parameter && Number.isFinite(value))
        setSource(applyChange(program.source, sliderChange(parameter, value, range)));
    },
    setPlane(settings) {
      const { document } = store.getState();
      const plane = planeOf(document);
      change(withCell(document, plane.id, () => ({ ...plane, ...settings })));
    },
    open(document) {
      change(document, store.getState().document);
      store.setState({ playing: false, taken: Number.POSITIVE_INFINITY, watching: false });
    },
    goBack() {
      const { document, replaced } = store.getState();
      if (replaced) change(replaced, document);
    },
    set: (settings) => store.setState(settings),
  };
}
