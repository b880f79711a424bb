import type { PlaneView } from "../protocol.ts";
import type { Streamline } from "./streamline.ts";

/** A field as the program reads it and written by hand. */
export interface LineField {
  readonly name: string;
  readonly source: string;
  field(x: number, y: number): readonly [number, number];
}

/** Fields whose lines are compared with what they should be: centres, saddles, spirals, and one that turns sharply. */
export const lineFields: readonly LineField[] = [
  { name: "a rotation", source: "F(x, y) = (-y, x)", field: (x, y) => [-y, x] },
  { name: "a saddle", source: "F(x, y) = (x, -3 y)", field: (x, y) => [x, -3 * y] },
  { name: "a spiral", source: "F(x, y) = (x - 4 y, 4 x + y)", field: (x, y) => [x - 4 * y, 4 * x + y] },
  { name: "cells", source: "F(x, y) = (sin(y), cos(x))", field: (x, y) => [Math.sin(y), Math.cos(x)] },
  {
    name: "an oscillator",
    source: "F(x, y) = (y, (1 - x^2) y - x)",
    field: (x, y) => [y, (1 - x * x) * y - x],
  },
];

/** Steps between two points, of Kutta's rule of the fourth order: errors of 1e-9 px where lines bend like these. */
const pieces = 48;

/** Neighbours at this distance, pixels, may part by so many times it: beyond, rounding to float32 is seen. */
const apart = 1e-3;
const mostGrowth = 30;

/** What a comparison found: the largest deviation in pixels, and of the points how many were compared, and how many are. */
export interface Deviation {
  readonly largest: number;
  readonly compared: number;
  readonly points: number;
}

/**
 * How far the points of a line are from where the field leads from the eighth one before them. Where it drives
 * neighbours apart there, it drives errors apart as well, whoever made them: such points are left out.
 */
export function referenceTo(
  { points, step, seed }: Streamline,
  { field }: LineField,
  view: PlaneView,
  { width, height }: { readonly width: number; readonly height: number },
): Deviation {
  const unit = (x: number, y: number): readonly [number, number] => {
    const [u, v] = field(
      view.centreX + (x - width / 2) * view.unitsPerPixel,
      view.centreY - (y - height / 2) * view.unitsPerPixel,
    );
    const size = Math.hypot(u, v);
    return [u / size, -v / size];
  };
  const advanced = ([startX, startY]: readonly [number, number], h: number): readonly [number, number] => {
    let [x, y] = [startX, startY];
    for (let piece = 0; piece < pieces; piece += 1) {
      const [ax, ay] = unit(x, y);
      const [bx, by] = unit(x + (h / 2) * ax, y + (h / 2) * ay);
      const [cx, cy] = unit(x + (h / 2) * bx, y + (h / 2) * by);
      const [dx, dy] = unit(x + h * cx, y + h * cy);
      x += (h / 6) * (ax + 2 * (bx + cx) + dx);
      y += (h / 6) * (ay + 2 * (by + cy) + dy);
    }
    return [x, y];
  };
  const pointAt = (k: number) => [points[2 * k] as number, points[2 * k + 1] as number] as const;
  const distance = (p: readonly [number, number], q: readonly [number, number]) =>
    Math.hypot(p[0] - q[0], p[1] - q[1]);
  const count = points.length / 2;
  let [largest, compared] = [0, 0];
  for (const sense of [1, -1]) {
    const h = (sense * step) / pieces;
    const last = sense === 1 ? count - 1 : 0;
    for (let from = seed; (last - from) * sense > 0; from += 8 * sense) {
      let place = pointAt(from);
      const [u, v] = unit(...place);
      let beside: readonly [number, number] = [place[0] - apart * v, place[1] + apart * u];
      for (let k = from + sense; (last - k) * sense >= 0 && Math.abs(k - from) <= 8; k += sense) {
        place = advanced(place, h);
        beside = advanced(beside, h);
        if (distance(place, beside) > mostGrowth * apart) break;
        compared += 1;
        largest = Math.max(largest, distance(place, pointAt(k)));
      }
    }
  }
  return { largest, compared, points: count };
}
