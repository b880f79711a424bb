import { planeCells } from "./document/document.ts";
import type { PlaneSession } from "./plane/plane-session.ts";
import type { Session } from "./session.ts";
import type { NotebookState } from "./store/notebook.ts";
import type { ViewState } from "./store/view.ts";
import { version } from "./version.ts";

/**
 * What `window.deldot` offers to tests and to the curious. It reads; only `loseContext` and `move` do anything. Planes
 * are named by their cells' ids; the first one where none is named.
 */
export interface Inspector {
  readonly version: string;
  /** Loses the graphics context on purpose; resolves when it is back. */
  loseContext(): Promise<void>;
  /** Lets what moves go on by so many seconds, or begins it again first. */
  move(seconds: number, again?: boolean, plane?: string): Promise<void>;
  /** The map as rendered: float32, row-major from the top left, device pixels. Waits for the final picture. */
  values(plane?: string): ReturnType<PlaneSession["values"]>;
  /** A plane with all that is derived for it and shown: an immutable snapshot. */
  state(plane?: string): ViewState;
  /** The whole document with what is derived from it: an immutable snapshot. */
  notebook(): NotebookState;
}

declare global {
  interface Window {
    deldot?: Inspector;
  }
}

export function exposeInspector(page: Window, session: Session): void {
  const { store } = session.notebook;
  const planeOf = (id = planeCells(store.getState().document)[0]?.id ?? ""): PlaneSession => {
    const plane = session.planeOf(id);
    if (!plane) throw new Error(`There is no plane ${id}.`);
    return plane;
  };
  page.deldot = {
    version,
    loseContext: session.loseContext,
    move: (seconds, again, plane) => planeOf(plane).move(seconds, again),
    values: (plane) => planeOf(plane).values(),
    state(plane) {
      const state = planeOf(plane).view.store.getState();
      // A picture of what moves is drawn once more when it rests.
      return { ...state, drawing: state.drawing || state.sliding };
    },
    notebook: store.getState,
  };
}
