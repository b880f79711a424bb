import type { Theme } from "../palette.ts";
import type { Pause, Plate } from "../renderer.ts";
import type { Tile } from "../tile.ts";
import type { Figure } from "./layout.ts";
import { paintMarks } from "./paint-canvas.ts";
import { paperOf } from "./style.ts";

/** A figure with the picture that it is of, and the paper it is painted on. */
export interface PaperFigure {
  readonly figure: Figure;
  readonly plate: Plate;
  readonly theme: Theme;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  readonly transparent: boolean;
}

/** Where its picture lies among the pixels of a figure, and how many those are. */
export function figurePixels({ figure: { plot, width, height }, plate, scale }: PaperFigure): {
  readonly width: number;
  readonly height: number;
  readonly picture: Tile;
} {
  const [x, y] = [Math.round(plot.x * scale), Math.round(plot.y * scale)];
  return {
    width: Math.max(Math.round(width * scale), x + plate.width),
    height: Math.max(Math.round(height * scale), y + plate.height),
    picture: { x, y, width: plate.width, height: plate.height },
  };
}

/** Paints a part of a figure on a canvas that has its size at least. */
export async function paintFigure(
  paper: PaperFigure,
  part: Tile,
  context: OffscreenCanvasRenderingContext2D,
  pause: Pause,
): Promise<void> {
  const { figure, plate, theme, scale, transparent } = paper;
  const { plot, overlay, marks } = figure;
  const { picture } = figurePixels(paper);
  context.resetTransform();
  context.clearRect(0, 0, part.width, part.height);
  if (!transparent) {
    context.fillStyle = paperOf(theme);
    context.fillRect(0, 0, part.width, part.height);
  }
  const seen = common(part, picture);
  if (seen) {
    const own = { ...seen, x: seen.x - picture.x, y: seen.y - picture.y };
    await plate.draw(own, context, { x: seen.x - part.x, y: seen.y - part.y }, pause);
  }
  // The marks stand where the map does, which is on whole pixels.
  const [left, top] = [picture.x - plot.x * scale - part.x, picture.y - plot.y * scale - part.y];
  context.setTransform(scale, 0, 0, scale, left, top);
  context.save();
  context.beginPath();
  context.rect(plot.x, plot.y, plot.width, plot.height);
  context.clip();
  paintMarks(context, overlay, theme);
  context.restore();
  paintMarks(context, marks, theme);
}

/** What two parts of a picture have in common; null for nothing. */
function common(a: Tile, b: Tile): Tile | null {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}
