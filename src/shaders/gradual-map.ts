import type { Framebuffer2D, Regl } from "regl";
import type { Bindings } from "../engine/divergence/bindings.ts";
import type { CompiledField } from "./compiled-field.ts";
import { floatTarget } from "./float-target.ts";
import { mapAlone } from "./layers/map-alone.ts";
import { type PixelGrid, pixelGrid } from "./pixels.ts";
import type { MapSettings, PlaneState } from "./protocol.ts";
import type { Tile } from "./tile.ts";

/** Milliseconds of drawing between two chances for newer work: shorter bands take longer in all. */
const bandTime = 100;
/** A map that takes no longer than this, milliseconds, is drawn in one go. */
const atOnce = 100;
/** Pixels a side of the blocks that a picture is first made of: the first one takes a 256th of the time. */
const coarsest = 16;
/** Pixels of a band at least: fewer would leave a renderer's threads idle. */
const fewestPixels = 16;

/** Draws values of a grid, those of the tile, from this place of the target on. */
type DrawValues = (
  grid: PixelGrid,
  tile: Tile,
  at: { readonly column: number; readonly row: number },
  target: Framebuffer2D,
) => void;

/** How fast a graphics card is. */
class Pace {
  /** Operations a millisecond, measured; starts low so that the first band is short. */
  private rate = 1e6;

  /** Milliseconds that so many operations take. */
  timeOf(operations: number): number {
    return operations / this.rate;
  }

  measured(operations: number, spent: number): void {
    this.rate = Math.min(4 * this.rate, operations / Math.max(0.1, spent));
  }
}

const paces = new WeakMap<Regl, Pace>();

function paceOf(regl: Regl): Pace {
  const pace = paces.get(regl) ?? new Pace();
  paces.set(regl, pace);
  return pace;
}

/** How many pixels of a map are drawn between two chances for other work. */
export function pixelsAtOnce(regl: Regl, { sliced }: CompiledField, map: MapSettings): number {
  return sliced?.shades(map) ? bandTime / paceOf(regl).timeOf(sliced.cost(map)) : Number.POSITIVE_INFINITY;
}

/**
 * The map of a state that is drawn bit by bit: the one `before` where it is of this very state; null where it is quickly
 * drawn, where it is of a planar field, and where it is computed, which has blocks of its own. `draw` is of this state.
 */
export function gradualMap(
  regl: Regl,
  before: GradualMap | null,
  { sliced: own, bindings }: CompiledField,
  state: PlaneState,
  draw: DrawValues,
): GradualMap | null {
  const { map, time } = state;
  const sliced = own?.shades(map) ? own : null;
  const grid = pixelGrid(state);
  const keyOf = ({ parameters }: Bindings) =>
    sliced && JSON.stringify([sliced.glsl(map), [...parameters], time, grid]);
  const key = keyOf(bindings(time, map));
  if (before?.key === key) return before;
  const kin = keyOf(bindings(time));
  const pace = paceOf(regl);
  const cost = sliced?.cost(map) ?? 0;
  const isSlow = key !== null && kin !== null && pace.timeOf(cost * sizeOf(grid)) > atOnce;
  const whole = isSlow && before?.kin === kin ? before.handOver() : null;
  before?.destroy();
  return isSlow ? new GradualMap(regl, pace, { key, kin }, cost, state, draw, whole) : null;
}

/** A picture in blocks of so many pixels a side: one of fewer, larger pixels. */
interface Level {
  readonly side: number;
  readonly grid: PixelGrid;
  readonly target: Framebuffer2D;
}

/**
 * The values of a map whose pixels take long: in large blocks first, then in ever smaller ones, band by band, so that
 * something is seen soon, other work gets its turn, and what is not wanted any more ends.
 */
export class GradualMap {
  readonly key: string;
  /** The key but for its probes: the map with others stays on show until the one with these is whole. */
  readonly kin: string;
  private readonly regl: Regl;
  private readonly pace: Pace;
  private readonly cost: number;
  private readonly state: PlaneState;
  private readonly draw: DrawValues;
  /** Pixels in all. */
  private readonly work: number;
  /** What is drawn, and what is being drawn; null where there is none yet, and no more. */
  private last: Level | null = null;
  private next: Level | null;
  private column = 0;
  private row = 0;
  private begun = false;

