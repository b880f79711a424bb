import { createStore, type StoreApi } from "zustand/vanilla";
import { bounds, clampSeed } from "../document/bounds.ts";
import {
  type Cell,
  codeCell,
  type Document,
  type PlaneCell,
  planeCells,
  withCell,
} from "../document/document.ts";
import type { Keeping } from "../storage/autosave.ts";
import { emptyHistory, type History, recorded, redone, undone } from "./history.ts";
import { cellAt, type Reading, readDocument } from "./reading.ts";
import { applyChange, type SliderRange, sliderChange } from "./slider.ts";

/** How the page shows the notebook: to work on, as a part of another page, or one row at a time in large type. */
export type Showing = "page" | "embed" | "present";

export interface NotebookState {
  readonly document: Document;
  /** What the checker makes of the present sources. */
  readonly reading: Reading;
  readonly history: History<Document>;
  /** The document shown before the last one was opened, for going back. */
  readonly replaced: Document | null;
  readonly theme: "light" | "dark";
  readonly showing: Showing;
  /** The id of the one cell that another page shows; where there is no such cell, all of them are on show. */
  readonly one: string | null;
  /** The row that is presented. */
  readonly slide: number;
  /** The first picture stands, or there is none to wait for: what it does not need is loaded only then. */
  readonly begun: boolean;
  /** What is on show came with the address, and is not saved yet: it has at most been read. */
  readonly shared: boolean;
  /** The cell last worked with; null where none was, or it is gone. */
  readonly active: string | null;
  /** How often a document was opened that shows nothing yet: what was on show is no last good picture of it. */
  readonly blanks: number;
  /** Why a file could not be opened, until it is understood. */
  readonly refusal: string | null;
  readonly saving: Keeping;
  /** The same document is open in another tab as well. */
  readonly elsewhere: boolean;
}

/** The document of the page with what is derived from it, and the changes people make to it. */
export interface Notebook {
  readonly store: StoreApi<NotebookState>;
  /** Of a text or a code cell. */
  setSource(id: string, source: string): void;
  setTitle(title: string): void;
  setSeed(seed: number): void;
  /** Rewrites the number in the source. Nothing happens when there is no such slider. */
  setParameter(name: string, value: number, range?: SliderRange): void;
  setPlane(id: string, change: Partial<Omit<PlaneCell, "id" | "kind">>): void;
  /**
   * Makes any other change. Changes of the same `kind` soon after each other are one step of the history; null is a
   * step by itself, and false is none, as while time goes on by itself.
   */
  change(kind: string | null | false, change: (document: Document) => Document): void;
  /** A pointer is pressed, or no longer is: meanwhile changes of one kind are one step, however long it rests. */
  hold(pressed: boolean): void;
  /** Makes a change that is no step: to what is on show, and to all that can be gone back to as well. */
  amend(change: (document: Document) => Document): void;
  undo(): void;
  redo(): void;
  /** Shows another document; the present one can be gone back to. `shared`: it came with the address. */
  open(document: Document, shared?: boolean): void;
  /** Sets what is not part of the document. */
  set(change: Partial<Omit<NotebookState, "document" | "reading" | "history" | "replaced">>): void;
}

/** The plane last worked with, or the first one; null where there is none. */
export function activePlane({ document, active }: NotebookState): string | null {
  const planes = planeCells(document);
  return (planes.find(({ id }) => id === active) ?? planes[0])?.id ?? null;
}

/** Numbers in a text of settings: they are dragged and typed. All else is chosen, and each choice is a step by itself. */
const numbers = /-?\d[\d.e+-]*/g;

export function createNotebook(document: Document, now: () => number = () => performance.now()): Notebook {
  const store = createStore<NotebookState>()(() => ({
    document,
    reading: readDocument(document, null),
    history: emptyHistory(),
    replaced: null,
    theme: "light",
    showing: "page",
    one: null,
    slide: 0,
    begun: false,
    shared: false,
    active: null,
    blanks: 0,
    refusal: null,
    saving: "saved",
    elsewhere: false,
  }));

  function show(document: Document, rest: Partial<NotebookState>): void {
    store.setState({ document, reading: readDocument(document, store.getState().reading), ...rest });
  }

  /** When the pointer was pressed that still is. */
  let pressedAt: number | null = null;

  function change(kind: string | null | false, make: (document: Document) => Document): void {
    const { document: before, history } = store.getState();
    const document = make(before);
    if (document === before) return;
    show(document, {
      history: kind === false ? history : recorded(history, before, kind, pressedAt ?? now()),
    });
  }

  function setAny<Name extends "title" | "seed">(name: Name, value: Document[Name]): void {
    change(name, (document) => (document[name] === value ? document : { ...document, [name]: value }));
  }

  function setSource(id: string, text: string, kind = `source ${id}`): void {
    const source = text.slice(0, bounds.source);
    change(kind, (document) => {
      const cell = document.cells.find((one) => one.id === id);
      if ((cell?.kind !== "text" && cell?.kind !== "code") || cell.source === source) return document;
      return withCell(document, id, () => ({ ...cell, source }));
    });
  }

  function step(of: typeof undone<Document>): void {
    const { document, history } = store.getState();
    const stepped = of(history, document);
    if (stepped) show(stepped.value, { history: stepped.history });
  }

  return {
    store,
    setSource: (id, source) => setSource(id, source),
    setTitle: (title) => setAny("title", title.slice(0, bounds.title)),
    setSeed(seed) {
      if (Number.isFinite(seed)) setAny("seed", clampSeed(seed));
    },
    setParameter(name, value, range) {
      const { document, reading } = store.getState();
      const parameter = reading.program.parameters.find((candidate) => candidate.name === name);
      if (!parameter || !Number.isFinite(value)) return;
      const id = cellAt(reading, parameter.literal.from);
      const cell = codeCell(document, id);
      const text = reading.program.texts[reading.cells.indexOf(id)];
      if (!cell || !text) return;
      const { from, to, insert } = sliderChange(parameter, value, range);
      const moved = { from: from - text.from, to: to - text.from, insert };
      setSource(id, applyChange(cell.source, moved), `number ${name}`);
    },
    setPlane(id, settings) {
      const plane = planeCells(store.getState().document).find((cell) => cell.id === id);
      const names = Object.keys(settings) as (keyof typeof settings)[];
      const before = JSON.stringify(names.map((name) => plane?.[name]));
      const after = JSON.stringify(names.map((name) => settings[name]));
      if (!plane || before === after) return;
      // What was never set is chosen as well, unless a drag begins it; a cursor is moved to where it is first, too.
      const isChosen =
        before === "[null]"
          ? names[0] !== "cursor" && pressedAt === null
          : before.replace(numbers, "") !== after.replace(numbers, "");
      change(isChosen ? null : `${names} of ${id}`, (document) =>
        withCell(document, id, (cell) => ({ ...cell, ...settings }) as Cell),
      );
    },
    change,
    hold(pressed) {
      pressedAt = pressed ? now() : null;
    },
    amend(make) {
      const { document, history } = store.getState();
      const { past, future } = history;
      show(make(document), { history: { ...history, past: past.map(make), future: future.map(make) } });
    },
    undo: () => step(undone),
    redo: () => step(redone),
    open(document, shared = false) {
      const replaced = store.getState().document;
      show(document, { replaced, history: emptyHistory(), shared, active: null });
    },
    set: (settings) => store.setState(settings),
  };
}
