import { between, pick, type Random, seededRandom } from "../../engine/testing/random.ts";
import { cellCommands } from "../commands/cell-commands.ts";
import { emptyCell, withCellAt, withMoved } from "../document/cells.ts";
import { type Cell, createDocument, type Document, type LabCell, withCell } from "../document/document.ts";
import { createNotebook } from "../store/notebook.ts";
import { type Line, linesOf, textOf } from "./notebook-lines.ts";
import { labChange, planeChange } from "./notebook-settings.ts";
import { ShownNotebook } from "./shown-notebook.ts";

/** What the walk itself knows of a cell: kept by its own means, without the program's. */
type Known = Cell & { readonly written?: readonly Line[] };

const labKinds: readonly LabCell["kind"][] = ["compare", "convergence", "cost", "points"];
/** More cells would only be slower, sources above all. */
const mostCells = 8;
const mostSources = 4;

/**
 * Someone at work on a notebook, the same for the same seed: `step` does one thing, by the calls that the page makes, and
 * the walk keeps by itself what the document must be and where undoing must lead.
 */
export class NotebookWalk {
  readonly random: Random;
  readonly shown: ShownNotebook;
  title = "Walk";
  seed = 0;
  cells: Known[];
  /** Documents between which undoing goes back and forth, and which of them is on show. */
  line: Document[];
  at = 0;
  private now = 0;
  private last = "";

  constructor(seed: number) {
    this.random = seededRandom(seed);
    const lines = linesOf(this.random, new Set());
    const first = createDocument(this.title, textOf(lines));
    this.shown = new ShownNotebook(createNotebook(first, () => this.now));
    this.cells = first.cells.map((cell) => (cell.kind === "code" ? { ...cell, written: lines } : cell));
    this.line = [first];
  }

  get document(): Document {
    return this.shown.document;
  }

  /** Does one thing, and says what it was. */
  step(): string {
    let told = idle;
    while (told === idle) told = pick(this.random, gestures)(this);
    this.shown.follow();
    return told;
  }

  /**
   * A gesture is one step of the history, however many changes it is made of. Between gestures of one kind there is a
   * pause; another kind may follow at once. What changes nothing is no gesture.
   */
  gesture(kind: string, times: number, change: (time: number) => void): string {
    const before = this.document;
    this.now += this.last === kind || this.random() < 0.5 ? 5000 : 0;
    let changed = 0;
    for (let time = 0; time < times; time += 1) {
      const old = this.document;
      this.shown.keepPictures();
      change(time);
      if (old !== this.document) changed += 1;
      this.now += between(this.random, 10, 200);
      this.shown.follow();
    }
    if (changed > 0) {
      this.last = kind;
      this.line.splice(this.at + 1, this.line.length, this.document);
      this.at += 1;
    } else if (before !== this.document) throw new Error(`${kind} changed the document unseen`);
    return kind;
  }

  /** One step back or forth, where there is one. */
  travel(by: -1 | 1): string {
    const { notebook } = this.shown;
    const to = Math.min(this.line.length - 1, Math.max(0, this.at + by));
    this.now += 5000;
    this.shown.keepPictures();
    if (by < 0) notebook.undo();
    else notebook.redo();
    this.shown.follow();
    if (to !== this.at) {
      this.at = to;
      this.recall();
    }
    this.last = "";
    return by < 0 ? "undo" : "redo";
  }

  /** Takes what it knows from the document it has come back to, which it has seen before. */
  private recall(): void {
    const known = this.memory.get(this.line[this.at] as Document);
    if (!known) throw new Error("This document was never there.");
    ({ cells: this.cells, title: this.title, seed: this.seed } = known);
  }

  private readonly memory = new WeakMap<Document, Pick<NotebookWalk, "cells" | "title" | "seed">>();

  /** Keeps what it knows of the present document, for when it comes back. */
  remember(): void {
    const { cells, title, seed } = this;
    this.memory.set(this.document, { cells, title, seed });
  }

  /** A command of a cell's menu. */
  command(id: string, of: string): void {
    const { notebook } = this.shown;
    const nowhere = { focus: () => undefined, edit: () => undefined };
    const command = cellCommands(notebook, id, nowhere).find((one) => one.id === of);
    if (command && command.enabled !== false) command.run();
  }

  any(kind?: Cell["kind"]): Known | null {
    const some = this.cells.filter((cell) => kind === undefined || cell.kind === kind);
    return some.length > 0 ? pick(this.random, some) : null;
  }

