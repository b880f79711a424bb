import type { Framebuffer2D, Regl } from "regl";
import { type Comparison, compareBackends } from "./backend-check.ts";
import { ColourPass } from "./colour-pass.ts";
import type { CompiledField, FieldCompiler } from "./compiled-field.ts";
import { GrowingTarget } from "./float-target.ts";
import { type MomentList, pixelMoments, sharedMoment } from "./float64-map.ts";
import { layerParts } from "./layer-parts.ts";
import type { LayerCache } from "./layers/layer-cache.ts";
import type { LayerPainter, Scene } from "./layers/layer-painter.ts";
import { areMoving, hasLayers, mapAlone } from "./layers/layers.ts";
import type { Legend } from "./legend.ts";
import { legendOf, paletteOf } from "./make-legend.ts";
import { MomentsPass, type PixelMoments } from "./moments-pass.ts";
import { Motion } from "./motion.ts";
import { grounds, isDiverging, type Rgb } from "./palette.ts";
import { type PixelGrid, pixelGrid } from "./pixels.ts";
import type { PlaneState } from "./protocol.ts";
import { automaticRange, settledRange } from "./range.ts";
import type { MapImage, Pause, Picture, PlaneRenderer, Plate } from "./renderer.ts";
import { haltonPixels, type SamplePixels } from "./sample-pixels.ts";
import { firstChannel, SamplesPass } from "./samples-pass.ts";
import type { ColourRange } from "./scale.ts";
import { IntegratePass } from "./streamlines/integrate-pass.ts";
import { placeStreamlines } from "./streamlines/place.ts";
import { RibbonBuffers, RibbonPass } from "./streamlines/ribbon-pass.ts";
import { ribbonGeometry } from "./streamlines/ribbons.ts";
import { spacings } from "./streamlines/streamline.ts";
import { type Tile, tilesOf, wholeOf } from "./tiles.ts";
import { type Moments, ValuesPass } from "./values-pass.ts";
import type { VectorLayer } from "./vector-layer.ts";
import type { ReglContext } from "./webgl2-regl.ts";

/** Milliseconds of drawing probes between two chances for newer work. */
const sliceTime = 25;

/** Device memory for probes of pixels, bytes: past it the views looked at longest ago draw theirs again. */
const momentsMemory = 400e6;

/** Exported pictures are drawn in tiles of at most this many pixels a side: bounded memory, below every GPU's limit. */
const tileSide = 2048;

/** What a view keeps between frames. */
interface ViewCache {
  moments: PixelMoments | null;
  lines: { readonly key: string; readonly layer: VectorLayer; readonly buffers: RibbonBuffers } | null;
  /** The range of the picture last drawn, and of the last one with all its probes: what keeps it from flickering. */
  range: ColourRange | null;
  finalRange: ColourRange | null;
  layers: LayerCache | null;
  /** What was painted last, where something in it moves. */
  scene: Scene | null;
  /** By the first of the pixels they are for. */
  sampleMoments: { readonly key: string; readonly runs: Map<number, MomentList> } | null;
}

/** Draws planes with regl on one WebGL2 context. */
export class WebglRenderer implements PlaneRenderer {
  readonly backend = "webgl2";
  private readonly regl: Regl;
  private readonly gl: WebGL2RenderingContext;
  private readonly canvas: OffscreenCanvas;
  private readonly compiler: FieldCompiler;
  private readonly views = new Map<string, ViewCache>();
  private readonly target: GrowingTarget;
  private readonly valuesPass: ValuesPass;
  private readonly momentsPass: MomentsPass;
  private readonly samplesPass: SamplesPass;
  private readonly colourPass: ColourPass;
  private readonly integratePass: IntegratePass;
  private readonly ribbonPass: RibbonPass;
  private readonly tileSide: number;
  private layerPainter: LayerPainter | null = null;

