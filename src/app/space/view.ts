import type { Triple } from "../../shaders/space/lens.ts";
import {
  defaultPlane,
  type PlaneCell,
  type SpaceCell,
  type SpaceMap,
  withCell,
} from "../document/document.ts";
import { defaultSpaceMap } from "../document/space-cell.ts";
import type { Notebook, NotebookState } from "../store/notebook.ts";
import { createView, type View } from "../store/view.ts";

/** A cell of space by its id. */
export function spaceCell({ document }: Pick<NotebookState, "document">, id: string): SpaceCell | null {
  const cell = document.cells.find((one) => one.id === id);
  return cell?.kind === "space" ? cell : null;
}

/** Changes settings of a cell of space: of one kind soon after each other as one step, null is one by itself. */
export function changeSpace(
  { change, store }: Notebook,
  id: string,
  kind: string | null | false,
  settings: Partial<Omit<SpaceCell, "id" | "kind">>,
): void {
  const cell = spaceCell(store.getState(), id);
  const names = Object.keys(settings) as (keyof typeof settings)[];
  // What changes nothing is no step to go back to.
  if (cell && names.every((name) => JSON.stringify(cell[name]) === JSON.stringify(settings[name]))) return;
  change(kind && `${kind} of ${id}`, (document) =>
    withCell(document, id, (cell) => (cell.kind === "space" ? { ...cell, ...settings } : cell)),
  );
}

/**
 * A view on a cell of space: its field, colours and time are what a plane has as well, so that they are shown and set by
 * the same parts of the page.
 */
export function createSpaceView(notebook: Notebook, id: string): View {
  let last: { readonly cell: SpaceCell; readonly plane: PlaneCell } | null = null;
  const planeIn = (state: NotebookState): PlaneCell | undefined => {
    const cell = spaceCell(state, id);
    if (!cell) return undefined;
    if (last?.cell !== cell) last = { cell, plane: planeOf(cell) };
    return last.plane;
  };
  const setPlane: View["setPlane"] = (change) => {
    const { field, range, colouring, time, clock } = change;
    const cell = spaceCell(notebook.store.getState(), id);
    const map = cell && changedMap(cell, change);
    const names = { field, range, colouring, time, clock };
    const given = Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined));
    // Numbers are dragged and typed; the others are chosen.
    const isNumber = [time, range, change.probes, change.compare].some((value) => value !== undefined);
    const kind = isNumber ? Object.keys(change).join() : null;
    changeSpace(notebook, id, kind, map ? { ...given, map: map.value } : given);
  };
  return createView(notebook, id, planeIn, setPlane, 3);
}

/** How the map is computed after a plane's settings of that were changed; as it is by default it is not kept. */
function changedMap(
  { map: before = defaultSpaceMap }: SpaceCell,
  { map, compare, probes, distribution }: Partial<PlaneCell>,
): { readonly value: SpaceMap | undefined } | null {
  const { left, right, step } = compare ?? before.compare;
  const next = {
    ...before,
    kind: (map ?? before.kind) as SpaceMap["kind"],
    compare: { left, right, step } as SpaceMap["compare"],
    probes: probes ?? before.probes,
    distribution: distribution ?? before.distribution,
  };
  if (JSON.stringify(next) === JSON.stringify(before)) return null;
  return { value: JSON.stringify(next) === JSON.stringify(defaultSpaceMap) ? undefined : next };
}

function planeOf({ id, field, range, colouring, time, clock, map }: SpaceCell): PlaneCell {
  const { kind, compare, probes, distribution, layout } = map ?? defaultSpaceMap;
  const computed = { map: kind, compare: { ...compare, divider: 0.5 }, probes, distribution, layout };
  return {
    ...defaultPlane(id),
    ...computed,
    keys: "shared",
    field,
    range,
    colouring,
    time,
    clock,
    streamlines: false,
  };
}

/** The point that is read: where it was put, or else where the slices meet. */
export function probeOf({ cursor, slices }: SpaceCell): Triple {
  return cursor ?? slices.at;
}
