import type { FieldCompiler } from "./compiled-field.ts";
import { float64Map, isLeftOf } from "./float64-map.ts";
import type { Legend } from "./legend.ts";
import { legendOf, paletteOf } from "./make-legend.ts";
import { comparedMap } from "./map-parts.ts";
import type { Motion } from "./motion.ts";
import { hatchColours, isDiverging, paletteColour } from "./palette.ts";
import { type PixelGrid, pixelGrid, worldOf } from "./pixels.ts";
import type { PlanePoint, PlaneState, SideValues } from "./protocol.ts";
import { automaticRange, quantile, settledRange } from "./range.ts";
import type { MapImage, Picture, PlaneRenderer, Plate } from "./renderer.ts";
import { type ColourRange, placeOf, stretchOf } from "./scale.ts";
import { cpuIntegrator } from "./streamlines/cpu-integrator.ts";
import {
  arrowOutline,
  type Colour,
  haloWidth,
  lineColours,
  lineWidth,
  mapLineWidth,
  rimColours,
} from "./streamlines/line-style.ts";
import { placeStreamlines } from "./streamlines/place.ts";
import { ribbonGeometry } from "./streamlines/ribbons.ts";
import { spacings } from "./streamlines/streamline.ts";
import type { VectorLayer } from "./vector-layer.ts";

/** Points of a picture at most: some 30 ms of a kernel, so that a slider can be dragged. */
const pointBudget = 60_000;
/** Probes drawn for a picture at most, where every pixel has its own. */
const probeBudget = 1_000_000;

/** The map in float64 at the points of a coarse grid. */
interface CoarseMap {
  readonly grid: PixelGrid;
  readonly values: Float64Array;
  readonly size: number;
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
    const { canvas, legend } = this.paint(state, state.pixelRatio);
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
    return this.paint(state, scale);
  }

  vectors(state: PlaneState): readonly VectorLayer[] {
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

  private paint(state: PlaneState, ratio: number): Plate {
    const map = this.evaluate(state);
    const legend = legendOf(
      state,
      this.compiler.compile(state).field.coordinateNames,
      this.rangeOf(state, map),
    );
    const { width, height } = pixelGrid(state, ratio);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error(`a picture of ${width}×${height} pixels is too large for this browser`);
    const coloured = colours(map, legend, state);
    context.drawImage(coloured, 0, 0, width, height);
    context.scale(ratio, ratio);
    for (const layer of this.vectors(state)) strokeLines(context, layer, state, coloured);
    return { canvas, legend };
  }

  private evaluate(state: PlaneState): CoarseMap {
    const compiled = this.compiler.compile(state);
    const { map } = state;
    const compared = map.kind === "exact" ? null : comparedMap();
    const perPoint = compared?.isPerPoint(state) ?? false;
    const most = perPoint ? Math.max(256, Math.min(pointBudget, probeBudget / map.taken)) : pointBudget;
    const grid = pixelGrid(state, Math.min(1, Math.sqrt(most / (state.width * state.height))));
    const count = grid.width * grid.height;
    const points = new Float64Array(2 * count);
    for (let k = 0; k < count; k += 1) {
      points.set(worldOf(grid, k % grid.width, Math.floor(k / grid.width)), 2 * k);
    }
    const probes = perPoint
      ? compared?.pixelProbes(map, screenPixels(grid, pixelGrid(state)))
      : compared?.sharedProbes(map);
    const bindings = compiled.bindings(state.time);
    const isLeft = (k: number) => isLeftOf(map, grid, k % grid.width);
    const { values, sizes } = float64Map(compiled, map, bindings, points, probes ?? null, isLeft);
    return { grid, values, size: quantile(sizes.filter(Number.isFinite).sort(), 0.5) };
  }

  private rangeOf(state: PlaneState, { values, size }: CoarseMap): ColourRange {
    const settled = settledRange(state);
    if (settled) return settled;
    const vanishes = values.every((value) => !Number.isFinite(value) || Math.abs(value) <= 1e-9 * size);
    const diverging = isDiverging(paletteOf(state));
    const previous = this.ranges.get(state.viewId) ?? null;
    const range = automaticRange(diverging, { values, size, noise: 0, vanishes }, previous);
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

function strokeLines(
  context: OffscreenCanvasRenderingContext2D,
  { lines, arrows }: VectorLayer,
  { theme, lines: { colour }, width, height }: PlaneState,
  map: OffscreenCanvas,
): void {
  const plain = lineColours[theme];
  const pattern = colour === "map" ? context.createPattern(map, "no-repeat") : null;
  pattern?.setTransform(new DOMMatrix().scale(width / map.width, height / map.height));
  const ink = pattern ?? css(plain.ink);
  const strokeWidth = pattern ? mapLineWidth : lineWidth;
  const paths = new Path2D();
  for (const { points, closed } of lines) {
    paths.moveTo(points[0] as number, points[1] as number);
    for (let k = 2; k < points.length; k += 2) paths.lineTo(points[k] as number, points[k + 1] as number);
    if (closed) paths.closePath();
  }
  const heads = new Path2D();
  for (const { x, y, dx, dy } of arrows) {
    arrowOutline.forEach(([along, across], k) => {
      const place = [x + along * dx - across * dy, y + along * dy + across * dx] as const;
      if (k === 0) heads.moveTo(...place);
      else heads.lineTo(...place);
    });
    heads.closePath();
  }
  context.lineJoin = "round";
  context.strokeStyle = css(pattern ? rimColours[theme] : plain.halo);
  context.lineWidth = strokeWidth + 2 * haloWidth;
  context.stroke(paths);
  if (pattern) context.stroke(heads);
  context.strokeStyle = ink;
  context.fillStyle = ink;
  context.lineWidth = strokeWidth;
  context.stroke(paths);
  context.fill(heads);
}

function css([r, g, b, a]: Colour): string {
  return `rgb(${255 * r} ${255 * g} ${255 * b} / ${a})`;
}
