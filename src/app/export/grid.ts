/** `count` coordinates from `low` to `high`, both included. */
export interface GridAxis {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Number of points of the grid that the axes span. */
export function gridSize(axes: readonly GridAxis[]): number {
  return axes.reduce((size, axis) => size * axis.count, 1);
}

/**
 * Coordinate `index` of an axis: low + (high − low)·index/(count − 1). The last one is `high` itself, not what
 * rounding makes of it; an axis of one point has `low` alone. Finite for all ends that are.
 */
export function gridCoordinate(axis: GridAxis, index: number): number {
  if (index === 0) return axis.low;
  if (index === axis.count - 1) return axis.high;
  const { low, high, count } = axis;
  const part = (high - low) * index;
  if (Number.isFinite(part)) return low + part / (count - 1);
  const share = index / (count - 1);
  return low * (1 - share) + high * share;
}

/**
 * Points `first` … `first + count − 1` of the grid, count × axes.length row-major. The first axis varies fastest,
 * so the point (i, j) of an x–y grid is number i + j·nx: the number that `per-point` keys fold in.
 */
export function gridPoints(axes: readonly GridAxis[], first: number, count: number): Float64Array {
  const points = new Float64Array(count * axes.length);
  for (let point = 0; point < count; point++) {
    let rest = first + point;
    for (const [position, axis] of axes.entries()) {
      points[point * axes.length + position] = gridCoordinate(axis, rest % axis.count);
      rest = Math.floor(rest / axis.count);
    }
  }
  return points;
}
