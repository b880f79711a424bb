import type { PlaneClient, PlaneEvents } from "../shaders/plane-client.ts";
import { discard } from "../shaders/shown-picture.ts";
import type { CpuClient } from "./cpu/client.ts";
import { type Cell, planeCells } from "./document/document.ts";
import type { Laboratory } from "./laboratory/laboratory.ts";
import type { Documents } from "./library/documents.ts";
import { createPlaneSession, type PlanePort, type PlaneSession } from "./plane/plane-session.ts";
import type { Notebook } from "./store/notebook.ts";
import { type ContextStatus, createView, hasAnswered, type View } from "./store/view.ts";

/** How long all else waits for the first picture, in milliseconds. */
const longestAwaited = 15_000;

/** How long "restored" stays on show, in milliseconds. */
const restoredTime = 4000;
/** How long the first picture may take, in milliseconds, once its worker runs, before the rest of the page comes all the same. */
const slowTime = 2000;

/** The notebook at work: every plane cell has a view of its own, and all views share the workers. */
export interface Session {
  readonly notebook: Notebook;
  readonly cpu: CpuClient;
  /** The worker of the laboratory, started when it is first asked for. */
  laboratory(): Promise<Laboratory>;
  /** Going from one document to another. */
  documents(): Promise<Documents>;
  /** The view of a plane cell, made when it is first asked for; null where there is no such cell. */
  planeOf(id: string): PlaneSession | null;
  /** Sets a view of any plane to work, until it is disposed of or its plane is gone. */
  open(view: View, numbers?: CpuClient): PlaneSession;
  /** The cell of space whose picture is the first of the page, which all else waits for. */
  readonly first: string | undefined;
  /**
   * Whether the place of a plane cell is in sight, or nearly so: pictures out of sight rest. The first picture in space is
   * not awaited once it is said to be out of it.
   */
  sighted(id: string, seen: boolean): void;
  loseContext(): ReturnType<PlaneClient["loseContext"]>;
}

/** A session on a notebook. `connect` starts the plane worker. */
export function createSession(
  notebook: Notebook,
  connect: (events: PlaneEvents) => PlanePort,
  cpu: CpuClient,
  documents: () => Promise<Documents>,
): Session {
  const sessions = new Map<string, PlaneSession>();
  const sights = new Map<string, boolean>();
  let context: ContextStatus = "ok";
  let laboratory: Promise<Laboratory> | null = null;

  const plane = connect({
    frame: (frame) => sessions.get(frame.viewId)?.receive.frame(frame) ?? frame.bitmap.close(),
    moved: (moved) => sessions.get(moved.viewId)?.receive.moved(moved) ?? discard(moved.picture),
    problem: (problem) => sessions.get(problem.viewId)?.receive.problem(problem),
    context(status) {
      setContext(status);
      if (status === "ok") setTimeout(begin, slowTime);
      if (status === "restored") setTimeout(() => context === "restored" && setContext("ok"), restoredTime);
    },
    crash(message, restarted) {
      const next = restarted ? "It was started again." : "Reload the page to try again.";
      const problem = `The picture could not be drawn: ${message} ${next}`;
      for (const { view } of sessions.values()) view.set({ problem });
    },
  });

  function setContext(status: ContextStatus): void {
    context = status;
    for (const { view } of sessions.values()) view.set({ context });
  }

  function begin(): void {
    if (!notebook.store.getState().begun) notebook.set({ begun: true });
  }
  const pictured = notebook.store
    .getState()
    .document.cells.find(({ kind, collapsed }) => (kind === "plane" || kind === "space") && !collapsed);
  const first = pictured?.kind === "space" ? pictured.id : undefined;
  // Whatever becomes of it.
  setTimeout(begin, longestAwaited);
  /** Where no picture is to come, because none is in sight or there is nothing to draw, nothing is waited for. */
  function beginUnlessAwaited(): void {
    const { document, showing } = notebook.store.getState();
    const isAwaited = ({ id, kind, collapsed }: Cell) =>
      (id === first || kind === "plane") &&
      !collapsed &&
      sights.get(id) !== false &&
      sessions.get(id)?.view.store.getState().picture !== null;
    // Only one row is presented, and it need not be one with a picture.
    if (showing === "present" || !document.cells.some(isAwaited)) begin();
  }
  queueMicrotask(beginUnlessAwaited);

  // What is no longer in the document is closed, and before one that shows nothing yet all.
  notebook.store.subscribe((state, before) => {
    for (const { view, dispose } of sessions.values())
      if (state.blanks !== before.blanks || !view.planeIn(state)) dispose();
  });

  function open(view: View, numbers = cpu): PlaneSession {
    view.set({ context });
    const session = createPlaneSession(view, plane, numbers);
    const dispose = () => {
      sessions.delete(view.id);
      session.dispose();
    };
    const opened = { ...session, dispose };
    sessions.set(view.id, opened);
    return opened;
  }

  return {
    notebook,
    cpu,
    laboratory() {
      laboratory ??= import("./laboratory/laboratory.ts").then(({ createLaboratory }) => createLaboratory());
      laboratory.catch(() => {
        laboratory = null;
      });
      return laboratory;
    },
    documents,
    first,
    sighted(id, seen) {
      sights.set(id, seen);
      sessions.get(id)?.seen(seen);
      beginUnlessAwaited();
    },
    planeOf(id) {
      const known = sessions.get(id);
      if (known) return known;
      if (!planeCells(notebook.store.getState().document).some((cell) => cell.id === id)) return null;
      const view = createView(notebook, id);
      const unsubscribe = view.store.subscribe((state) => {
        if (!hasAnswered(state)) return;
        unsubscribe();
        begin();
      });
      const session = open(view);
      beginUnlessAwaited();
      return session;
    },
    open,
    loseContext: () => plane.loseContext(),
  };
}
