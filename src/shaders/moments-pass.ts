import type { DrawCommand, Framebuffer2D, Regl } from "regl";
import { probesGlsl } from "../engine/random/probes-glsl.ts";
import { prngKey } from "../engine/random/threefry.ts";
import { threefryGlsl } from "../engine/random/threefry-glsl.ts";
import { floatTarget } from "./float-target.ts";
import { fullScreenPass, include, type Target } from "./full-screen.ts";
import fragment from "./moments.frag.glsl?raw";
import type { PixelGrid } from "./pixels.ts";
import type { MapSettings } from "./protocol.ts";
import type { Moments, Tile } from "./values-pass.ts";

interface Props extends Target {
  readonly sums: Framebuffer2D;
  readonly key: readonly [number, number];
  readonly range: readonly [number, number];
  readonly probes: number;
  readonly columns: number;
  readonly tile: Tile;
  readonly gaussian: boolean;
  readonly legacy: boolean;
}

/** Draws fresh probes for every pixel and adds up their second moments, in slices of bounded time. */
export class MomentsPass {
  private readonly regl: Regl;
  private readonly command: DrawCommand;
  /** Probes·pixels per millisecond, measured; starts low so that the first slice is short. */
  private rate = 1e4;

  constructor(regl: Regl) {
    this.regl = regl;
    this.command = fullScreenPass<Props>(regl, include(fragment, "random", threefryGlsl + probesGlsl), {
      u_sums: (_context, props) => props.sums,
      u_key: (_context, props) => props.key,
      u_range: (_context, props) => props.range,
      u_probes: (_context, props) => props.probes,
      u_columns: (_context, props) => props.columns,
      u_tile: (_context, props) => [props.tile.x, props.tile.y],
      u_gaussian: (_context, props) => props.gaussian,
      u_legacy: (_context, props) => props.legacy,
    });
  }

  start(map: MapSettings, grid: PixelGrid, tile: Tile): PixelMoments {
    return new PixelMoments(this.regl, map, grid, tile);
  }

  /** Draws probes for about `budget` milliseconds, at least one for each pixel, and waits for them. */
  advance(moments: PixelMoments, budget: number): void {
    const { map, tile } = moments;
    const pixels = tile.width * tile.height;
    const started = performance.now();
    const count = Math.max(1, Math.min(map.probes - moments.drawn, Math.floor((this.rate * budget) / pixels)));
    const [sums, next] = moments.swap();
    const [k0 = 0, k1 = 0] = prngKey(map.seed);
    this.command({
      framebuffer: next,
      width: tile.width,
      height: tile.height,
      sums,
      // Signed, because regl knows no unsigned uniforms; the shader turns the bits back.
      key: [k0 | 0, k1 | 0],
      range: [moments.drawn, moments.drawn + count],
      probes: map.probes,
      columns: moments.grid.width,
      tile,
      gaussian: map.distribution === "gaussian",
      legacy: map.layout === "jax-legacy",
    } satisfies Props);
    // Reading one pixel waits until the whole slice exists; without it the time would be that of asking for it.
    this.regl.read({ framebuffer: next, x: 0, y: 0, width: 1, height: 1, data: new Float32Array(4) });
    moments.drawn += count;
    const spent = Math.max(0.1, performance.now() - started);
    this.rate = Math.min(4 * this.rate, (count * pixels) / spent);
  }
}

/** The sums of one tile's probes: independent of the field, so they outlive every change but of the settings. */
export class PixelMoments {
  readonly map: MapSettings;
  readonly grid: PixelGrid;
  readonly tile: Tile;
  drawn = 0;
  private readonly targets: [Framebuffer2D, Framebuffer2D];

  constructor(regl: Regl, map: MapSettings, grid: PixelGrid, tile: Tile) {
    this.map = map;
    this.grid = grid;
    this.tile = tile;
    this.targets = [
      floatTarget(regl, tile.width, tile.height, 4),
      floatTarget(regl, tile.width, tile.height, 4),
    ];
    regl.clear({ framebuffer: this.targets[0], color: [0, 0, 0, 0] });
  }

  get complete(): boolean {
    return this.drawn >= this.map.probes;
  }

  get moments(): Moments {
    return { sharing: "per-point", sums: this.targets[0], drawn: this.drawn };
  }

  /** Device memory in bytes. */
  get size(): number {
    return 2 * 16 * this.tile.width * this.tile.height;
  }

  /** Whether these sums serve other settings: the field, the view's place and the exact method do not matter. */
  serves(map: MapSettings, grid: PixelGrid, tile: Tile): boolean {
    return momentsKey(map, grid, tile) === momentsKey(this.map, this.grid, this.tile);
  }

  /** The sums made so far and the target of the next ones, which trade places. */
  swap(): readonly [Framebuffer2D, Framebuffer2D] {
    const [sums, next] = this.targets;
    this.targets.reverse();
    return [sums, next];
  }

  destroy(): void {
    for (const target of this.targets) target.destroy();
  }
}

function momentsKey(map: MapSettings, grid: PixelGrid, tile: Tile): string {
  const { probes, distribution, layout, seed } = map;
  return [probes, distribution, layout, seed, grid.width, tile.x, tile.y, tile.width, tile.height].join();
}
