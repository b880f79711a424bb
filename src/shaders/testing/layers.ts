import type { Layers } from "../layers/layers.ts";

/** Nothing but the map. */
export const noLayers: Layers = {
  map: true,
  particles: { on: false, count: 1000, density: false, speed: 1 },
  texture: { on: false, moving: false },
  arrows: { on: false, scaled: true },
  mesh: { on: false, moving: false, share: 0.5 },
};
