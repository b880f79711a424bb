import type { Framebuffer2D } from "regl";
import type { Marks } from "./marks.ts";

/** Particles: the place of each and the place it came from, in rows of a target; the last row may not be full. */
export interface Swarm {
  readonly particles: Framebuffer2D;
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
}

/** How the dots of a step are drawn. */
export interface DotStyle {
  /** Place · (z, −z) + (x, y) is the pixel, from the picture's top left. */
  readonly view: readonly [number, number, number];
  /** Pixels of the whole picture, in which dots are whole or not there. */
  readonly size: readonly [number, number];
  /** The picture's pixel that is the marks' first: marks may be of a tile, with parts of the dots on its edges. */
  readonly corner: readonly [number, number];
  /** Device pixels across. */
  readonly dot: number;
  /** Dots on the way that a particle has come in its last step: trails have no gaps. */
  readonly dots: number;
}

/**
 * Marks the pixels of particles. There are two ways, which leave the same marks: points drawn by the GPU, and for software
 * renderers, which take half a microsecond for each, the CPU.
 */
export interface DotPlotter {
  /** Whether the marks are made on this side, where the CPU has them. */
  readonly here: boolean;
  /** Writes the tick into the pixels that particles have passed through. */
  stamp(swarm: Swarm, style: DotStyle, marks: Marks, tick: number): void;
  /** Counts the particles of every pixel, up to 255; what was there is gone. */
  count(swarm: Swarm, style: DotStyle, marks: Marks): void;
}
