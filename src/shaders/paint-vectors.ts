import { glyphOutline } from "./arrows/arrow-grid.ts";
import { vectorStyle } from "./figure/vector-style.ts";
import type { Theme } from "./palette.ts";
import { arrowOutline, type Colour } from "./streamlines/line-style.ts";
import { outlineOf } from "./streamlines/outline.ts";
import type { VectorLayer } from "./vector-layer.ts";

/** Draws a layer that is geometry on a canvas, where no graphics card does. `map`: the map's colours, for lines in them. */
export function paintVectors(
  context: OffscreenCanvasRenderingContext2D,
  layer: VectorLayer,
  theme: Theme,
  map: CanvasPattern | null,
): void {
  const { lines, heads } = pathsOf(layer);
  const style = vectorStyle(layer.kind, theme, map !== null);
  const [ink, halo] = [map ?? css(style.ink), css(style.halo)];
  context.lineJoin = "round";
  context.strokeStyle = halo;
  context.lineWidth = style.width + 2 * style.haloWidth;
  context.stroke(lines);
  context.lineWidth = 2 * style.haloWidth;
  context.stroke(heads);
  context.strokeStyle = ink;
  context.fillStyle = ink;
  context.lineWidth = style.width;
  context.stroke(lines);
  context.fill(heads);
}

function pathsOf(layer: VectorLayer): { readonly lines: Path2D; readonly heads: Path2D } {
  const [lines, heads] = [new Path2D(), new Path2D()];
  if (layer.kind === "arrows") {
    for (const glyph of layer.glyphs) addPolygon(heads, glyphOutline(glyph));
    return { lines, heads };
  }
  for (const line of layer.lines) {
    const { xs, ys } = outlineOf(line, 0);
    lines.moveTo(xs[0] as number, ys[0] as number);
    for (let k = 1; k < xs.length; k += 1) lines.lineTo(xs[k] as number, ys[k] as number);
    if (line.closed) lines.closePath();
  }
  for (const { x, y, dx, dy } of layer.arrows) {
    const corners = arrowOutline.flatMap(([along, across]) => [
      x + along * dx - across * dy,
      y + along * dy + across * dx,
    ]);
    addPolygon(heads, corners);
  }
  return { lines, heads };
}

/** x0, y0, x1, y1, … */
function addPolygon(path: Path2D, corners: readonly number[]): void {
  path.moveTo(corners[0] as number, corners[1] as number);
  for (let k = 2; k < corners.length; k += 2) path.lineTo(corners[k] as number, corners[k + 1] as number);
  path.closePath();
}

function css([r, g, b, a]: Colour): string {
  return `rgb(${255 * r} ${255 * g} ${255 * b} / ${a})`;
}
