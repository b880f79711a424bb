import type { NormalSample } from "../../engine/quadrature/flux.ts";
import type { Shape } from "../../engine/quadrature/shape.ts";
import type { PlaneView } from "../protocol.ts";
import type { Mark } from "./marks.ts";

/** A plot of width × height CSS pixels, and what it shows. */
export interface Place {
  readonly view: PlaneView;
  readonly width: number;
  readonly height: number;
}

interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

/** Length of the longest normal, in CSS pixels. */
const longestNormal = 26;

/** The outline of a region as SVG writes it. */
export function regionPath(shape: Shape, place: Place): string {
  if (shape.kind === "circle") {
    const [x, y] = pixelOf(shape.centre, place);
    const radius = shape.radius / place.view.unitsPerPixel;
    const arc = `a${radius} ${radius} 0 1 0`;
    return `M${x - radius} ${y}${arc} ${2 * radius} 0${arc} ${-2 * radius} 0z`;
  }
  const corners = shape.vertices.map((vertex) => pixelOf(vertex, place).join(" "));
  return `M${corners.join("L")}z`;
}

/** F·n along the boundary: outward where the field leaves, inward where it enters, as long as it is strong. */
export function normalPaths(
  samples: readonly NormalSample[],
  place: Place,
): { readonly outward: string; readonly inward: string } {
  const strongest = Math.max(...samples.map(({ outward }) => Math.abs(outward)).filter(Number.isFinite));
  const strokes = { outward: "", inward: "" };
  if (!(strongest > 0)) return strokes;
  for (const sample of samples) {
    if (!Number.isFinite(sample.outward)) continue;
    const [x, y] = pixelOf(sample, place);
    const length = (longestNormal * sample.outward) / strongest;
    const [right, down] = [length * sample.normalX, -length * sample.normalY];
    strokes[sample.outward > 0 ? "outward" : "inward"] +=
      `M${x.toFixed(2)} ${y.toFixed(2)}l${right.toFixed(2)} ${down.toFixed(2)}`;
  }
  return strokes;
}

/** A region with its normals as marks. */
export function regionMarks(shape: Shape, samples: readonly NormalSample[], place: Place): Mark[] {
  const path = { kind: "path", x: 0, y: 0 } as const;
  const { inward, outward } = normalPaths(samples, place);
  return [
    { ...path, role: "region", d: regionPath(shape, place) } as const,
    { ...path, role: "inward", d: inward } as const,
    { ...path, role: "outward", d: outward } as const,
  ].filter(({ d }) => d !== "");
}

function pixelOf({ x, y }: WorldPoint, { view, width, height }: Place): readonly [number, number] {
  return [
    width / 2 + (x - view.centreX) / view.unitsPerPixel,
    height / 2 - (y - view.centreY) / view.unitsPerPixel,
  ];
}
