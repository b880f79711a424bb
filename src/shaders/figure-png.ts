import { checkSource } from "../engine/language/check.ts";
import { type Figure, figureLayout } from "./figure/layout.ts";
import { inks, paintMarks } from "./figure/paint-canvas.ts";
import type { Motion } from "./motion.ts";
import type { FigureOptions, PlaneState } from "./protocol.ts";
import type { PlaneRenderer } from "./renderer.ts";

/** The view as a PNG with title, axes and colour bar, `scale` pixels per CSS pixel. */
export async function figurePng(
  renderer: PlaneRenderer,
  state: PlaneState,
  motion: Motion,
  { scale, title }: FigureOptions,
  pause: () => Promise<void>,
): Promise<Blob> {
  const plate = await renderer.plate(state, motion, scale, pause);
  const layout = figureLayout({
    view: state.view,
    width: state.width,
    height: state.height,
    names: coordinateNames(state),
    title,
    legend: plate.legend,
  });
  return paint(layout, plate.canvas, state, scale).convertToBlob({ type: "image/png" });
}

function paint(layout: Figure, plate: OffscreenCanvas, state: PlaneState, scale: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(layout.width * scale, layout.height * scale);
  const context = canvas.getContext("2d", { alpha: false });
  if (!context)
    throw new Error(`a picture of ${canvas.width}×${canvas.height} pixels is too large for this browser`);
  context.fillStyle = inks[state.theme].background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(plate, Math.round(layout.plot.x * scale), Math.round(layout.plot.y * scale));
  context.scale(scale, scale);
  paintMarks(context, layout.marks, state.theme);
  return canvas;
}

function coordinateNames(state: PlaneState): readonly [string, string] {
  const field = checkSource(state.source).fields.find(({ name }) => name === state.field);
  return [field?.coordinateNames[0] ?? "x", field?.coordinateNames[1] ?? "y"];
}
