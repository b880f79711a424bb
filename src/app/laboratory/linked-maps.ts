import type { Legend } from "../../shaders/legend.ts";
import type { Outcome } from "../cpu/client.ts";
import { type CompareCell, type PlaneCell, type Point, withCell } from "../document/document.ts";
import type { PlaneSession } from "../plane/plane-session.ts";
import type { Session } from "../session.ts";
import type { NotebookState } from "../store/notebook.ts";
import { isSliced } from "../store/picture.ts";
import { createView, type View } from "../store/view.ts";
import { comparedIndex, comparedPixels } from "./compared-view.ts";
import { mapPlane, mapsOf } from "./method-maps.ts";
import { pictureSubject } from "./picture-subject.ts";
import { type SampledPlane, sampledPlane } from "./sampled-plane.ts";
import { shownField } from "./shown-field.ts";

/** The maps of a compare cell at work, in the order of `mapsOf`; all have one view, one probe and one range. */
export interface LinkedMaps {
  readonly planes: readonly (PlaneSession | SampledPlane)[];
  /** The one whose colours all have. */
  readonly exact: PlaneSession;
  dispose(): void;
}

/** Sets the maps of a compare cell to work, those that it has now. */
export function openLinkedMaps(session: Session, cellId: string): LinkedMaps {
  const { notebook } = session;
  const maps = mapsOf(compareCell(notebook.store.getState(), cellId)?.methods ?? []);
  let range: PlaneCell["range"] = { mode: "auto" };

  function planeAt(position: number, state: NotebookState): PlaneCell | undefined {
    const cell = compareCell(state, cellId);
    const field = cell && shownField(notebook, cell).picture?.field;
    const maps = cell ? mapsOf(cell.methods) : [];
    const map = maps[position];
    if (!cell || !map) return undefined;
    // Without a field there is no picture.
    const { name, dimension } = field ?? { name: cell.field ?? "", dimension: 2 };
    const own = map.isExact ? { mode: "auto" as const } : range;
    return mapPlane(idOf(cellId, position), cell, { name, dimension }, map.choice, own);
  }

  const views = maps.map((_, position) => {
    const id = idOf(cellId, position);
    const view = createView(
      notebook,
      id,
      (state) => planeAt(position, state),
      (change) => changeCell(session, cellId, change),
    );
    return linked(view);
  });

  /** Where the pointer is over one, it is over all. */
  function linked(view: View): View {
    return {
      ...view,
      set(change) {
        view.set(change);
        if ("hover" in change)
          for (const other of views)
            if (other.id !== view.id) other.store.setState({ hover: change.hover ?? null });
      },
    };
  }

  /** The colours of the exact map are those of all. */
  function follow({ low, high }: Legend): void {
    if (range.mode === "typed" && range.low === low && range.high === high) return;
    range = { mode: "typed", low, high };
    const state = notebook.store.getState();
    for (const [position, { store }] of views.entries()) {
      const plane = planeAt(position, state);
      if (plane?.range === range) store.setState({ plane });
    }
  }

  // Errors over the view are the table's.
  const numbers: Session["cpu"] = {
    ...session.cpu,
    run: (task, ...rest) =>
      task.kind === "statistics" ? Promise.resolve({ status: "superseded" }) : session.cpu.run(task, ...rest),
  };
  const leader = views[maps.findIndex(({ isExact }) => isExact)] as View;
  leader.store.subscribe(({ frame }, before) => {
    if (frame && frame.legend !== before.frame?.legend) follow(frame.legend);
  });
  const exact = session.open(leader, numbers);
  const planes = views.map((view, position) => {
    if (view === leader) return exact;
    if (maps[position]?.isShaded) return session.open(view, numbers);
    return sampledPlane(view, exact, (point) => valueBy(session, cellId, view, position, point));
  });
  return {
    planes,
    exact,
    dispose() {
      for (const plane of planes) plane.dispose();
    },
  };
}

/** The value of the method of a map, in float64. */
async function valueBy(
  { notebook, laboratory }: Session,
  cellId: string,
  { id, store }: View,
  position: number,
  point: Point,
): Promise<Outcome<number>> {
  const state = store.getState();
  const { document, plane, picture } = state;
  const cell = compareCell(notebook.store.getState(), cellId);
  const choice = mapsOf(cell?.methods ?? [])[position]?.choice;
  const worker = await laboratory().catch(() => null);
  if (!cell || !choice || !picture || !worker) return { status: "superseded" };
  const own = pictureSubject(picture, plane.time, document.seed);
  const subject = { ...own, ...(isSliced(state) && { slice: plane.slice }) };
  const probe = { at: [point.x, point.y], index: comparedIndex(comparedPixels(cell.view), point) };
  return worker.run({ kind: "value", subject, choice, probe }, undefined, id);
}

function idOf(cellId: string, position: number): string {
  return `${cellId} map ${position + 1}`;
}

function compareCell({ document }: NotebookState, id: string): CompareCell | undefined {
  const cell = document.cells.find((one) => one.id === id);
  return cell?.kind === "compare" ? cell : undefined;
}

/** What is done to one map is done to the cell: its view and its probe. */
function changeCell({ notebook }: Session, id: string, { view, cursor }: Partial<PlaneCell>): void {
  const change = (kind: string, make: (cell: CompareCell) => CompareCell) =>
    notebook.change(`${kind} of ${id}`, (document) =>
      withCell(document, id, (cell) => (cell.kind === "compare" ? make(cell) : cell)),
    );
  if (view) change("view", (cell) => ({ ...cell, view, home: cell.home ?? cell.view }));
  if (cursor) change("point", (cell) => ({ ...cell, point: [cursor.x, cursor.y, ...cell.point.slice(2)] }));
}
