import { useStore } from "zustand";
import { type FluxState, fluxMeterOf } from "../app/flux/flux.ts";
import { usePlaneSession } from "./session.ts";

/** A part of what is measured of the flux region. */
export function useFlux<Part>(select: (state: FluxState) => Part): Part {
  return useStore(fluxMeterOf(usePlaneSession()).store, select);
}
