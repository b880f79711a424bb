import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Session } from "../app/session.ts";
import type { NotebookState } from "../app/store/notebook.ts";

export const SessionContext = createContext<Session | null>(null);

/** The session the page runs on. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("There is no session around this component.");
  return session;
}

/** A part of the notebook's state; the component renders again when that part changes. */
export function useNotebook<Part>(select: (state: NotebookState) => Part): Part {
  return useStore(useSession().notebook.store, select);
}
