import type { SpaceBox, Triple } from "../../shaders/space/lens.ts";
import { bounds } from "./bounds.ts";
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

export const defaultSpaceMap: NonNullable<SpaceCell["map"]> = {
  kind: "exact",
  compare: { left: "estimate", right: "exact", step: 1e-3 },
  probes: 16,
  distribution: "rademacher",
  layout: "jax",
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

/** Whether there is something between two ends of a box. */
export function hasInside(low: number, high: number): boolean {
  return high - low >= bounds.span[0];
}

/** The box with an inside along each axis: ends the wrong way round are exchanged, and what lies too near is drawn apart. */
export function withInside({ low, high }: SpaceBox): SpaceBox {
  const least = bounds.span[0];
  const most = bounds.coordinate - least;
  const ends = low.map((from, axis) => {
    const [a, b] = [from, high[axis] as number].sort((p, q) => p - q) as [number, number];
    const middle = Math.min(most, Math.max(-most, a / 2 + b / 2));
    // Twice the least apart: rounding far from 0 takes some of it.
    return hasInside(a, b) ? [a, b] : [middle - least, middle + least];
  });
  return {
    low: ends.map(([a]) => a) as unknown as Triple,
    high: ends.map(([, b]) => b) as unknown as Triple,
  };
}

/** Slices where they lie in the box, or at its nearest end. */
export function withinBox(at: Triple, { low, high }: SpaceBox): Triple {
  return at.map((value, axis) =>
    Math.min(high[axis] as number, Math.max(low[axis] as number, value)),
  ) as unknown as Triple;
}
