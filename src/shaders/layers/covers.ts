import { trailTime } from "../motion.ts";

/**
 * How much of the picture below marks cover, in 256ths: whole numbers, looked up by whole numbers, so that the GPU and the
 * CPU lay the same particles over the same picture.
 */
export type Covers = Uint8Array;

/** Trails are dated by the millisecond; whole numbers of them are exact in float32 for more than four hours. */
const ticksPerSecond = 1000;

/** The tick of a moment of a motion. */
export function tickOf(seconds: number): number {
  return Math.round(seconds * ticksPerSecond);
}

/** What a particle covers where there are few, and of what crowds cover together where nothing has moved yet. */
const fewCover = 0.9;
const evenCover = 0.45;
/** Particles of a pixel that are counted. */
const mostCounted = 255;

/** By the age of a trail in ticks; the last one has faded. */
export function trailCovers(ink: number): Covers {
  const oldest = tickOf(trailTime);
  return Uint8Array.from({ length: oldest + 1 }, (_, age) => Math.round(256 * ink * (1 - age / oldest) ** 2));
}

/** By the particles of a pixel, where there are `crowd` to a pixel before anything has moved. */
export function crowdCovers(ink: number, crowd: number): Covers {
  const free = Math.max(1 - fewCover, (1 - evenCover) ** (1 / crowd));
  return Uint8Array.from({ length: mostCounted + 1 }, (_, count) =>
    Math.round(256 * ink * (1 - free ** count)),
  );
}
