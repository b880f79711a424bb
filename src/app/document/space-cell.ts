import type { LineDensity } from "../../shaders/protocol.ts";
import type { LineShape, SceneLines } from "../../shaders/space/flow.ts";
import type { SpaceBox, Triple } from "../../shaders/space/lens.ts";
import { bounds } from "./bounds.ts";
import type { SpaceCell } from "./document.ts";

/** Seeds in a row from one point to another, both with it. */
export interface Rake {
  readonly from: Triple;
  readonly to: Triple;
  readonly count: number;
}

/** Lines of the flow in space, and what they begin from. */
export interface StreamlineSettings {
  readonly on: boolean;
  readonly seeds: "even" | "rake" | "hand";
  readonly density: LineDensity;
  readonly shape: LineShape;
  /** Of tubes: how much wider than usual. */
  readonly width: number;
  readonly colour: SceneLines["colour"];
  /** null for `usualRake`. */
  readonly rake: Rake | null;
  /** Seeds that were put by hand. */
  readonly hand: readonly Triple[];
}

/** Arrows in the box, and on its slices. */
export interface ArrowSettings {
  readonly on: boolean;
  readonly slices: boolean;
  /** How many stand along the box's longest edge; on slices there are more. */
  readonly count: number;
  /** As long as the field is large; else all are alike. */
  readonly scaled: boolean;
}

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

export const flowBounds = {
  width: [0.25, 4] as const,
  /** Of a rake. */
  rake: [2, 64] as const,
  hand: 64,
  arrows: [3, 24] as const,
};

export const defaultStreamlines: StreamlineSettings = {
  on: false,
  seeds: "even",
  density: "normal",
  shape: "lines",
  width: 1,
  colour: "map",
  rake: null,
  hand: [],
};

export const defaultArrows: ArrowSettings = { on: false, slices: false, count: 9, scaled: true };

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
