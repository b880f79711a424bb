import type { ColourRange } from "../../shaders/scale.ts";
import type { Cell, Document, PlaneCell, SpaceCell } from "../document/document.ts";
import type { Notebook } from "../store/notebook.ts";
import { rangeLinks, type View } from "../store/view.ts";

/** The pictures of a notebook, and the ranges on show by their cells. */
interface Pictures {
  readonly views: Set<View>;
  readonly shown: Map<string, ColourRange>;
}

const notebooks = new WeakMap<Notebook, Pictures>();
/** Planes with the ends of their ranges, by those without: the same while the ends are the same. */
const linked = new WeakMap<PlaneCell, { readonly range: ColourRange; readonly plane: PlaneCell }>();

function picturesOf(notebook: Notebook): Pictures {
  const made = notebooks.get(notebook) ?? { views: new Set(), shown: new Map() };
  notebooks.set(notebook, made);
  return made;
}

rangeLinks.in = (plane, notebook) => {
  if (plane?.range.mode !== "linked") return plane;
  const { cells } = notebook.store.getState().document;
  const leader = leaderOf(cells, plane.id);
  const range = leader === null ? undefined : picturesOf(notebook).shown.get(leader);
  if (!range) return plane;
  const known = linked.get(plane);
  if (known?.range === range) return known.plane;
  const made = { range, plane: { ...plane, range: { ...plane.range, ...range } } };
  linked.set(plane, made);
  return made.plane;
};

/**
 * Lets a picture have the ranges of others, and others that of this one. Ranges are told from the cells that find or
 * keep their own to those linked to them, and never back: nothing goes round.
 */
export function linkRanges(view: View): () => void {
  const { notebook, store, id } = view;
  const { views, shown } = picturesOf(notebook);
  const tell = () => {
    const { low, high } = store.getState().frame?.legend ?? {};
    const before = shown.get(id);
    if (low === undefined || high === undefined || (before?.low === low && before.high === high)) return;
    shown.set(id, { low, high });
    for (const other of views) refresh(other);
  };
  views.add(view);
  refresh(view);
  tell();
  const forget = store.subscribe((state, before) => {
    if (state.frame !== before.frame) tell();
  });
  return () => {
    forget();
    views.delete(view);
  };
}

function refresh({ notebook, store, planeIn }: View): void {
  const before = store.getState().plane;
  if (before.range.mode !== "linked") return;
  const plane = rangeLinks.in(planeIn(notebook.store.getState()), notebook);
  if (plane && plane !== before) store.setState({ plane });
}

function isPicture(cell: Cell): cell is PlaneCell | SpaceCell {
  return cell.kind === "plane" || cell.kind === "space";
}

/** The cell whose range a picture has, through as many others as there are; null where one is gone, or they go round. */
export function leaderOf(cells: readonly Cell[], id: string): string | null {
  const passed = new Set<string>();
  for (let next = id; !passed.has(next); ) {
    passed.add(next);
    const cell = cells.find((one) => one.id === next);
    if (!cell || !isPicture(cell)) return null;
    if (cell.range.mode !== "linked") return next;
    next = cell.range.to;
  }
  return null;
}

/** The pictures whose range another one can have, with their names. */
export function linkable(
  { cells }: Document,
  id: string,
): readonly { readonly id: string; readonly name: string }[] {
  const pictures = cells.filter(isPicture);
  // As if this one had a range of its own: what is led by it cannot lead it.
  const free = pictures.map((cell): Cell => (cell.id === id ? { ...cell, range: { mode: "auto" } } : cell));
  return pictures
    .filter((cell) => cell.id !== id && leaderOf(free, cell.id) !== id)
    .map((cell) => {
      const alike = pictures.filter(({ kind }) => kind === cell.kind);
      const number = alike.length > 1 ? ` ${alike.indexOf(cell) + 1}` : "";
      return { id: cell.id, name: `${cell.kind === "plane" ? "Picture" : "Space"}${number}` };
    });
}