  constructor({ regl, gl }: ReglContext, compiler: FieldCompiler) {
    this.regl = regl;
    this.gl = gl;
    this.canvas = gl.canvas as OffscreenCanvas;
    this.compiler = compiler;
    this.target = new GrowingTarget(regl);
    this.valuesPass = new ValuesPass(regl);
    this.momentsPass = new MomentsPass(regl);
    this.samplesPass = new SamplesPass(regl);
    this.colourPass = new ColourPass(regl);
    this.integratePass = new IntegratePass(regl);
    this.ribbonPass = new RibbonPass(regl);
    const [across = tileSide, down = tileSide] = gl.getParameter(gl.MAX_VIEWPORT_DIMS) as Int32Array;
    this.tileSide = Math.min(tileSide, gl.getParameter(gl.MAX_TEXTURE_SIZE) as number, across, down);
  }

  get lost(): boolean {
    return this.gl.isContextLost();
  }

  draw(state: PlaneState, motion: Motion): Picture | null {
    const compiled = this.compiler.compile(state);
    const view = this.viewOf(state.viewId);
    const grid = pixelGrid(state);
    const tile = wholeOf(grid);
    const pixels = this.momentsOf(state, view, grid);
    if (pixels?.drawn === 0) return null;
    const values = this.drawValues(compiled, state, grid, tile, pixels?.moments ?? null);
    const { range, comparison } = this.measure(compiled, state, view, grid, values, pixels);
    view.range = range;
    if (!pixels || pixels.complete) view.finalRange = range;
    const legend = legendOf(state, compiled.names, range);
    const lines = this.linesOf(compiled, state, view);
    const scene = this.sceneOf(
      compiled,
      state,
      motion,
      { grid, tile, ratio: state.pixelRatio },
      values,
      legend,
      lines,
    );
    view.scene = areMoving(state.layers) ? scene : null;
    const bitmap = this.paint(scene, view);
    const progress = pixels ? pixels.progress : 1;
    return { bitmap, legend, check: progress === 1 ? (comparison?.check ?? null) : null, progress };
  }

  move(state: PlaneState, motion: Motion): ImageBitmap | null {
    const view = this.viewOf(state.viewId);
    const { scene, layers } = view;
    if (scene?.state !== state || scene.motion !== motion || !layers) return null;
    this.fit(scene.tile);
    this.painter.move(scene, layers);
    return this.canvas.transferToImageBitmap();
  }

  advance(state: PlaneState): number {
    const pixels = this.momentsOf(state, this.viewOf(state.viewId), pixelGrid(state));
    if (!pixels) return 1;
    if (!pixels.complete) this.momentsPass.advance(pixels, sliceTime);
    return pixels.progress;
  }

  values(state: PlaneState): MapImage {
    const compiled = this.compiler.compile(state);
    const grid = pixelGrid(state);
    const pixels = this.momentsOf(state, this.viewOf(state.viewId), grid);
    const framebuffer = this.drawValues(compiled, state, grid, wholeOf(grid), pixels?.moments ?? null);
    const { width, height } = grid;
    const data = new Float32Array(4 * width * height);
    this.regl.read({ framebuffer, x: 0, y: 0, width, height, data });
    return { width, height, values: firstChannel(data, width * height) };
  }

  async plate(state: PlaneState, motion: Motion, scale: number, pause: Pause): Promise<Plate> {
    const range = this.views.get(state.viewId)?.range ?? this.rangeOf(state);
    const compiled = this.compiler.compile(state);
    const legend = legendOf(state, compiled.names, range);
    const grid = pixelGrid(state, scale);
    const canvas = new OffscreenCanvas(grid.width, grid.height);
    const context = canvas.getContext("2d", { alpha: false });
    if (!context)
      throw new Error(`a picture of ${grid.width}×${grid.height} pixels is too large for this browser`);
    const tiles = tilesOf(grid, this.tileSide);
    for (const [k, tile] of tiles.entries()) {
      const pixels = isPerPoint(state) ? this.momentsPass.start(state.map, grid, tile) : null;
      try {
        while (pixels && !pixels.complete) {
          this.momentsPass.advance(pixels, sliceTime);
          await pause((k + pixels.progress) / tiles.length);
        }
        const values = this.drawValues(compiled, state, grid, tile, pixels?.moments ?? null);
        const lines = this.linesOf(compiled, state, this.viewOf(state.viewId));
        const place = { grid, tile, ratio: scale };
        const scene = this.sceneOf(compiled, state, motion, place, values, legend, lines);
        const kept = { layers: null };
        const bitmap = this.paint(scene, kept);
        context.drawImage(bitmap, tile.x, tile.y);
        bitmap.close();
        destroyLayers(kept);
      } finally {
        pixels?.destroy();
      }
      await pause((k + 1) / tiles.length);
    }
    return { canvas, legend };
  }