  constructor(
    regl: Regl,
    pace: Pace,
    { key, kin }: Pick<GradualMap, "key" | "kin">,
    cost: number,
    state: PlaneState,
    draw: DrawValues,
    whole: Level | null,
  ) {
    this.regl = regl;
    this.pace = pace;
    this.key = key;
    this.kin = kin;
    this.cost = cost;
    this.state = state;
    this.draw = draw;
    this.work = (whole ? 1 : 4 / 3) * sizeOf(pixelGrid(state));
    this.last = whole;
    this.next = this.levelOf(whole ? 1 : coarsest);
  }

  /** The values of all pixels of `stateOf`; null while there are none. */
  get drawn(): Framebuffer2D | null {
    return this.last?.target ?? null;
  }

  get complete(): boolean {
    return this.next === null;
  }

  /** Share of the work that is done; 1 when complete. */
  get progress(): number {
    const { last, next } = this;
    if (!next) return 1;
    const drawn = this.row * next.grid.width + this.column;
    // All blocks before come to about a third of the last pixels.
    const before = last && last.side > 1 ? (4 / 3) * sizeOf(last.grid) : 0;
    return Math.min(0.99, (before + drawn) / this.work);
  }

  /** What is drawn of a state: its lines and layers come once the map is complete. */
  stateOf(state: PlaneState): PlaneState {
    const side = this.last?.side ?? coarsest;
    return side === 1 ? state : mapAlone(inBlocks(state, side));
  }

  /** Draws a band, and waits for it. */
  advance(): void {
    const { next, column, row, begun } = this;
    if (!next) return;
    const { grid, target } = next;
    // The first pixel is drawn by itself: its time is that of making the shader.
    const affordable = begun ? Math.max(fewestPixels, bandTime / this.pace.timeOf(this.cost)) : 1;
    const rows = column === 0 ? Math.floor(affordable / grid.width) : 0;
    const width = rows > 0 ? grid.width : Math.min(Math.floor(affordable), grid.width - column);
    const height = Math.max(1, Math.min(rows, grid.height - row));
    const started = performance.now();
    this.draw(grid, { x: column, y: row, width, height }, { column, row }, target);
    // Reading one pixel waits until all of them exist.
    const pixel = { x: column, y: row, width: 1, height: 1 };
    this.regl.read({ framebuffer: target, ...pixel, data: new Float32Array(4) });
    if (begun) this.pace.measured(this.cost * width * height, performance.now() - started);
    this.begun = true;
    this.column = (column + width) % grid.width;
    if (this.column === 0) this.row += height;
    if (this.row === grid.height) this.goOn(next);
  }

  /** The whole map, to be kept on show by another; null where there is none yet. */
  handOver(): Level | null {
    if (!this.complete) return null;
    const { last } = this;
    this.last = null;
    return last;
  }

  destroy(): void {
    this.last?.target.destroy();
    this.next?.target.destroy();
  }

  private goOn(done: Level): void {
    this.last?.target.destroy();
    this.last = done;
    this.next = done.side > 1 ? this.levelOf(done.side / 2) : null;
    this.row = 0;
  }

  /** Blocks of this size, or smaller ones where they are soon drawn, too. */
  private levelOf(most: number): Level {
    const gridOf = (side: number) => pixelGrid(inBlocks(this.state, side));
    let side = most;
    while (side > 1 && this.pace.timeOf(this.cost * sizeOf(gridOf(side / 2))) < atOnce) side /= 2;
    const grid = gridOf(side);
    return { side, grid, target: floatTarget(this.regl, grid.width, grid.height, 1) };
  }
}

function sizeOf({ width, height }: PixelGrid): number {
  return width * height;
}

function inBlocks(state: PlaneState, side: number): PlaneState {
  return { ...state, pixelRatio: state.pixelRatio / side };
}
