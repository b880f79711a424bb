import type { FieldCompiler } from "./compiled-field.ts";
import { contourLines } from "./contour-lines.ts";
import { float64Map, isLeftOf } from "./float64-map.ts";
import { vectorLayers } from "./layers/vector-layers.ts";
import type { Legend } from "./legend.ts";
import { legendOf, paletteOf } from "./make-legend.ts";
import { comparedMap } from "./map-parts.ts";
import type { Motion } from "./motion.ts";
import { paintVectors } from "./paint-vectors.ts";
import { cssColour, grounds, hatchColours, isDiverging, paletteColour } from "./palette.ts";
import { resolvedPeak } from "./peak.ts";
import { type PixelGrid, pixelGrid, worldOf } from "./pixels.ts";
import { withoutPoles } from "./poles.ts";
import type { PlanePoint, PlaneState, SideValues } from "./protocol.ts";
import { automaticRange, quantile, settledRange } from "./range.ts";
import type { MapImage, Picture, PixelPlace, PlaneRenderer, Plate } from "./renderer.ts";
import type { SamplePixels } from "./sample-pixels.ts";
import { type ColourRange, placeOf, scaled, stretchOf, unscaled } from "./scale.ts";
import { cpuIntegrator } from "./streamlines/cpu-integrator.ts";
import { placeStreamlines } from "./streamlines/place.ts";
import { ribbonGeometry } from "./streamlines/ribbons.ts";
import { spacings } from "./streamlines/streamline.ts";
import { mostTileSide } from "./tile.ts";
import type { LineLayer } from "./vector-layer.ts";

/** Points of a picture at most: some 30 ms of a kernel, so that a slider can be dragged. */
const pointBudget = 60_000;
/** Probes drawn for a picture at most, where every pixel has its own. */
const probeBudget = 1_000_000;
/** Operations of a picture at most, where a method is computed. */
const operationBudget = 100_000_000;

/** The map in float64 at the points of a coarse grid. */
interface CoarseMap {
  readonly grid: PixelGrid;
  readonly values: Float64Array;
  readonly size: number;
}

interface CpuPicture extends Pick<Plate, "width" | "height" | "legend"> {
  paint(context: OffscreenCanvasRenderingContext2D, at: PixelPlace): void;
}

/** Draws planes without a graphics card: float64 values on a coarse grid, enlarged. */
export class CpuRenderer implements PlaneRenderer {
  readonly backend = "cpu";
  readonly lost = false;
  private readonly compiler: FieldCompiler;
  private readonly ranges = new Map<string, ColourRange>();

  constructor(compiler: FieldCompiler) {
    this.compiler = compiler;
  }

  draw(state: PlaneState): Picture {
    const { width, height, legend, paint } = this.pictureOf(state, state.pixelRatio);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error(`a picture of ${width}×${height} pixels is too large for this browser`);
    paint(context, { x: 0, y: 0 });
    return { bitmap: canvas.transferToImageBitmap(), legend, check: null, progress: 1 };
  }

  move(): null {
    return null;
  }

  advance(): number {
    return 1;
  }

  values(state: PlaneState): MapImage {
    const { grid, values } = this.evaluate(state);
    return { width: grid.width, height: grid.height, values: Float32Array.from(values) };
  }

  sides(state: PlaneState, { x, y }: PlanePoint): SideValues {
    const compiled = this.compiler.compile(state);
    const at = (kind: "exact" | "difference") => {
      const map = { ...state.map, kind };
      return float64Map(compiled, map, compiled.bindings(state.time), Float64Array.of(x, y), null);
    };
    const [exact = Number.NaN] = at("exact").values;
    const [difference = Number.NaN] = at("difference").values;
    return { exact, difference };
  }

