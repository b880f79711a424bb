import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { PlaneSession } from "../app/plane/plane-session.ts";
import type { Session } from "../app/session.ts";
import type { NotebookState } from "../app/store/notebook.ts";
import type { ViewState } from "../app/store/view.ts";

export const SessionContext = createContext<Session | null>(null);

/** The plane whose parts are inside, or what has a view as planes have: settings of colours and of time stand in both. */
export const PlaneContext = createContext<Pick<PlaneSession, "view"> | null>(null);

/** The session the page runs on. */
export function useSession(): Session {
  return present(useContext(SessionContext));
}

/** The plane that a component is a part of. */
export function usePlaneSession(): PlaneSession {
  return present(useContext(PlaneContext)) as PlaneSession;
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("There is no session around this component.");
  return value;
}

/** A part of the notebook's state; the component renders again when that part changes. */
export function useNotebook<Part>(select: (state: NotebookState) => Part): Part {
  return useStore(useSession().notebook.store, select);
}

/** A part of the state of the plane around; the component renders again when that part changes. */
export function useView<Part>(select: (state: ViewState) => Part): Part {
  return useStore(usePlaneSession().view.store, select);
}
