import type { Theme } from "../palette.ts";
import { arrowOutline, type Colour } from "../streamlines/line-style.ts";
import type { Arrow } from "../streamlines/ribbons.ts";
import type { Streamline } from "../streamlines/streamline.ts";
import type { VectorLayer } from "../vector-layer.ts";
import type { Figure } from "./layout.ts";
import { baselineDrop, type Mark, type TextMark } from "./marks.ts";
import { paperOf, styleOf } from "./style.ts";
import { vectorStyles } from "./vector-style.ts";

export interface SvgContent {
  readonly figure: Figure;
  /** What a reader without the picture is told. */
  readonly title: string;
  /** Address of the map's pixels. */
  readonly image: string;
  /** From the plot's top left corner, the lowest first. */
  readonly layers: readonly VectorLayer[];
  readonly theme: Theme;
  readonly transparent: boolean;
}

type Attributes = Readonly<Record<string, string | number | null>>;

/** A figure as SVG, its lines and texts as such: the same text for the same content. */
export function writeSvg({ figure, title, image, layers, theme, transparent }: SvgContent): string {
  const { width, height, plot, marks, overlay } = figure;
  const size = { width: short(width), height: short(height) };
  const root = { xmlns: "http://www.w3.org/2000/svg", ...size, viewBox: `0 0 ${size.width} ${size.height}` };
  const place = { x: plot.x, y: plot.y, width: plot.width, height: plot.height };
  const parts = [
    element("title", {}, escaped(title)),
    element("defs", {}, [
      element("clipPath", { id: "deldot-plot" }, element("rect", place)),
      ...layers.map((layer) => geometryOf(layer)),
    ]),
    ...(transparent ? [] : [element("rect", { ...size, fill: paperOf(theme) })]),
    element("image", { ...place, preserveAspectRatio: "none", href: image }),
    element("g", { "clip-path": "url(#deldot-plot)" }, [
      ...layers.map((layer) => drawn(layer, theme, plot.x, plot.y)),
      ...overlay.map((mark) => markElement(mark, theme)),
    ]),
    ...marks.map((mark) => markElement(mark, theme)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("svg", root, parts)}\n`;
}

/** The lines and heads of a layer, to be drawn twice. */
function geometryOf({ kind, lines, arrows }: VectorLayer): string {
  const paths = (all: readonly string[]) => all.map((d) => element("path", { d }));
  return [
    element("g", { id: `deldot-${kind}-lines` }, paths(lines.map(linePath))),
    element("g", { id: `deldot-${kind}-heads` }, paths(arrows.map(arrowPath))),
  ].join("\n");
}

function drawn({ kind }: VectorLayer, theme: Theme, x: number, y: number): string {
  const { ink, halo, width, haloWidth } = vectorStyles[kind](theme);
  const lines = (colour: Colour, wide: number) =>
    element("use", {
      href: `#deldot-${kind}-lines`,
      fill: "none",
      ...painted("stroke", css(colour)),
      "stroke-width": wide,
    });
  const heads = (colour: Colour, rim: Attributes) =>
    element("use", { href: `#deldot-${kind}-heads`, ...painted("fill", css(colour)), ...rim });
  return element(
    "g",
    { class: kind, transform: `translate(${short(x)} ${short(y)})`, "stroke-linejoin": "round" },
    [
      lines(halo, width + 2 * haloWidth),
      heads(halo, { ...painted("stroke", css(halo)), "stroke-width": 2 * haloWidth }),
      lines(ink, width),
      heads(ink, {}),
    ],
  );
}

function css([r, g, b, a]: Colour): string {
  return `rgba(${[r, g, b].map((channel) => Math.round(255 * channel)).join(", ")}, ${a})`;
}

/** A colour as all programs read it: how much it covers is an attribute of its own. */
function painted(what: "fill" | "stroke", colour: string | null): Attributes {
  const [, solid, opacity] = /^rgba\((.*), ([\d.]+)\)$/.exec(colour ?? "") ?? [];
  if (opacity === undefined) return { [what]: colour };
  return { [what]: `rgb(${solid})`, [`${what}-opacity`]: Number(opacity) };
}

/**
 * The Catmull–Rom spline through the points of a line as cubic Béziers. Each is written from the end of the one before
 * as it is rounded, so that rounding does not add up.
 */
function linePath({ points, closed }: Streamline): string {
  const count = points.length / 2;
  const last = closed ? count : count - 1;
  const index = (k: number) => (closed ? (k + count) % count : Math.min(count - 1, Math.max(0, k)));
  const at = (k: number, axis: 0 | 1) => 100 * (points[2 * index(k) + axis] as number);
  let from = [Math.round(at(0, 0)), Math.round(at(0, 1))] as const;
  let d = `M${from[0] / 100} ${from[1] / 100}`;
  for (let k = 0; k < last; k += 1) {
    const to = [Math.round(at(k + 1, 0)), Math.round(at(k + 1, 1))] as const;
    const out = ([0, 1] as const).map((axis) => at(k, axis) + (at(k + 1, axis) - at(k - 1, axis)) / 6);
    const into = ([0, 1] as const).map((axis) => at(k + 1, axis) - (at(k + 2, axis) - at(k, axis)) / 6);
    const steps = [...out, ...into, ...to].map(
      (place, i) => (Math.round(place) - from[(i % 2) as 0 | 1]) / 100,
    );
    d += `c${steps.join(" ")}`;
    from = to;
  }
  return closed ? `${d}z` : d;
}

function arrowPath({ x, y, dx, dy }: Arrow): string {
  const corners = arrowOutline.map(
    ([along, across]) => `${short(x + along * dx - across * dy)} ${short(y + along * dy + across * dx)}`,
  );
  return `M${corners.join("L")}z`;
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

function element(name: string, attributes: Attributes, content: string | readonly string[] = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? short(value) : escaped(String(value))}"`)
    .join("");
  if (content.length === 0) return `<${name}${written}/>`;
  const inside = typeof content === "string" ? content : `\n${content.join("\n")}\n`;
  return `<${name}${written}>${inside}</${name}>`;
}

/** To a hundredth of a pixel; shares to as much as matters. */
function short(value: number): number {
  return Number(value.toFixed(Math.abs(value) <= 1 ? 4 : 2)) + 0;
}

const entities: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };

/** Text as XML has it; what XML forbids is replaced. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[<>&"]/g, (sign) => entities[sign] as string);
}
