import type { Framebuffer2D, Regl } from "regl";
import { type Comparison, compareBackends } from "./backend-check.ts";
import { colourParts } from "./colour-parts.ts";
import { ColourPass, unit } from "./colour-pass.ts";
import type { CompiledField, FieldCompiler } from "./compiled-field.ts";
import { GrowingTarget } from "./float-target.ts";
import type { GradualMap } from "./gradual-map.ts";
import { layerParts } from "./layer-parts.ts";
import type { LayerPainter, Scene } from "./layers/layer-painter.ts";
import { areMoving, hasLayers } from "./layers/layers.ts";
import type { Legend } from "./legend.ts";
import { legendOf, paletteOf } from "./make-legend.ts";
import { comparedMap } from "./map-parts.ts";
import type { Motion } from "./motion.ts";
import { grounds, isDiverging } from "./palette.ts";
import { resolvedPeak } from "./peak.ts";
import type { PixelInputs, PixelSources } from "./pixel-inputs.ts";
import { type PixelGrid, pixelGrid } from "./pixels.ts";
import type { PlanePoint, PlaneState, SideValues } from "./protocol.ts";
import { automaticRange, settledRange } from "./range.ts";
import type { MapImage, Pause, Picture, PlaneRenderer, Plate } from "./renderer.ts";
import { haltonPixels, type SamplePixels } from "./sample-pixels.ts";
import { firstChannel, SamplesPass } from "./samples-pass.ts";
import type { ColourRange } from "./scale.ts";
import type { ShownPicture } from "./shown-picture.ts";
import { followStreamlines } from "./streamlines/follow.ts";
import { IntegratePass } from "./streamlines/integrate-pass.ts";
import { placeStreamlines } from "./streamlines/place.ts";
import { RibbonBuffers, RibbonPass } from "./streamlines/ribbon-pass.ts";
import { ribbonGeometry } from "./streamlines/ribbons.ts";
import { spacings } from "./streamlines/streamline.ts";
import { mostTileSide, type Tile, wholeOf } from "./tile.ts";
import { ValuesPass } from "./values-pass.ts";
import type { LineLayer } from "./vector-layer.ts";
import {
  destroyLayers,
  type PlacedLines,
  type ShownRanges,
  type ViewCache,
  ViewCaches,
} from "./view-caches.ts";
import type { ReglContext } from "./webgl2-regl.ts";

/** Milliseconds of drawing probes, or of computing, between two chances for newer work. */
const sliceTime = 25;

/** Draws planes with regl on one WebGL2 context. */
export class WebglRenderer implements PlaneRenderer {
  readonly backend = "webgl2";
  private readonly regl: Regl;
  private readonly gl: WebGL2RenderingContext;
  private readonly canvas: OffscreenCanvas;
  private readonly compiler: FieldCompiler;
  private readonly shown: Map<string, ShownRanges>;
  private readonly views: ViewCaches;
  private readonly target: GrowingTarget;
  private readonly valuesPass: ValuesPass;
  private readonly samplesPass: SamplesPass;
  private readonly colourPass: ColourPass;
  private readonly integratePass: IntegratePass;
  private readonly ribbonPass: RibbonPass;
  private readonly tileSide: number;
  private layerPainter: LayerPainter | null = null;

  constructor({ regl, gl }: ReglContext, compiler: FieldCompiler, shown: Map<string, ShownRanges>) {
    this.regl = regl;
    this.gl = gl;
    this.canvas = gl.canvas as OffscreenCanvas;
    this.compiler = compiler;
    this.shown = shown;
    this.views = new ViewCaches(regl, shown);
    this.target = new GrowingTarget(regl);
    this.valuesPass = new ValuesPass(regl);
    this.samplesPass = new SamplesPass(regl);
    this.colourPass = new ColourPass(regl);
    this.integratePass = new IntegratePass(regl);
    this.ribbonPass = new RibbonPass(regl);
    const [across = mostTileSide, down = mostTileSide] = gl.getParameter(gl.MAX_VIEWPORT_DIMS) as Int32Array;
    this.tileSide = Math.min(mostTileSide, gl.getParameter(gl.MAX_TEXTURE_SIZE) as number, across, down);
  }

  get lost(): boolean {
    return this.gl.isContextLost();
  }

  draw(given: PlaneState, motion: Motion): Picture | null {
    const compiled = this.compiler.compile(given);
    const view = this.views.of(given.viewId);
    const gradual = this.gradualOf(compiled, given, view);
    if (gradual && !gradual.drawn) return null;
    const state = gradual?.stateOf(given) ?? given;
    const grid = pixelGrid(state);
    const tile = wholeOf(grid);
    const pixels = this.views.inputsOf(view, compiled, state, grid);
    if (pixels?.ready === false) return null;
    const values = gradual?.drawn ?? this.drawValues(compiled, state, grid, tile, pixels?.sources ?? null);
    const made = gradual ?? pixels;
    const { range, comparison } = this.measure(compiled, state, view, grid, values, made);
    view.shown.range = range;
    if (isFinal(state, made)) {
      view.shown.finalRange = range;
      view.shown.finalMap = mapKey(state);
    }
    const legend = legendOf(state, compiled.field.coordinateNames, range);
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
    const progress = made ? made.progress : 1;
    return { bitmap, legend, check: progress === 1 ? (comparison?.check ?? null) : null, progress };
  }

