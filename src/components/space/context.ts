import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { SpaceSession, SpaceState } from "../../app/space/space-session.ts";

/** The cell of space whose parts are inside. */
export const SpaceContext = createContext<SpaceSession | null>(null);

export function useSpace(): SpaceSession {
  const session = useContext(SpaceContext);
  if (!session) throw new Error("There is no cell of space around this component.");
  return session;
}

/** A part of its state; the component renders again when that part changes. */
export function useSpaceState<Part>(select: (state: SpaceState) => Part): Part {
  return useStore(useSpace().store, select);
}
