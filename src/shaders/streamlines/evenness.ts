import type { Spacing, Streamline } from "./streamline.ts";

/** How evenly lines cover a plot, measured without any of what places them; lengths in separations. */
export interface Evenness {
  readonly lines: number;
  readonly points: number;
  /** Share of points with another line nearer than the test distance: clumps. */
  readonly close: number;
  /** Share of the plot farther than 1.6 separations from all lines: gaps. */
  readonly far: number;
  /** Mean distance of points to the nearest other line, and its standard deviation over it. */
  readonly mean: number;
  readonly spread: number;
  /** Lines shorter than the shortest. */
  readonly stubs: number;
}

/** Where gaps are looked for, pixels apart: a prime number of tenths, to fall in step with nothing. */
const pitch = 3.7;
const gap = 1.6;
/** A distance is not looked for beyond this many separations. */
const horizon = 3;

export function evennessOf(
  lines: readonly Pick<Streamline, "points" | "step">[],
  spacing: Spacing,
  width: number,
  height: number,
): Evenness {
  const { separation, test, shortest } = spacing;
  const nearest = nearestPoint(
    lines.map(({ points }) => points),
    horizon * separation,
  );
  const inside = (x: number, y: number) => x >= 0 && x <= width && y >= 0 && y <= height;
  const distances: number[] = [];
  lines.forEach(({ points }, line) => {
    for (let k = 0; k < points.length; k += 2) {
      const [x, y] = [points[k] as number, points[k + 1] as number];
      if (inside(x, y)) distances.push(nearest(x, y, line) / separation);
    }
  });
  let far = 0;
  let places = 0;
  for (let x = pitch / 2; x < width; x += pitch) {
    for (let y = pitch / 2; y < height; y += pitch) {
      places += 1;
      if (nearest(x, y, -1) > gap * separation) far += 1;
    }
  }
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  const variance = distances.reduce((sum, distance) => sum + (distance - mean) ** 2, 0) / distances.length;
  const length = ({ points, step }: Pick<Streamline, "points" | "step">) => (points.length / 2 - 1) * step;
  return {
    lines: lines.length,
    points: distances.length,
    close: distances.filter((distance) => distance * separation < test * 0.999).length / distances.length,
    far: far / places,
    mean,
    spread: Math.sqrt(variance) / mean,
    stubs: lines.filter((line) => length(line) < shortest).length,
  };
}

/** Share of the second lines' points that lie within `distance` of the first ones': how much of a picture stays. */
export function kept(before: readonly Streamline[], after: readonly Streamline[], distance: number): number {
  // Between points six pixels apart no place is farther than three from one of them.
  const nearest = nearestPoint(
    before.map(({ points }) => points),
    2 * distance,
  );
  const places = after.flatMap(({ points }) =>
    Array.from({ length: points.length / 2 }, (_, k) => 2 * k).map(
      (k) => [points[k] as number, points[k + 1] as number] as const,
    ),
  );
  return places.filter(([x, y]) => nearest(x, y, -1) < distance).length / places.length;
}

/** The distance from (x, y) to the nearest point of lines other than `own`, up to `most`. */
function nearestPoint(
  lines: readonly Float32Array[],
  most: number,
): (x: number, y: number, own: number) => number {
  const cells = new Map<string, number[]>();
  const place = (value: number) => Math.floor(value / most);
  lines.forEach((points, line) => {
    for (let k = 0; k < points.length; k += 2) {
      const key = `${place(points[k] as number)} ${place(points[k + 1] as number)}`;
      const cell = cells.get(key) ?? [];
      cell.push(points[k] as number, points[k + 1] as number, line);
      cells.set(key, cell);
    }
  });
  return (x, y, own) => {
    let least = most;
    for (let column = place(x) - 1; column <= place(x) + 1; column += 1) {
      for (let row = place(y) - 1; row <= place(y) + 1; row += 1) {
        const cell = cells.get(`${column} ${row}`) ?? [];
        for (let k = 0; k < cell.length; k += 3) {
          if (cell[k + 2] === own) continue;
          least = Math.min(least, Math.hypot((cell[k] as number) - x, (cell[k + 1] as number) - y));
        }
      }
    }
    return least;
  };
}
