/** A derivative seen from outside, and how far it may be off. */
export interface Difference {
  readonly value: number;
  readonly error: number;
}

/**
 * ∂f/∂x_axis at each point by central differences with steps h, h/2, h/4, extrapolated twice (Richardson): what
 * is left is of order h⁶, judged by the last correction, and the rounding of f divided by the smallest step.
 */
export function extrapolatedDifference(
  f: (points: readonly (readonly number[])[]) => ArrayLike<number>,
  points: readonly (readonly number[])[],
  axis: number,
  step: number,
): Difference[] {
  const moved = (by: number) => f(points.map((point) => point.map((x, i) => (i === axis ? x + by : x))));
  const levels = [step, step / 2, step / 4].map((h) => ({ h, up: moved(h), down: moved(-h) }));
  return points.map((point, i) => {
    const slopes = levels.map(({ h, up, down }) => ((up[i] as number) - (down[i] as number)) / (2 * h));
    const [a, b, c] = slopes as [number, number, number];
    const [first, second] = [(4 * b - a) / 3, (4 * c - b) / 3];
    const value = (16 * second - first) / 15;
    // Of order one at least: what f adds up inside may be larger than f.
    const size = Math.max(
      1,
      ...levels.flatMap(({ up, down }) => [Math.abs(up[i] as number), Math.abs(down[i] as number)]),
    );
    const x = Math.abs(point[axis] as number);
    const rounding = (16 * Number.EPSILON * (size + x * Math.abs(value))) / (step / 4);
    return { value, error: 4 * Math.abs(value - second) + rounding };
  });
}
