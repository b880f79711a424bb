import { eachAxis, type Lens, placeOf } from "./lens.ts";

/** Where a box is in a picture, row by row: what drawing takes long for. */
export interface Silhouette {
  readonly width: number;
  readonly height: number;
  /** Pixels of the box above each row, and at the end in all of the picture. */
  readonly above: Float64Array;
  /** Where in each row it begins and ends: the same place where it is not. */
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** The box of a lens in a picture of so many pixels. */
export function silhouetteOf(lens: Lens, width: number, height: number): Silhouette {
  const { low, high } = lens.box;
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((k) =>
    placeOf(
      lens,
      eachAxis((axis) => ((k >> axis) & 1 ? high[axis] : low[axis])),
    ),
  );
  const above = new Float64Array(height + 1);
  const from = new Float64Array(height);
  const to = new Float64Array(height);
  for (let row = 0; row < height; row += 1) {
    const y = ((row + 0.5) / height) * lens.height;
    let [left, right] = [lens.width, 0];
    for (const [k, a] of corners.entries())
      for (const b of corners.slice(k + 1)) {
        // From within the box there is no outline.
        if (!a || !b) [left, right] = [0, lens.width];
        else if (a.top < y !== b.top < y) {
          const x = a.left + ((y - a.top) / (b.top - a.top)) * (b.left - a.left);
          [left, right] = [Math.min(left, x), Math.max(right, x)];
        }
      }
    from[row] = (Math.min(Math.max(0, left), lens.width) / lens.width) * width;
    to[row] = Math.max(from[row] as number, (Math.min(lens.width, right) / lens.width) * width);
    above[row + 1] = (above[row] as number) + (to[row] as number) - (from[row] as number);
  }
  return { width, height, above, from, to };
}

/** A picture of which every pixel takes long. */
export function wholeOf(width: number, height: number): Silhouette {
  return {
    width,
    height,
    above: Float64Array.from({ length: height + 1 }, (_, row) => row * width),
    from: new Float64Array(height),
    to: new Float64Array(height).fill(width),
  };
}
