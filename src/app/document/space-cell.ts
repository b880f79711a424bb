import type { SpaceCell } from "./document.ts";

export const spaceBounds = {
  /** Of a box: from a speck in the middle to what float32 pixels still tell apart. */
  zoom: [0.1, 1e4] as const,
  /** Of a volume: from all alike to nothing but the largest. */
  contrast: [0.25, 8] as const,
};

export const defaultVolume: NonNullable<SpaceCell["volume"]> = {
  on: false,
  opacity: 0.8,
  cut: 0.1,
  contrast: 1.5,
};

/** A view of space as it is added. */
export function defaultSpace(id: string): SpaceCell {
  return {
    id,
    kind: "space",
    field: null,
    box: { low: [-2, -2, -2], high: [2, 2, 2] },
    camera: { azimuth: -55, elevation: 24, zoom: 1, target: null, projection: "perspective" },
    slices: { at: [0, 0, 0], shown: [true, true, true] },
    range: { mode: "auto" },
    time: 0,
    clock: { speed: 1 },
    cursor: null,
  };
}
