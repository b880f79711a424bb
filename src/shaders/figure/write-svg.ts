import type { Theme } from "../palette.ts";
import type { VectorLayer } from "../vector-layer.ts";
import type { Figure } from "./layout.ts";
import type { MapInks } from "./map-inks.ts";
import { baselineDrop, type Mark, type TextMark } from "./marks.ts";
import { paperOf, styleOf } from "./style.ts";
import { type Attributes, element, escaped, painted, short } from "./svg-element.ts";
import { layerElement, layerGeometry } from "./svg-layer.ts";

/** A layer that only pixels can show: the address of an image as large as the plot, clear where it covers nothing. */
export interface PixelLayer {
  readonly kind: "pixels";
  readonly image: string;
}

export interface SvgContent {
  readonly figure: Figure;
  /** What a reader without the picture is told. */
  readonly title: string;
  /** Address of the map's pixels. */
  readonly image: string;
  /** From the plot's top left corner, the lowest first. */
  readonly layers: readonly (VectorLayer | PixelLayer)[];
  /** Of the streamlines, where they are in colours of the map. */
  readonly inks: MapInks | null;
  readonly theme: Theme;
  readonly transparent: boolean;
}

/** A figure as SVG, its lines and texts as such: the same text for the same content. */
export function writeSvg({ figure, title, image, layers, inks, theme, transparent }: SvgContent): string {
  const { width, height, plot, marks, overlay } = figure;
  const size = { width: short(width), height: short(height) };
  const root = { xmlns: "http://www.w3.org/2000/svg", ...size, viewBox: `0 0 ${size.width} ${size.height}` };
  const place = { x: plot.x, y: plot.y, width: plot.width, height: plot.height };
  const pixels = (href: string) => element("image", { ...place, preserveAspectRatio: "none", href });
  const parts = [
    element("title", {}, escaped(title)),
    element("defs", {}, [
      element("clipPath", { id: "deldot-plot" }, element("rect", place)),
      ...layers
        .map((layer) => (layer.kind === "pixels" ? "" : layerGeometry(layer)))
        .filter((text) => text !== ""),
    ]),
    ...(transparent ? [] : [element("rect", { ...size, fill: paperOf(theme) })]),
    pixels(image),
    element("g", { "clip-path": "url(#deldot-plot)" }, [
      ...layers.map((layer) =>
        layer.kind === "pixels" ? pixels(layer.image) : layerElement(layer, inks, theme, plot.x, plot.y),
      ),
      ...overlay.map((mark) => markElement(mark, theme)),
    ]),
    ...marks.map((mark) => markElement(mark, theme)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("svg", root, parts)}\n`;
}

function markElement(mark: Mark, theme: Theme): string {
  const { fill, stroke, width, halo } = styleOf(mark.role, theme);
  const inside = painted("fill", fill ?? "none");
  const line = { ...inside, ...painted("stroke", stroke), "stroke-width": stroke && width };
  const around = { fill: "none", stroke: paperOf(theme), "stroke-width": halo, "stroke-linejoin": "round" };
  switch (mark.kind) {
    case "text":
      return halo > 0
        ? `${textElement(mark, theme, around)}\n${textElement(mark, theme, inside)}`
        : textElement(mark, theme, inside);
    case "gradient": {
      const { x, y, width, height, stops } = mark;
      const colours = stops.map(({ offset, colour }) =>
        element("stop", { offset: Number(offset.toFixed(4)), "stop-color": colour }),
      );
      const gradient = { id: "deldot-bar", x1: 0, y1: 1, x2: 0, y2: 0 };
      return [
        element("linearGradient", gradient, colours),
        element("rect", { x, y, width, height, fill: "url(#deldot-bar)" }),
      ].join("\n");
    }
    case "line": {
      const { x1, y1, x2, y2 } = mark;
      return element("line", { x1, y1, x2, y2, ...line });
    }
    case "rect": {
      const { x, y, width, height } = mark;
      return element("rect", { x, y, width, height, ...line });
    }
    case "path": {
      const placed = { d: mark.d, transform: `translate(${short(mark.x)} ${short(mark.y)})` };
      const path = element("path", { ...placed, ...line });
      return halo > 0 ? `${element("path", { ...placed, ...around })}\n${path}` : path;
    }
  }
}

function textElement(mark: TextMark, theme: Theme, paint: Attributes): string {
  const { x, y, text, anchor, baseline, rotate, role } = mark;
  const { size, family, weight, italic } = styleOf(role, theme).font;
  const attributes = {
    x,
    y: y + baselineDrop[baseline] * size,
    "text-anchor": anchor === "start" ? null : anchor,
    "font-family": family,
    "font-size": size,
    "font-weight": weight === 400 ? null : weight,
    "font-style": italic ? "italic" : null,
    transform: rotate === 0 ? null : `rotate(${rotate} ${short(x)} ${short(y)})`,
    // The only way to keep leading spaces that every program knows.
    "xml:space": role === "source" ? "preserve" : null,
    ...paint,
  };
  return element("text", attributes, escaped(text));
}
