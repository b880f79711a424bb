/** N points of R^n: N·n numbers row by row, or N rows of n numbers. */
export type Points = Float64Array | readonly ArrayLike<number>[];

/**
 * The points row by row; an array of numbers is handed through as it is.
 * @throws TypeError when these are no points, RangeError when they are not points of R^n
 */
export function pointRows(points: Points, dimension: number): Float64Array {
  if (isFloat64Array(points)) {
    if (points.length % dimension === 0) return points;
    throw new RangeError(`${points.length} numbers are not whole points of R^${dimension}.`);
  }
  if (!Array.isArray(points))
    throw new TypeError("Points are a Float64Array, or an array of rows of numbers.");
  const rows = new Float64Array(points.length * dimension);
  points.forEach((row: unknown, i) => {
    if (!isArrayLike(row)) throw new TypeError(`Point ${i} is not a row of numbers.`);
    if (row.length !== dimension) {
      throw new RangeError(`Point ${i} has length ${row.length}; the field is on R^${dimension}.`);
    }
    for (let j = 0; j < dimension; j++) {
      const entry = row[j];
      if (typeof entry !== "number") throw new TypeError(`Entry ${j} of point ${i} is not a number.`);
      rows[i * dimension + j] = entry;
    }
  });
  return rows;
}

/** By its tag: an array of another frame or context is one as well. */
function isFloat64Array(value: unknown): value is Float64Array {
  return Object.prototype.toString.call(value) === "[object Float64Array]";
}

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return typeof value === "object" && value !== null && "length" in value;
}