  async plate(state: PlaneState, _motion: Motion, scale: number): Promise<Plate> {
    const { paint, ...picture } = this.pictureOf(state, scale);
    return {
      ...picture,
      side: mostTileSide,
      async draw(part, context, at, pause) {
        context.save();
        context.beginPath();
        context.rect(at.x, at.y, part.width, part.height);
        context.clip();
        paint(context, { x: at.x - part.x, y: at.y - part.y });
        context.restore();
        await pause(1);
      },
    };
  }

  vectors(state: PlaneState): readonly LineLayer[] {
    if (!state.streamlines) return [];
    const integrator = cpuIntegrator(this.compiler.compile(state), state, spacings[state.lines.density]);
    const lines = placeStreamlines(state.view, state.width, state.height, integrator);
    return [{ kind: "streamlines", lines, arrows: ribbonGeometry(lines).arrows }];
  }

  forget(viewId: string): void {
    this.ranges.delete(viewId);
  }

  dispose(): void {
    this.ranges.clear();
  }

  /** A picture, and what paints it on a canvas with its corner there. */
  private pictureOf(state: PlaneState, ratio: number): CpuPicture {
    const found = this.evaluate(state);
    const compiled = this.compiler.compile(state);
    const legend = legendOf(state, compiled.field.coordinateNames, this.rangeOf(state, found));
    const largest = Math.max(Math.abs(legend.low), Math.abs(legend.high));
    // Other maps may have noise, which looks like poles from point to point.
    const poles = state.map.kind === "exact" || state.map.kind === "float64";
    const map = poles ? { ...found, values: withoutPoles({ ...found.grid, ...found }, largest) } : found;
    const { width, height } = pixelGrid(state, ratio);
    const coloured = colours(map, legend, state);
    const layers = vectorLayers(compiled, state, this.vectors(state), null);
    const paint: CpuPicture["paint"] = (context, { x, y }) => {
      context.translate(x, y);
      if (state.layers.map) context.drawImage(coloured, 0, 0, width, height);
      else {
        context.fillStyle = cssColour(grounds[state.theme]);
        context.fillRect(0, 0, width, height);
      }
      context.scale(ratio, ratio);
      if (state.layers.map && state.colouring.contours) strokeContours(context, map, legend, state);
      const pattern = state.lines.colour === "map" ? context.createPattern(coloured, "no-repeat") : null;
      pattern?.setTransform(
        new DOMMatrix().scale(state.width / coloured.width, state.height / coloured.height),
      );
      for (const layer of layers)
        paintVectors(context, layer, state.theme, layer.kind === "streamlines" ? pattern : null);
    };
    return { width, height, legend, paint };
  }

  private evaluate(state: PlaneState): CoarseMap {
    const compiled = this.compiler.compile(state);
    const { map } = state;
    const compared = map.kind === "exact" ? null : comparedMap();
    const perPoint = compared?.isPerPoint(state) ?? false;
    const work = perPoint
      ? probeBudget / map.taken
      : operationBudget / (compared?.costOf(compiled, state) || 1);
    const most = Math.max(256, Math.min(pointBudget, work));
    const grid = pixelGrid(state, Math.min(1, Math.sqrt(most / (state.width * state.height))));
    const count = grid.width * grid.height;
    const points = new Float64Array(2 * count);
    for (let k = 0; k < count; k += 1) {
      points.set(worldOf(grid, k % grid.width, Math.floor(k / grid.width)), 2 * k);
    }
    const pixels = compared ? screenPixels(grid, pixelGrid(state)) : [];
    const probes = perPoint ? compared?.pixelProbes(map, pixels) : compared?.sharedProbes(map);
    const bindings = compiled.bindings(state.time);
    const isLeft = (k: number) => isLeftOf(map, grid, k % grid.width);
    const indexOf = (k: number) => pixels[k] as number;
    const drawn = probes ?? null;
    const { values, sizes } = float64Map(compiled, map, bindings, points, drawn, isLeft, indexOf);
    return { grid, values, size: quantile(sizes.filter(Number.isFinite).sort(), 0.5) };
  }

