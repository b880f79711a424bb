import { glyphOutline } from "../arrows/arrow-grid.ts";
import type { Theme } from "../palette.ts";
import { arrowOutline, type Colour } from "../streamlines/line-style.ts";
import { outlineOf } from "../streamlines/outline.ts";
import type { Arrow } from "../streamlines/ribbons.ts";
import type { Streamline } from "../streamlines/streamline.ts";
import type { VectorLayer } from "../vector-layer.ts";
import type { MapInks } from "./map-inks.ts";
import { type Attributes, css, element, painted, short } from "./svg-element.ts";
import { vectorStyle } from "./vector-style.ts";

/** The lines and heads of a layer, to be drawn twice. */
export function layerGeometry(layer: VectorLayer): string {
  const { kind } = layer;
  const { lines, heads } = pathsOf(layer);
  const group = (part: string, paths: readonly string[]) =>
    paths.length > 0
      ? [
          element(
            "g",
            { id: `deldot-${kind}-${part}` },
            paths.map((d) => element("path", { d })),
          ),
        ]
      : [];
  return [...group("lines", lines), ...group("heads", heads)].join("\n");
}

/** A layer with its halo, at a place. `inks` are those of the streamlines. */
export function layerElement(
  layer: VectorLayer,
  inks: MapInks | null,
  theme: Theme,
  x: number,
  y: number,
): string {
  const { kind } = layer;
  const colours = kind === "streamlines" ? inks : null;
  const { ink, halo, width, haloWidth } = vectorStyle(kind, theme, colours !== null);
  const [hasLines, hasHeads] =
    kind === "arrows" ? [false, layer.glyphs.length > 0] : [layer.lines.length > 0, layer.arrows.length > 0];
  const lines = (colour: Colour, wide: number) =>
    used(`${kind}-lines`, hasLines, {
      fill: "none",
      ...painted("stroke", css(colour)),
      "stroke-width": wide,
    });
  const heads = (colour: Colour, rim: Attributes) =>
    used(`${kind}-heads`, hasHeads, { ...painted("fill", css(colour)), ...rim });
  return element(
    "g",
    { class: kind, transform: `translate(${short(x)} ${short(y)})`, "stroke-linejoin": "round" },
    [
      ...lines(halo, width + 2 * haloWidth),
      ...heads(halo, { ...painted("stroke", css(halo)), "stroke-width": 2 * haloWidth }),
      ...(colours && kind === "streamlines"
        ? inMapColours(layer, colours, css(ink), width)
        : [...lines(ink, width), ...heads(ink, {})]),
    ],
  );
}

function used(name: string, exists: boolean, attributes: Attributes): string[] {
  return exists ? [element("use", { href: `#deldot-${name}`, ...attributes })] : [];
}

/** The paths of a layer: of lines, and of what is filled. */
function pathsOf(layer: VectorLayer): {
  readonly lines: readonly string[];
  readonly heads: readonly string[];
} {
  if (layer.kind === "arrows")
    return { lines: [], heads: layer.glyphs.map((glyph) => polygonPath(glyphOutline(glyph))) };
  const path = layer.kind === "mesh" ? meshPath : linePath;
  return { lines: layer.lines.map((line) => path(line)), heads: layer.arrows.map(arrowPath) };
}

/** Runs of one colour of all lines together, then the heads of each colour. Round ends let no ground through between runs. */
function inMapColours(
  { lines, arrows }: Extract<VectorLayer, { kind: "streamlines" | "mesh" }>,
  inks: MapInks,
  ink: string,
  width: number,
): string[] {
  const runs = new Map<string, string>();
  const heads = new Map<string, string>();
  const add = (paths: Map<string, string>, colour: string | null | undefined, d: string) =>
    paths.set(colour ?? ink, (paths.get(colour ?? ink) ?? "") + d);
  lines.forEach((line, l) => {
    const colours = inks.lines[l] ?? [];
    let from = 0;
    for (let k = 1; k <= colours.length; k += 1) {
      if (k < colours.length && colours[k] === colours[from]) continue;
      add(runs, colours[from], linePath(line, from, k));
      from = k;
    }
  });
  arrows.forEach((arrow, k) => {
    add(heads, inks.heads[k], arrowPath(arrow));
  });
  const stroke = { fill: "none", "stroke-width": width, "stroke-linecap": "round" };
  return [
    element(
      "g",
      stroke,
      [...runs].map(([colour, d]) => element("path", { d, ...painted("stroke", colour) })),
    ),
    ...[...heads].map(([colour, d]) => element("path", { d, ...painted("fill", colour) })),
  ];
}

/**
 * The Catmull–Rom spline through the points of a line as cubic Béziers, or its pieces from one point to another. Each is
 * written from the end of the one before as it is rounded, so that rounding does not add up.
 */
function linePath({ points, closed }: Streamline, first = 0, end?: number): string {
  const count = points.length / 2;
  const last = end ?? (closed ? count : count - 1);
  const index = (k: number) => (closed ? (k + count) % count : Math.min(count - 1, Math.max(0, k)));
  const at = (k: number, axis: 0 | 1) => 100 * (points[2 * index(k) + axis] as number);
  let from = [Math.round(at(first, 0)), Math.round(at(first, 1))] as const;
  let d = `M${from[0] / 100} ${from[1] / 100}`;
  for (let k = first; k < last; k += 1) {
    const to = [Math.round(at(k + 1, 0)), Math.round(at(k + 1, 1))] as const;
    const out = ([0, 1] as const).map((axis) => at(k, axis) + (at(k + 1, axis) - at(k - 1, axis)) / 6);
    const into = ([0, 1] as const).map((axis) => at(k + 1, axis) - (at(k + 2, axis) - at(k, axis)) / 6);
    const steps = [...out, ...into, ...to].map(
      (place, i) => (Math.round(place) - from[(i % 2) as 0 | 1]) / 100,
    );
    d += `c${steps.join(" ")}`;
    from = to;
  }
  return closed && end === undefined ? `${d}z` : d;
}

/** A line of the mesh as it is drawn in pixels: most are straight for long, and have few corners. */
function meshPath(line: Streamline): string {
  const { xs, ys } = outlineOf(line, 0);
  return `M${xs.map((x, k) => `${short(x)} ${short(ys[k] as number)}`).join("L")}`;
}

function arrowPath({ x, y, dx, dy }: Arrow): string {
  return polygonPath(
    arrowOutline.flatMap(([along, across]) => [x + along * dx - across * dy, y + along * dy + across * dx]),
  );
}

/** x0, y0, x1, y1, … */
function polygonPath(corners: readonly number[]): string {
  const places: string[] = [];
  for (let k = 0; k < corners.length; k += 2)
    places.push(`${short(corners[k] as number)} ${short(corners[k + 1] as number)}`);
  return `M${places.join("L")}z`;
}
