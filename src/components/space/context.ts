import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { SpaceSession, SpaceState } from "../../app/space/space-session.ts";
import { boxNames, sectionFor } from "../../shaders/space/section.ts";
import { useView } from "../session.ts";

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

/** What runs along the axes: three coordinates of the field or s, t and u, or the usual names while there is none. */
export function useAxisNames(): readonly string[] {
  const names = useView((state) => state.picture?.field.coordinateNames);
  const section = useSpaceState(({ cell }) => cell.section);
  return names && names.length > 2 ? boxNames(sectionFor(section, names.length), names) : usualNames;
}

const usualNames = ["x", "y", "z"];
