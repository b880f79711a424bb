import type { DrawCommand, Regl, Texture2D } from "regl";
import { probesGlsl } from "../engine/random/probes-glsl.ts";
import { prngKey } from "../engine/random/threefry.ts";
import { threefryGlsl } from "../engine/random/threefry-glsl.ts";
import { type FloatTargets, floatTargets } from "./float-target.ts";
import { fullScreenPass, type Target } from "./full-screen.ts";
import { include } from "./include.ts";
import fragment from "./moments.frag.glsl?raw";
import type { PixelGrid } from "./pixels.ts";
import type { MapSettings } from "./protocol.ts";
import type { Tile } from "./tile.ts";

interface Props extends Target {
  readonly sums: Texture2D | undefined;
  readonly squares: Texture2D | undefined;
  readonly key: readonly [number, number];
  readonly range: readonly [number, number];
  readonly probes: number;
  readonly columns: number;
  readonly tile: Tile;
}

/** Rows of a band at least: narrower ones would leave a renderer's threads idle. */
const fewestRows = 16;

/** Draws fresh probes for every pixel and adds up their moments, in slices of bounded time. */
export class MomentsPass {
  private readonly regl: Regl;
  private readonly commands = new Map<string, DrawCommand>();
  /** Probes·pixels per millisecond, measured; starts low so that the first slice is short. */
  private rate = 2e3;

  constructor(regl: Regl) {
    this.regl = regl;
  }

  start(map: MapSettings, grid: PixelGrid, tile: Tile): PixelMoments {
    return new PixelMoments(this.regl, map, grid, tile);
  }

  /**
   * Draws probes for about `budget` milliseconds and waits for them: a few for all pixels, or where even one for each
   * takes longer, one for a band of rows.
   */
  advance(moments: PixelMoments, budget: number): void {
    const { map, tile } = moments;
    const started = performance.now();
    const affordable = this.rate * budget;
    if (moments.row === 0)
      moments.chunk = chunkOf(affordable / (tile.width * tile.height), moments.wanted - moments.drawn);
    const rows = Math.max(fewestRows, Math.floor(affordable / (tile.width * moments.chunk)));
    const height = Math.min(rows, tile.height - moments.row);
    const [sums, next] = moments.targets;
    const [k0 = 0, k1 = 0] = prngKey(map.seed);
    const count = moments.chunk;
    this.commandOf(moments)({
      framebuffer: next.framebuffer,
      width: tile.width,
      height,
      row: moments.row,
      sums: sums.textures[0],
      squares: sums.textures[1],
      // Signed, because regl knows no unsigned uniforms; the shader turns the bits back.
      key: [k0 | 0, k1 | 0],
      range: [moments.drawn, moments.drawn + count],
      probes: map.probes,
      columns: moments.grid.width,
      tile,
    } satisfies Props);
    // Reading one pixel waits until the whole slice exists; without it the time would be that of asking for it.
    const pixel = { x: 0, y: moments.row, width: 1, height: 1 };
    this.regl.read({ framebuffer: next.framebuffer, ...pixel, data: new Float32Array(4) });
    const spent = Math.max(0.1, performance.now() - started);
    this.rate = Math.min(4 * this.rate, (count * tile.width * height) / spent);
    moments.rowsDone(height);
  }

  /** A program for each distribution and layout: a branch costs twice the probes where renderers take both sides. */
  private commandOf({ map: { distribution, layout }, spread }: PixelMoments): DrawCommand {
    const key = `${distribution} ${layout} ${spread}`;
    let command = this.commands.get(key);
    if (!command) {
      const defines = [
        `#define GAUSSIAN ${distribution === "gaussian"}`,
        `#define LEGACY ${layout === "jax-legacy"}`,
        `#define SPREAD ${Number(spread)}\n`,
      ].join("\n");
      command = fullScreenPass<Props>(
        this.regl,
        include(fragment, "random", defines + threefryGlsl + probesGlsl),
        {
          u_sums: (_context, props) => props.sums,
          ...(spread && { u_squares: (_context: unknown, props: Props) => props.squares }),
          u_key: (_context, props) => props.key,
          u_range: (_context, props) => props.range,
          u_probes: (_context, props) => props.probes,
          u_columns: (_context, props) => props.columns,
          u_tile: (_context, props) => [props.tile.x, props.tile.y],
        },
      );
      this.commands.set(key, command);
    }
    return command;
  }
}

function chunkOf(affordable: number, wanted: number): number {
  return Math.max(1, Math.min(wanted, Math.floor(affordable)));
}

/** The sums of one tile's probes: independent of the field, so they outlive every change but of the settings. */
export class PixelMoments {
  readonly map: MapSettings;
  readonly grid: PixelGrid;
  readonly tile: Tile;
  /** The sums are also those that give the spread; signs have it without more. */
  readonly spread: boolean;
  /** Probes to draw: those that are taken. */
  wanted: number;
  /** Probes that all pixels have. */
  drawn = 0;
  /** Probes that are being added, and the rows above which they are. */
  chunk = 1;
  row = 0;
  /** The sums of the drawn probes, and where those with the chunk's are written; they trade places. */
  targets: readonly [FloatTargets, FloatTargets];

  constructor(regl: Regl, map: MapSettings, grid: PixelGrid, tile: Tile) {
    this.map = map;
    this.grid = grid;
    this.tile = tile;
    this.spread = needsSpread(map);
    this.wanted = map.taken;
    const targets = () => floatTargets(regl, tile.width, tile.height, this.spread ? 2 : 1);
    this.targets = [targets(), targets()];
    regl.clear({ framebuffer: this.targets[0].framebuffer, color: [0, 0, 0, 0] });
  }

  get complete(): boolean {
    return this.drawn >= this.wanted;
  }

  /** Share of the probes that are drawn; 1 when complete. */
  get progress(): number {
    return (this.drawn + (this.chunk * this.row) / this.tile.height) / this.wanted;
  }

  /** The sums so far. */
  get textures(): readonly Texture2D[] {
    return this.targets[0].textures;
  }

  /** Device memory in bytes. */
  get size(): number {
    return momentsSize(this.map, this.tile);
  }

  /** Whether these sums serve other settings: the field, the view's place and the exact method do not matter. */
  serves(map: MapSettings, grid: PixelGrid, tile: Tile): boolean {
    const most = this.drawn + (this.row > 0 ? this.chunk : 0);
    if (most > map.taken || (needsSpread(map) && !this.spread)) return false;
    return momentsKey(map, grid, tile) === momentsKey(this.map, this.grid, this.tile);
  }

  /** So many more rows have the chunk's probes. */
  rowsDone(rows: number): void {
    this.row += rows;
    if (this.row < this.tile.height) return;
    this.row = 0;
    this.drawn += this.chunk;
    this.targets = [this.targets[1], this.targets[0]];
  }

  destroy(): void {
    for (const { framebuffer, textures } of this.targets) {
      framebuffer.destroy();
      for (const texture of textures) texture.destroy();
    }
  }
}

/** Bytes that the sums of a tile's pixels take. */
export function momentsSize(map: MapSettings, { width, height }: Tile): number {
  return 2 * 16 * (needsSpread(map) ? 2 : 1) * width * height;
}

function needsSpread({ kind, distribution }: MapSettings): boolean {
  return kind === "standard-error" && distribution === "gaussian";
}

function momentsKey(map: MapSettings, grid: PixelGrid, tile: Tile): string {
  const { probes, distribution, layout, seed } = map;
  return [probes, distribution, layout, seed, grid.width, tile.x, tile.y, tile.width, tile.height].join();
}