  private rangeOf(state: PlaneState, { grid, values, size }: CoarseMap): ColourRange {
    const settled = settledRange(state);
    if (settled) return settled;
    const vanishes = values.every((value) => !Number.isFinite(value) || Math.abs(value) <= 1e-9 * size);
    const diverging = isDiverging(paletteOf(state));
    const previous = this.ranges.get(state.viewId) ?? null;
    const { width } = grid;
    const cellOf = (k: number) => [k % width, Math.floor(k / width)] as const;
    const read = ({ columns, rows }: SamplePixels) =>
      columns.map((column, k) => values[(rows[k] as number) * width + column] as number);
    const peak = () => resolvedPeak(values, cellOf, grid, read);
    const range = automaticRange(diverging, { values, size, noise: 0, vanishes, peak }, previous);
    this.ranges.set(state.viewId, range);
    return range;
  }
}

/**
 * The index on the screen of the pixel in the middle of each coarse one: with its key, so that the picture and the
 * numbers of the readout are made with the same probes.
 */
function screenPixels(grid: PixelGrid, screen: PixelGrid): number[] {
  return Array.from({ length: grid.width * grid.height }, (_, k) => {
    const column = Math.floor((((k % grid.width) + 0.5) * screen.width) / grid.width);
    const row = Math.floor(((Math.floor(k / grid.width) + 0.5) * screen.height) / grid.height);
    return row * screen.width + column;
  });
}

function colours({ grid, values }: CoarseMap, legend: Legend, state: PlaneState): OffscreenCanvas {
  const { theme } = state;
  const palette = paletteOf(state);
  const { threshold } = legend;
  const stretch = stretchOf(isDiverging(palette), legend, threshold);
  const { width, height } = grid;
  const canvas = new OffscreenCanvas(width, height);
  const image = new ImageData(width, height);
  for (let k = 0; k < width * height; k += 1) {
    const value = values[k] as number;
    const stripe = ((k % width) + Math.floor(k / width)) % 4 < 2 ? 0 : 1;
    const colour = Number.isFinite(value)
      ? paletteColour(palette, theme, placeOf(value, stretch, threshold))
      : hatchColours[theme][stripe];
    image.data.set([colour[0], colour[1], colour[2], 255], 4 * k);
  }
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

/** Widths of contour lines and of the zero set among them in CSS pixels, and how much they cover: as in contours.glsl. */
const contourStyle = { line: { width: 1, cover: 0.38 }, zero: { width: 2.2, cover: 0.9 } } as const;

/** Each level in black or white, whichever is seen on its colour. */
function strokeContours(
  context: OffscreenCanvasRenderingContext2D,
  { grid, values }: CoarseMap,
  { low, high, threshold, spacing }: Legend,
  state: PlaneState,
): void {
  const palette = paletteOf(state);
  const stretch = stretchOf(isDiverging(palette), { low, high }, threshold);
  const levels = values.map((value) => scaled(value, threshold) / spacing);
  const [across, down] = [state.width / grid.width, state.height / grid.height];
  for (const [level, pieces] of contourLines({ ...grid, values: levels }, across)) {
    const place = placeOf(unscaled(level * spacing, threshold), stretch, threshold);
    const [red, green, blue] = paletteColour(palette, state.theme, place);
    const ink = 0.3 * red + 0.59 * green + 0.11 * blue > 127.5 ? "0 0 0" : "255 255 255";
    const { width, cover } = contourStyle[level === 0 ? "zero" : "line"];
    const path = new Path2D();
    for (const [x, y, u, v] of pieces) {
      path.moveTo(x * across, y * down);
      path.lineTo(u * across, v * down);
    }
    context.lineCap = "round";
    context.lineWidth = width;
    context.strokeStyle = `rgb(${ink} / ${cover})`;
    context.stroke(path);
  }
  context.lineCap = "butt";
}