  vectors(state: PlaneState): readonly VectorLayer[] {
    const lines = this.linesOf(this.compiler.compile(state), state, this.viewOf(state.viewId));
    return lines ? [lines.layer] : [];
  }

  forget(viewId: string): void {
    const view = this.views.get(viewId);
    view?.moments?.destroy();
    view?.lines?.buffers.destroy();
    if (view) destroyLayers(view);
    this.views.delete(viewId);
  }

  dispose(): void {
    this.regl.destroy();
  }

  /** The range of a view that has not been drawn: where pixels have probes of their own, that of the shared ones. */
  private rangeOf(state: PlaneState): ColourRange {
    const viewId = `${state.viewId} plate`;
    const map = { ...state.map, keys: "shared" } as const;
    const bare = { ...state, viewId, map, streamlines: false, layers: mapAlone(state.layers) };
    const picture = this.draw(bare, new Motion(state.view));
    picture?.bitmap.close();
    this.forget(viewId);
    return picture?.legend ?? { low: -1, high: 1 };
  }

  private drawValues(
    compiled: CompiledField,
    state: PlaneState,
    grid: PixelGrid,
    tile: Tile,
    pixels: Moments | null,
  ): Framebuffer2D {
    const framebuffer = this.target.atLeast(tile.width, tile.height);
    const shared = () => ({ sharing: "shared", moment: sharedMoment(state.map) }) as const;
    const moments = state.map.kind === "exact" ? null : (pixels ?? shared());
    this.valuesPass.draw({ compiled, map: state.map, time: state.time, grid, tile, moments }, framebuffer);
    return framebuffer;
  }

  /** The colour range, and how float32 compares with float64; null while probes are still missing. */
  private measure(
    compiled: CompiledField,
    state: PlaneState,
    view: ViewCache,
    grid: PixelGrid,
    values: Framebuffer2D,
    pixels: PixelMoments | null,
  ): { readonly range: ColourRange; readonly comparison: Comparison | null } {
    const samples = haltonPixels(grid);
    const rendered = this.samplesPass.read(values, samples);
    const complete = !pixels || pixels.complete;
    const momentsOf = this.momentsAt(state, view, grid, samples, complete);
    const compared = compareBackends(compiled, state, grid, samples, rendered, momentsOf);
    const comparison = complete ? compared : null;
    const settled = settledRange(state);
    if (settled) return { range: settled, comparison };
    const { size, noise, vanishes } = compared;
    const known = complete ? { noise, vanishes } : { noise: 0, vanishes: false };
    const range = automaticRange(
      isDiverging(paletteOf(state.colouring)),
      { values: rendered, size, ...known },
      complete ? view.finalRange : view.range,
    );
    return { range, comparison };
  }

  /**
   * Moments of runs of the sampled pixels in float64; drawn once for the same settings, since they take m probes
   * each. Those that all pixels share until the pixels' own are complete.
   */
  private momentsAt(
    state: PlaneState,
    view: ViewCache,
    grid: PixelGrid,
    { columns, rows }: SamplePixels,
    complete: boolean,
  ): (first: number, count: number) => MomentList | null {
    const { map } = state;
    const shared = map.kind === "exact" ? null : sharedMoment(map);
    if (!complete || !isPerPoint(state)) return () => shared;
    const key = [map.seed, map.probes, map.distribution, map.layout, grid.width, grid.height].join();
    if (view.sampleMoments?.key !== key) view.sampleMoments = { key, runs: new Map() };
    const { runs } = view.sampleMoments;
    return (first, count) => {
      const indices = Array.from(
        { length: count },
        (_, k) => (rows[first + k] as number) * grid.width + (columns[first + k] as number),
      );
      const moments = runs.get(first) ?? pixelMoments(map, indices);
      runs.set(first, moments);
      return moments;
    };
  }