  move(state: PlaneState, motion: Motion, spare: ArrayBuffer | null): ShownPicture | null {
    const view = this.views.of(state.viewId);
    const { scene, layers } = view;
    if (scene?.state !== state || scene.motion !== motion || !layers) return null;
    this.fit(scene.tile);
    return this.drawOf(scene.compiled, () => {
      const pixels = this.painter.pixels(scene, layers, spare);
      if (pixels) return pixels;
      this.painter.move(scene, layers);
      return this.canvas.transferToImageBitmap();
    });
  }

  advance(state: PlaneState): number {
    const compiled = this.compiler.compile(state);
    const view = this.views.of(state.viewId);
    const gradual = this.gradualOf(compiled, state, view);
    gradual?.advance();
    const pixels = gradual ? null : this.views.inputsOf(view, compiled, state, pixelGrid(state));
    pixels?.advance(sliceTime);
    return (gradual ?? pixels)?.progress ?? 1;
  }

  values(state: PlaneState): MapImage {
    const compiled = this.compiler.compile(state);
    const grid = pixelGrid(state);
    const view = this.views.of(state.viewId);
    const pixels = this.views.inputsOf(view, compiled, state, grid);
    const framebuffer =
      this.gradualOf(compiled, state, view)?.drawn ??
      this.drawValues(compiled, state, grid, wholeOf(grid), pixels?.sources ?? null);
    const { width, height } = grid;
    return { width, height, values: this.readBack(framebuffer, width, height) };
  }

  sides(state: PlaneState, { x, y }: PlanePoint): SideValues {
    const compiled = this.compiler.compile(state);
    const grid = { width: 1, height: 1, centreX: x, centreY: y, step: pixelGrid(state).step };
    const at = (kind: "exact" | "difference") => {
      const map = { ...state.map, kind };
      const framebuffer = this.drawValues(compiled, { ...state, map }, grid, wholeOf(grid), null);
      return this.readBack(framebuffer, 1, 1)[0] as number;
    };
    return { exact: at("exact"), difference: at("difference") };
  }

  async plate(state: PlaneState, motion: Motion, scale: number, pause: Pause): Promise<Plate> {
    const compiled = this.compiler.compile(state);
    const known = this.shown.get(state.viewId)?.range;
    const { drawPlate } = await import("./draw-plate.ts");
    return drawPlate(this, compiled, known, state, scale, this.tileSide, pause, {
      inputs: () => comparedMap().newInputs(this.regl),
      advance: (pixels) => pixels.advance(sliceTime),
      pixels: () => colourParts.slices?.pixelsAtOnce(this.regl, compiled, state.map),
      paint: (grid, tile, legend, pixels) => {
        const values = this.drawValues(compiled, state, grid, tile, pixels?.sources ?? null);
        const lines = this.linesOf(compiled, state, this.views.of(state.viewId));
        const scene = this.sceneOf(
          compiled,
          state,
          motion,
          { grid, tile, ratio: scale },
          values,
          legend,
          lines,
        );
        const kept = { layers: null };
        const bitmap = this.paint(scene, kept);
        destroyLayers(kept);
        return bitmap;
      },
    });
  }

  vectors(state: PlaneState): readonly LineLayer[] {
    const lines = this.linesOf(this.compiler.compile(state), state, this.views.of(state.viewId));
    return lines ? [lines.layer] : [];
  }

  forget(viewId: string): void {
    this.views.forget(viewId);
  }

  dispose(): void {
    this.regl.destroy();
  }

  /** The view's map where it is drawn bit by bit: the one begun before where it is still what is wanted. */
  private gradualOf(compiled: CompiledField, state: PlaneState, view: ViewCache): GradualMap | null {
    const { map, time } = state;
    view.gradual =
      colourParts.slices?.gradualMap(this.regl, view.gradual, compiled, state, (grid, tile, at, target) =>
        this.drawOf(compiled, () =>
          this.valuesPass.draw({ compiled, map, time, grid, tile, at, sources: null }, target),
        ),
      ) ?? null;
    return view.gradual;
  }

  private drawValues(
    compiled: CompiledField,
    state: PlaneState,
    grid: PixelGrid,
    tile: Tile,
    sources: PixelSources | null,
  ): Framebuffer2D {
    const framebuffer = this.target.atLeast(tile.width, tile.height);
    const { map, time } = state;
    // Printed before it is drawn: printing is what gathers the weights.
    compiled.sliced?.glsl(map);
    this.drawOf(compiled, () =>
      this.valuesPass.draw({ compiled, map, time, grid, tile, sources }, framebuffer),
    );
    return framebuffer;
  }