  isFull(kind: Cell["kind"]): boolean {
    return kind === "code" && this.cells.filter((cell) => cell.kind === kind).length >= mostSources;
  }

  replace(id: string, change: object): void {
    this.cells = this.cells.map((cell) => (cell.id === id ? ({ ...cell, ...change } as Known) : cell));
  }

  /** Notes the cell that has come, at the place where it must have. */
  noteAdded(at: number, like: object): void {
    const known = new Set(this.cells.map(({ id }) => id));
    const added = this.document.cells.find(({ id }) => !known.has(id));
    if (!added) throw new Error("No cell has come.");
    this.cells = this.cells.toSpliced(at, 0, { ...added, ...like, id: added.id } as Known);
  }
}

const idle = "nothing";

function addCode(walk: NotebookWalk): string {
  if (walk.cells.length >= mostCells || walk.isFull("code")) return idle;
  const { notebook } = walk.shown;
  const at = Math.floor(walk.random() * (walk.cells.length + 1));
  const told = walk.gesture("add code", 1, () => {
    const cell = emptyCell(walk.document, "code");
    notebook.change(null, (document) => withCellAt(document, cell, at));
  });
  walk.noteAdded(at, { kind: "code", source: "", written: [] });
  walk.remember();
  return `${told}, ${write(walk)}`;
}

function addByCommand(walk: NotebookWalk): string {
  const beside = walk.any();
  if (!beside || walk.cells.length >= mostCells) return idle;
  const command = pick(walk.random, ["text-above", "text-below", "plane-below", "plane-below"]);
  const position = walk.cells.indexOf(beside) + (command === "text-above" ? 0 : 1);
  const told = walk.gesture(command, 1, () => walk.command(beside.id, command));
  walk.noteAdded(position, { kind: command === "plane-below" ? "plane" : "text" });
  return told;
}

function addLab(walk: NotebookWalk): string {
  if (walk.cells.length >= mostCells) return idle;
  const kind = pick(walk.random, labKinds);
  const told = walk.gesture(`add ${kind}`, 1, () => {
    const cell = emptyCell(walk.document, kind);
    walk.shown.notebook.change(null, (document) => withCellAt(document, cell, document.cells.length));
  });
  walk.noteAdded(walk.cells.length, { kind });
  return told;
}

function remove(walk: NotebookWalk): string {
  const cell = walk.any();
  if (!cell) return idle;
  const told = walk.gesture(`delete ${cell.id}`, 1, () => walk.command(cell.id, "delete"));
  walk.cells = walk.cells.filter((one) => one !== cell);
  return told;
}

function duplicate(walk: NotebookWalk): string {
  const cell = walk.any(pick(walk.random, ["code", "plane", "text", "compare", "points", "plane"]));
  if (!cell || walk.cells.length >= mostCells || walk.isFull(cell.kind)) return idle;
  const told = walk.gesture(`duplicate ${cell.id}`, 1, () => walk.command(cell.id, "duplicate"));
  // A source's names are others in its second.
  const { source: _, ...like } = cell as typeof cell & { readonly source?: string };
  walk.noteAdded(walk.cells.indexOf(cell) + 1, cell.kind === "code" ? like : cell);
  return told;
}

function move(walk: NotebookWalk): string {
  const cell = walk.any();
  if (!cell) return idle;
  const from = walk.cells.indexOf(cell);
  const others = walk.cells.filter((one) => one !== cell);
  const to = pick(walk.random, [from - 1, from + 1, Math.floor(walk.random() * walk.cells.length)]);
  const told = walk.gesture(`move ${cell.id}`, 1, () => {
    if (to === from - 1) walk.command(cell.id, "up");
    else if (to === from + 1) walk.command(cell.id, "down");
    else walk.shown.notebook.change(null, (document) => withMoved(document, cell.id, to));
  });
  walk.cells = others.toSpliced(Math.max(0, to), 0, cell);
  return told;
}

function toggle(walk: NotebookWalk): string {
  const what = pick(walk.random, ["collapsed", "hidden"] as const);
  const cell = walk.any(what === "hidden" ? "code" : undefined);
  if (!cell) return idle;
  const command = what === "hidden" ? "hide" : "collapse";
  const told = walk.gesture(`${command} ${cell.id}`, 1, () => walk.command(cell.id, command));
  walk.replace(cell.id, { [what]: (cell as { hidden?: boolean; collapsed?: boolean })[what] !== true });
  return told;
}

