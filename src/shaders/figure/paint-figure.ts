import type { Theme } from "../palette.ts";
import type { Figure } from "./layout.ts";
import { paintMarks } from "./paint-canvas.ts";
import { paperOf } from "./style.ts";

interface PaperOptions {
  readonly theme: Theme;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  readonly transparent: boolean;
}

/** A figure with its picture, on a canvas of its own. Throws where the browser has no such canvas. */
export function paintFigure(
  { width, height, plot, marks, overlay }: Figure,
  plate: OffscreenCanvas,
  { theme, scale, transparent }: PaperOptions,
): OffscreenCanvas {
  const [left, top] = [Math.round(plot.x * scale), Math.round(plot.y * scale)];
  const canvas = new OffscreenCanvas(
    Math.max(Math.round(width * scale), left + plate.width),
    Math.max(Math.round(height * scale), top + plate.height),
  );
  const context = canvas.getContext("2d", { alpha: transparent });
  if (!context)
    throw new Error(`a picture of ${canvas.width}×${canvas.height} pixels is too large for this browser`);
  if (!transparent) {
    context.fillStyle = paperOf(theme);
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(plate, left, top);
  // The marks stand where the map does, which is on whole pixels.
  context.setTransform(scale, 0, 0, scale, left - plot.x * scale, top - plot.y * scale);
  context.save();
  context.beginPath();
  context.rect(plot.x, plot.y, plot.width, plot.height);
  context.clip();
  paintMarks(context, overlay, theme);
  context.restore();
  paintMarks(context, marks, theme);
  return canvas;
}
