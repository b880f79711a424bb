import { bounds } from "./bounds.ts";
import type { SpaceCell } from "./document.ts";

export const particleBounds = {
  /** From a handful to what a graphics card draws while it moves. */
  count: [100, 1_000_000] as const,
  speed: bounds.speed,
  radius: bounds.span,
};

/** Few enough for a machine without a graphics card. */
export const defaultParticles: NonNullable<SpaceCell["particles"]> = {
  on: false,
  count: 5_000,
  density: false,
  ball: null,
  speed: 1,
  colour: "plain",
};
