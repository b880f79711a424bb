import type { Session } from "./session.ts";
import type { NotebookState } from "./store/notebook.ts";
import { version } from "./version.ts";

/** What `window.deldot` offers to tests and to the curious. It reads; only `loseContext` and `move` do anything. */
export interface Inspector {
  readonly version: string;
  /** Loses the graphics context on purpose; resolves when it is back. */
  loseContext(): Promise<void>;
  /** Lets what moves go on by so many seconds, or begins it again first. */
  move: Session["move"];
  /** The map as rendered: float32, row-major from the top left, device pixels. Waits for the final picture. */
  values(): ReturnType<Session["values"]>;
  /** The document with all that is derived from it and shown: an immutable snapshot. */
  state(): NotebookState;
}

declare global {
  interface Window {
    deldot?: Inspector;
  }
}

export function exposeInspector(page: Window, session: Session): void {
  page.deldot = {
    version,
    loseContext: session.loseContext,
    move: session.move,
    values: session.values,
    state: session.notebook.store.getState,
  };
}
