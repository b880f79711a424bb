/** Values on a grid, row-major from the top left. */
export interface GridValues {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/** A line of a contour set through one cell: x0, y0, x1, y1 in cells from the grid's corner; values lie at k + ½. */
export type ContourPiece = readonly [number, number, number, number];

/** As in contours.glsl, per CSS pixel: the number of lines below which there is no telling where they run; */
const flat = 1e-4;
/** past which they would run into each other; */
const crowded = 0.2;
/** and from which on a change of sign may be one through infinity. */
const steep = 0.25;
/** Such a change is none where slopes differ by as large a share of themselves. */
const bent = 0.75;

/**
 * Where values pass through whole numbers, by level, with the values taken as linear along the sides of squares of four
 * (marching squares). `cell`: CSS pixels from one value to the next. What `contours.glsl` draws per pixel, as lines.
 */
export function contourLines(grid: GridValues, cell: number): ReadonlyMap<number, readonly ContourPiece[]> {
  const { width, height, values } = grid;
  const levels = new Map<number, ContourPiece[]>();
  const at = (column: number, row: number) =>
    values[clamp(row, height) * width + clamp(column, width)] as number;
  const add = (level: number, pieces: readonly ContourPiece[]) => {
    const known = levels.get(level);
    if (known) known.push(...pieces);
    else levels.set(level, [...pieces]);
  };
  // Half a cell beyond the outermost values the grid ends.
  for (let row = -1; row < height; row += 1) {
    for (let column = -1; column < width; column += 1) {
      const square = [
        at(column, row),
        at(column + 1, row),
        at(column + 1, row + 1),
        at(column, row + 1),
      ] as const;
      if (!square.every(Number.isFinite)) continue;
      const [a, b, c, d] = square;
      const [low, high] = [Math.min(...square), Math.max(...square)];
      if (!((high - low) / cell >= flat)) continue;
      const steepness = Math.hypot(b + c - a - d, c + d - a - b) / 2 / cell;
      if (low < 0 && high >= 0 && !(steepness > steep && isBent(at, column, row)))
        add(0, piecesOf(square, 0, column, row));
      if (steepness > crowded) continue;
      for (let level = Math.floor(low) + 1; level <= high; level += 1)
        if (level !== 0) add(level, piecesOf(square, level, column, row));
    }
  }
  return levels;
}

function clamp(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}

/** Whether slopes at a corner of the square differ as they do at a pole, or where the map jumps. */
function isBent(at: (column: number, row: number) => number, left: number, top: number): boolean {
  return [0, 1, 2, 3].some((corner) => {
    const [column, row] = [left + (corner % 2), top + (corner >> 1)];
    const [value, right, before] = [at(column, row), at(column + 1, row), at(column - 1, row)];
    const [below, above] = [at(column, row + 1), at(column, row - 1)];
    const slope = Math.hypot(right - before, below - above) / 2;
    return !(Math.hypot(right + before - 2 * value, below + above - 2 * value) < bent * slope);
  });
}

/** The lines of a level through one square, whose values are given around it from its top left. */
function piecesOf(
  [a, b, c, d]: readonly [number, number, number, number],
  level: number,
  column: number,
  row: number,
): ContourPiece[] {
  const share = (from: number, to: number) => (level - from) / (to - from);
  const [left, top] = [column + 0.5, row + 0.5];
  const places: (readonly [number, number])[] = [];
  const crosses = (from: number, to: number) => from >= level !== to >= level;
  if (crosses(a, b)) places.push([left + share(a, b), top]);
  if (crosses(b, c)) places.push([left + 1, top + share(b, c)]);
  if (crosses(d, c)) places.push([left + share(d, c), top + 1]);
  if (crosses(a, d)) places.push([left, top + share(a, d)]);
  const [p, q, r, s] = places;
  if (!p || !q) return [];
  if (!r || !s) return [[...p, ...q]];
  // Two lines: they part the corners that the middle is not like.
  return a >= level === (a + b + c + d) / 4 >= level
    ? [
        [...p, ...q],
        [...r, ...s],
      ]
    : [
        [...p, ...s],
        [...q, ...r],
      ];
}