/** Types a source, sign by sign or in larger pieces: one step. */
function write(walk: NotebookWalk): string {
  const cell = walk.any("code");
  if (!cell) return idle;
  const others = walk.cells.flatMap((one) => (one === cell ? [] : (one.written ?? [])));
  const lines = linesOf(walk.random, new Set(others.map(({ defines }) => defines ?? "")));
  const source = textOf(lines);
  const pieces = pick(walk.random, [1, 1, 2]);
  const told = walk.gesture(`source ${cell.id}`, pieces, (piece) =>
    walk.shown.notebook.setSource(
      cell.id,
      source.slice(0, Math.ceil((source.length * (piece + 1)) / pieces)),
    ),
  );
  walk.replace(cell.id, { source, written: lines });
  return `${told}: ${JSON.stringify(source)}`;
}

function writeText(walk: NotebookWalk): string {
  const cell = walk.any("text");
  if (!cell) return idle;
  const source = pick(walk.random, ["", "# Title\n\n$\\nabla\\cdot F$", "½ 👩‍🔬 \u202e\ud800", "- [x](y)"]);
  const told = walk.gesture(`text ${cell.id}`, 1, () => walk.shown.notebook.setSource(cell.id, source));
  walk.replace(cell.id, { source });
  return told;
}

/** Drags a slider: the number in its source, and nothing else. */
function drag(walk: NotebookWalk): string {
  const { notebook } = walk.shown;
  const { parameters } = notebook.store.getState().reading.program;
  if (parameters.length === 0) return idle;
  const { name, low, high, step } = pick(walk.random, parameters);
  const range = { low, high, step };
  const before = walk.document;
  const told = walk.gesture(`number ${name}`, 2, () =>
    notebook.setParameter(name, between(walk.random, low, high), range),
  );
  // Which text it is to be is the slider's to say, and has its own tests; here: one cell, and only a number in it.
  for (const [k, cell] of walk.document.cells.entries()) {
    const old = before.cells[k];
    if (cell === old || cell.kind !== "code" || old?.kind !== "code") continue;
    const number = /-?\d[\d.e+-]*/g;
    if (cell.source.replace(number, "0") !== old.source.replace(number, "0"))
      throw new Error(`${cell.source} is ${old.source} with another number?`);
    walk.replace(cell.id, { source: cell.source });
  }
  return told;
}

function setPlane(walk: NotebookWalk): string {
  const cell = walk.any("plane");
  if (cell?.kind !== "plane") return idle;
  const { times, make } = planeChange(walk.random);
  let settings = {};
  const { notebook } = walk.shown;
  const told = walk.gesture(`plane ${cell.id} ${Object.keys(make()).join()}`, times, () => {
    settings = make();
    // What is dragged is held meanwhile.
    notebook.hold(times > 1);
    notebook.setPlane(cell.id, settings);
  });
  notebook.hold(false);
  walk.replace(cell.id, settings);
  return told;
}

function setLab(walk: NotebookWalk): string {
  const cell = walk.any(pick(walk.random, labKinds));
  if (!cell) return idle;
  const settings = labChange(walk.random, cell.kind as LabCell["kind"]);
  const told = walk.gesture(`lab ${cell.id} ${Object.keys(settings).join()}`, 1, () =>
    walk.shown.notebook.change(`${Object.keys(settings).join()} of ${cell.id}`, (document) =>
      withCell(document, cell.id, (own) => ({ ...own, ...settings }) as Cell),
    ),
  );
  walk.replace(cell.id, settings);
  return told;
}

function setHead(walk: NotebookWalk): string {
  const { notebook } = walk.shown;
  if (walk.random() < 0.5) {
    const seed = Math.floor(2 ** 32 * walk.random());
    const told = walk.gesture("seed", 1, () => notebook.setSeed(seed));
    walk.seed = seed;
    return told;
  }
  const title = `${pick(walk.random, ["", "∇·", "𝔽", "<b>"])}${Math.floor(9 * walk.random())}`;
  const told = walk.gesture("title", title.length, (k) => notebook.setTitle(title.slice(0, k + 1)));
  walk.title = title;
  return told;
}

const gestures: readonly ((walk: NotebookWalk) => string)[] = [
  addCode,
  addByCommand,
  addLab,
  remove,
  duplicate,
  move,
  toggle,
  write,
  writeText,
  drag,
  setPlane,
  setPlane,
  setLab,
  setHead,
  (walk) => walk.travel(-1),
  (walk) => walk.travel(-1),
  (walk) => walk.travel(1),
];
