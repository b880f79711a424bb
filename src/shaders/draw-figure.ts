import { checkSource } from "../engine/language/check.ts";
import { FieldCompiler } from "./compiled-field.ts";
import { figurePng } from "./figure/figure-png.ts";
import { type FigureContent, figureLayout } from "./figure/layout.ts";
import { mapInks } from "./figure/map-inks.ts";
import { particleVeil } from "./figure/particle-veil.ts";
import { partsOf } from "./figure/vector-style.ts";
import { type PixelLayer, writeSvg } from "./figure/write-svg.ts";
import { vectorLayers } from "./layers/vector-layers.ts";
import type { Motion } from "./motion.ts";
import type { FigureOptions, Order, PlaneReply, PlaneState } from "./protocol.ts";
import type { Pause, PlaneRenderer } from "./renderer.ts";
import { sliceFor } from "./slice.ts";
import { sliceText } from "./slice-geometry.ts";
import type { VectorLayer } from "./vector-layer.ts";

/** The figure or the lines that are asked for. */
export async function answer(
  request: Order,
  renderer: PlaneRenderer,
  motion: Motion,
  pause: Pause,
): Promise<PlaneReply> {
  const { type, id, state } = request;
  if (type === "vectors") return { type, id, layers: renderer.vectors(state) };
  return { type, id, blob: await drawFigure(renderer, state, motion, request.figure, pause) };
}

/** The view as a file: the map with what is wanted around and over it. */
async function drawFigure(
  renderer: PlaneRenderer,
  state: PlaneState,
  motion: Motion,
  options: FigureOptions,
  pause: Pause,
): Promise<Blob> {
  const { format, scale, title, axes, bar, source, transparent, overlay } = options;
  const isSvg = format === "svg";
  // Without a graphics card nothing moves.
  const time = renderer.backend === "cpu" ? null : motion.time;
  const { raster, particles } = partsOf(state, time !== null);
  const shares = isSvg && particles ? 2 : 1;
  const first: Pause = (done) => pause(done / shares);
  const plate = await renderer.plate(isSvg ? raster : state, motion, scale, first);
  const { view, width, height, theme } = state;
  const plot = { view, width, height, names: plate.legend.axes };
  const figure = figureLayout({
    ...plot,
    axes,
    title: title && [title, placeOf(state)].filter(Boolean).join(" · "),
    legend: bar ? plate.legend : null,
    source: source ? state.source : "",
    overlay,
  });
  const paper = { plate, theme, scale };
  if (!isSvg) return figurePng({ ...paper, figure, transparent }, pause);
  const bare = { figure: figureLayout({ ...plot, ...nothing }), transparent: false };
  const image = await dataUri(await figurePng({ ...paper, ...bare }, first));
  const words = title || plate.legend.words;
  const compiled = new FieldCompiler().compile(state);
  const streamlines = renderer.vectors(state);
  const vectors = vectorLayers(compiled, state, streamlines, time);
  const veil =
    particles && (await veilOf(renderer, particles, motion, scale, (done) => pause((1 + done) / 2)));
  const layers = veil ? withPixels(vectors, state, await dataUri(veil)) : vectors;
  const coloured = state.lines.colour === "map" ? streamlines[0] : undefined;
  const inks = coloured ? await mapInks(coloured, compiled, state, scale, plate.legend, pause) : null;
  const text = writeSvg({ figure, title: words, image, layers, inks, theme, transparent });
  return new Blob([text], { type: "image/svg+xml" });
}

/** The layers with an image over what stands and under what moves. */
function withPixels(
  layers: readonly VectorLayer[],
  { layers: { mesh } }: PlaneState,
  image: string,
): readonly (VectorLayer | PixelLayer)[] {
  const moves = ({ kind }: VectorLayer) => kind === "mesh" && mesh.moving;
  const still = layers.filter((layer) => !moves(layer));
  return [...still, { kind: "pixels", image }, ...layers.filter(moves)];
}

/** The image of particles alone. */
async function veilOf(
  renderer: PlaneRenderer,
  particles: PlaneState,
  motion: Motion,
  scale: number,
  pause: Pause,
): Promise<Blob> {
  const plate = await renderer.plate(particles, motion, scale, pause);
  const veil = await particleVeil(plate, particles.theme, pause);
  return veil.convertToBlob({ type: "image/png" });
}

/** What stands around and over a picture that is to be alone. */
const nothing: Pick<FigureContent, "axes" | "title" | "legend" | "source" | "overlay"> = {
  axes: false,
  title: "",
  legend: null,
  source: "",
  overlay: [],
};

/** Read in pieces: arguments of a call are limited. */
async function dataUri(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return `data:${blob.type};base64,${btoa(text)}`;
}

/** Where the slice lies; empty for a planar field. */
function placeOf({ source, field, slice }: PlaneState): string {
  if (slice === undefined) return "";
  const names = checkSource(source).fields.find(({ name }) => name === field)?.coordinateNames ?? [];
  return sliceText(sliceFor(slice, names.length), names);
}