  private readBack(framebuffer: Framebuffer2D, width: number, height: number): Float32Array {
    const data = new Float32Array(4 * width * height);
    this.regl.read({ framebuffer, x: 0, y: 0, width, height, data });
    return firstChannel(data, width * height);
  }

  /** The colour range, and how float32 compares with float64; null while probes are still missing. */
  private measure(
    compiled: CompiledField,
    state: PlaneState,
    view: ViewCache,
    grid: PixelGrid,
    values: Framebuffer2D,
    pixels: Pick<PixelInputs, "complete"> | null,
  ): { readonly range: ColourRange; readonly comparison: Comparison | null } {
    const { shown } = view;
    const samples = haltonPixels(grid);
    const read = (pixels: SamplePixels) => this.samplesPass.read(values, pixels);
    const rendered = read(samples);
    const placeOf = (k: number) => [samples.columns[k] as number, samples.rows[k] as number] as const;
    const complete = !pixels || pixels.complete;
    const probesOf =
      state.map.kind === "exact"
        ? () => null
        : comparedMap().sampledProbes(view, state, grid, samples, complete);
    // On slices float64 takes long: it is waited for once, where nothing is missing.
    const awaits = complete || state.slice === undefined;
    const compared = awaits ? compareBackends(compiled, state, grid, samples, rendered, probesOf) : null;
    const comparison = complete ? compared : null;
    const settled = settledRange(state);
    if (settled) return { range: settled, comparison };
    // While one watches probes come, colours mean what they meant with all of them: what is seen is the noise.
    const { finalRange, finalMap } = shown;
    if (state.map.taken < state.map.probes && finalRange && finalMap === mapKey(state))
      return { range: finalRange, comparison };
    const known = comparison ? { noise: comparison.noise, vanishes: comparison.vanishes } : unknown;
    const floor = showsRounding(state) ? { size: 0, ...unknown } : { size: compared?.size ?? 0, ...known };
    const range = automaticRange(
      isDiverging(paletteOf(state)),
      { values: rendered, ...floor, peak: () => resolvedPeak(rendered, placeOf, grid, read) },
      complete ? finalRange : shown.range,
    );
    return { range, comparison };
  }

  private linesOf(compiled: CompiledField, state: PlaneState, view: ViewCache): PlacedLines | null {
    if (!state.streamlines) return null;
    const { parameters } = compiled.bindings(state.time);
    const { view: place, width, height, time, sliding } = state;
    const { density } = state.lines;
    const base = JSON.stringify([compiled.fieldGlsl(), place, width, height, density]);
    const key = JSON.stringify([base, [...parameters], time]);
    const known = view.lines;
    if (known?.key !== key || (known.layer.lines !== known.placed && !sliding)) {
      const before = sliding && known?.base === base ? known.placed : null;
      const lines = this.drawOf(compiled, () => {
        const integrator = this.integratePass.integrator(compiled, state, spacings[density]);
        return before
          ? followStreamlines(before, integrator)
          : placeStreamlines(place, width, height, integrator);
      });
      known?.buffers.destroy();
      const geometry = ribbonGeometry(lines);
      const layer = { kind: "streamlines", lines, arrows: geometry.arrows } as const;
      const buffers = new RibbonBuffers(this.regl, geometry);
      view.lines = { key, base, placed: before ?? lines, layer, buffers };
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
    lines: PlacedLines | null,
  ): Scene {
    const { theme, colouring, layers, map } = state;
    // Other maps may have noise, which looks like poles from pixel to pixel.
    const poles = map.kind === "exact" || map.kind === "float64";
    const colours = { legend, palette: paletteOf(state), theme, contours: colouring.contours, poles };
    return {
      state,
      compiled,
      compiler: this.compiler,
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

  private paint(scene: Scene, kept: Pick<ViewCache, "layers">): ImageBitmap {
    this.fit(scene.tile);
    if (hasLayers(scene.state.layers)) {
      const layers = kept.layers ?? this.painter.createCache();
      kept.layers = layers;
      this.drawOf(scene.compiled, () => this.painter.paint(scene, layers));
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

  /** What draws with the field's shaders is drawn with their weights. */
  private drawOf<Result>({ sliced }: CompiledField, draw: () => Result): Result {
    return sliced ? sliced.draw(this.regl, draw) : draw();
  }
}

function showsRounding({ map }: PlaneState): boolean {
  return map.kind !== "exact" && comparedMap().showsRounding(map);
}

/** Nothing is missing: neither of what is drawn, nor of what will be. */
function isFinal({ map }: PlaneState, pixels: Pick<PixelInputs, "complete"> | null): boolean {
  return map.taken >= map.probes && pixels?.complete !== false;
}

const unknown = { noise: 0, vanishes: false };

/** What a range of colours is for. */
function mapKey({ map: { kind, compare }, colouring }: PlaneState): string {
  return [kind, compare.left, compare.right, colouring.palette].join();
}
