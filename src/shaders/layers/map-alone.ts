import type { PlaneState } from "../protocol.ts";

/** A picture without its lines and layers. */
export function mapAlone(state: PlaneState): PlaneState {
  const { particles, texture, arrows, mesh } = state.layers;
  return {
    ...state,
    streamlines: false,
    layers: {
      map: true,
      particles: { ...particles, on: false },
      texture: { ...texture, on: false },
      arrows: { ...arrows, on: false },
      mesh: { ...mesh, on: false },
    },
  };
}
