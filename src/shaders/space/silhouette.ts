import { eachAxis, type Lens, placeOf } from "./lens.ts";

/**
 * How many pixels of the box there are above each row of a picture of so many, and at the end in all of it: what drawing
 * takes long for.
 */
export function pixelsAbove(lens: Lens, width: number, height: number): Float64Array {
  const { low, high } = lens.box;
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((k) =>
    placeOf(
      lens,
      eachAxis((axis) => ((k >> axis) & 1 ? high[axis] : low[axis])),
    ),
  );
  const above = new Float64Array(height + 1);
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
    const share = Math.max(0, Math.min(lens.width, right) - Math.max(0, left)) / lens.width;
    above[row + 1] = (above[row] as number) + share * width;
  }
  return above;
}
