/** A place of a trajectory, and the unit direction in which it goes on. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/**
 * Writes `count` points that lie evenly between two places, the latter among them, on the cubic with their directions:
 * x, y from index `at` on. `arc` is the arc length from one place to the other. Where a stride's error is below the
 * tolerance, so is the cubic's distance from the curve, which is h⁴/384 of its fourth derivative.
 */
export function writeStride(
  points: Float32Array,
  at: number,
  from: Place,
  to: Place,
  arc: number,
  count: number,
): void {
  for (let k = 1; k < count; k += 1) {
    const t = k / count;
    const s = 1 - t;
    // The weights of the places and of their tangents in Hermite's cubic.
    const a = s * s * (1 + 2 * t);
    const b = t * t * (1 + 2 * s);
    const c = arc * t * s * s;
    const d = -arc * t * t * s;
    points[at + 2 * k - 2] = a * from.x + b * to.x + c * from.dx + d * to.dx;
    points[at + 2 * k - 1] = a * from.y + b * to.y + c * from.dy + d * to.dy;
  }
  points[at + 2 * count - 2] = to.x;
  points[at + 2 * count - 1] = to.y;
}