  /** The probes of the view's pixels when it has its own, started afresh when the settings call for others. */
  private momentsOf(state: PlaneState, view: ViewCache, grid: PixelGrid): PixelMoments | null {
    if (!isPerPoint(state)) return null;
    const tile = wholeOf(grid);
    if (!view.moments?.serves(state.map, grid, tile)) {
      view.moments?.destroy();
      view.moments = null;
      this.makeRoom(32 * grid.width * grid.height);
      view.moments = this.momentsPass.start(state.map, grid, tile);
    }
    return view.moments;
  }

  private makeRoom(wanted: number): void {
    let held = wanted;
    for (const view of [...this.views.values()].reverse()) {
      held += view.moments?.size ?? 0;
      if (held <= momentsMemory) continue;
      view.moments?.destroy();
      view.moments = null;
    }
  }

  private linesOf(compiled: CompiledField, state: PlaneState, view: ViewCache): ViewCache["lines"] {
    if (!state.streamlines) return null;
    const { parameters } = compiled.bindings(state.time);
    const { view: place, width, height, time } = state;
    const { density } = state.lines;
    const key = JSON.stringify([compiled.fieldGlsl(), [...parameters], time, place, width, height, density]);
    if (view.lines?.key !== key) {
      const lines = placeStreamlines(
        place,
        width,
        height,
        this.integratePass.integrator(compiled, state, spacings[density]),
      );
      view.lines?.buffers.destroy();
      const geometry = ribbonGeometry(lines);
      const layer = { kind: "streamlines", lines, arrows: geometry.arrows } as const;
      view.lines = { key, layer, buffers: new RibbonBuffers(this.regl, geometry) };
    }
    return view.lines;
  }

  private sceneOf(
    compiled: CompiledField,
    state: PlaneState,
    motion: Motion,
    { grid, tile, ratio }: Pick<Scene, "grid" | "tile" | "ratio">,
    values: Framebuffer2D,
    legend: Legend,
    lines: ViewCache["lines"],
  ): Scene {
    const { theme, colouring, layers } = state;
    const colours = { legend, palette: paletteOf(colouring), theme, contours: colouring.contours };
    return {
      state,
      compiled,
      motion,
      grid,
      tile,
      ratio,
      ground: (framebuffer) => {
        if (layers.map) this.colourPass.draw(values, tile, colours, ratio, framebuffer);
        else this.regl.clear({ framebuffer, color: [...unit(grounds[theme]), 1] });
      },
      lines: (framebuffer) => {
        const ink = state.lines.colour === "map" ? this.colourPass.inkOf(values, colours) : null;
        if (lines) this.ribbonPass.draw(lines.buffers, tile, theme, ratio, framebuffer, ink);
      },
    };
  }

  private paint(scene: Scene, kept: { layers: LayerCache | null }): ImageBitmap {
    this.fit(scene.tile);
    if (hasLayers(scene.state.layers)) {
      kept.layers ??= this.painter.createCache();
      this.painter.paint(scene, kept.layers);
    } else {
      destroyLayers(kept);
      scene.ground(null);
      scene.lines(null);
    }
    return this.canvas.transferToImageBitmap();
  }

  private fit({ width, height }: Tile): void {
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.regl.poll();
  }

  private get painter(): LayerPainter {
    this.layerPainter ??= layerParts.painter?.(this.regl, this.ribbonPass) ?? null;
    if (!this.layerPainter) throw new Error("what paints layers has not been loaded");
    return this.layerPainter;
  }

  /** The cache of a view, last in order of use. */
  private viewOf(viewId: string): ViewCache {
    const view = this.views.get(viewId) ?? {
      moments: null,
      lines: null,
      range: null,
      finalRange: null,
      layers: null,
      scene: null,
      sampleMoments: null,
    };
    this.views.delete(viewId);
    this.views.set(viewId, view);
    return view;
  }
}

function isPerPoint({ map }: PlaneState): boolean {
  return map.kind !== "exact" && map.keys === "per-point";
}

function destroyLayers(kept: { layers: LayerCache | null }): void {
  kept.layers?.destroy();
  kept.layers = null;
}

function unit([red, green, blue]: Rgb): [number, number, number] {
  return [red / 255, green / 255, blue / 255];
}
