import type { CompiledField } from "../compiled-field.ts";
import type { PlaneState } from "../protocol.ts";
import { quantile } from "../range.ts";

/** An arrow around a point, in CSS pixels from the plot's top left corner. */
export interface Glyph {
  readonly x: number;
  readonly y: number;
  /** Unit vector, y down. */
  readonly dx: number;
  readonly dy: number;
  /** From tail to tip. */
  readonly length: number;
}

/** CSS pixels between arrows at least; the world's lattice makes them up to √2 times that. */
const spacing = 26;
/** Length of the longest arrow as a share of the distance between them. */
const longest = 0.86;
/** Where lengths tell |F|, arrows of this share of all |F| have the longest, so that a pole does not make dots of the rest. */
const coverage = 0.95;
/** Shorter arrows cannot be told from dots. */
const shortest = 3;
/** Pixels beyond the edge at which an arrow still shows. */
const margin = 40;

/**
 * Arrows on a square lattice that is fixed in the world, in float64. Scaled, an arrow is as long as |F| against the longest;
 * otherwise all are of one length. There is none where the field has no direction.
 */
export function arrowGrid(
  compiled: CompiledField,
  state: Pick<PlaneState, "view" | "width" | "height" | "time" | "layers">,
): readonly Glyph[] {
  const { view, width, height, time, layers } = state;
  const step = 2 ** (Math.ceil(2 * Math.log2(spacing * view.unitsPerPixel)) / 2);
  const [columns, rows] = [
    latticeOf(view.centreX, (width / 2 + margin) * view.unitsPerPixel, step),
    latticeOf(view.centreY, (height / 2 + margin) * view.unitsPerPixel, step),
  ];
  const points = Float64Array.from(rows.flatMap((y) => columns.flatMap((x) => [x, y])));
  if (points.length === 0) return [];
  const field = compiled.fieldEvaluator().components(points, compiled.bindings(time));
  const sizes = Float64Array.from({ length: points.length / 2 }, (_, k) =>
    Math.hypot(field[2 * k] as number, field[2 * k + 1] as number),
  );
  const reach = (step / view.unitsPerPixel) * longest;
  const largest = quantile(sizes.filter((size) => Number.isFinite(size)).sort(), coverage);
  const glyphs: Glyph[] = [];
  sizes.forEach((size, k) => {
    if (!(size > 0) || !Number.isFinite(size)) return;
    const share = layers.arrows.scaled && largest > 0 ? Math.min(1, size / largest) : 1;
    glyphs.push({
      x: width / 2 + ((points[2 * k] as number) - view.centreX) / view.unitsPerPixel,
      y: height / 2 - ((points[2 * k + 1] as number) - view.centreY) / view.unitsPerPixel,
      dx: (field[2 * k] as number) / size,
      dy: -(field[2 * k + 1] as number) / size,
      length: Math.max(shortest, reach * share),
    });
  });
  return glyphs;
}

/** Multiples of the step within the reach of the centre. */
function latticeOf(centre: number, reach: number, step: number): number[] {
  const first = Math.ceil((centre - reach) / step);
  const last = Math.floor((centre + reach) / step);
  // So deep inside a zoom neighbouring lattice points are no longer different numbers.
  if (Math.max(-first, last) > 2 ** 50) return [];
  return Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
}

/** Half widths of shaft and head, and the head's length, CSS pixels; short arrows are made smaller as a whole. */
const shape = { shaft: 0.9, head: 3.4, headLength: 8.5 } as const;

/** Of the halo around an arrow, CSS pixels on each side. */
export const glyphHaloWidth = 0.9;

/** The outline of an arrow, counter to the clock on a page with y up: x0, y0, x1, y1, … */
export function glyphOutline({ x, y, dx, dy, length }: Glyph): number[] {
  const scale = Math.min(1, length / (1.7 * shape.headLength));
  const [tip, neck, tail] = [length / 2, length / 2 - shape.headLength * scale, -length / 2];
  const [shaft, head] = [shape.shaft * Math.max(0.7, scale), shape.head * scale];
  const corners = [tip, 0, neck, head, neck, shaft, tail, shaft, tail, -shaft, neck, -shaft, neck, -head];
  const outline: number[] = [];
  for (let k = 0; k < corners.length; k += 2) {
    const [along, across] = [corners[k] as number, corners[k + 1] as number];
    outline.push(x + along * dx - across * dy, y + along * dy + across * dx);
  }
  return outline;
}
