import { axesAlong, dot, metricOf, type Slice } from "./slice.ts";

/** Dimension up to which fields are shown on slices: an origin of so many uniforms leaves room on every GPU. */
export const mostSliced = 128;

/** Dimension up to which estimates are drawn on slices: the moments of the probes are uniforms, too. */
export const mostEstimated = 16;

/** Points given as s0, t0, s1, t1, … as rows of R^n. */
export function placesOn({ origin, across, up }: Slice, points: ArrayLike<number>): Float64Array {
  return placesAlong(origin, [across, up], points);
}

/** Points given by as many numbers as there are directions, origin + Σ number·direction, as rows of R^n. */
export function placesAlong(
  origin: readonly number[],
  directions: readonly (readonly number[])[],
  points: ArrayLike<number>,
): Float64Array {
  const n = origin.length;
  const width = directions.length;
  const count = points.length / width;
  const places = new Float64Array(count * n);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < n; i++) {
      let place = origin[i] as number;
      for (let d = 0; d < width; d++) {
        const by = (directions[d] as readonly number[])[i] as number;
        // Adding 0·s would turn −0 into 0 and infinity into NaN.
        if (by !== 0) place += by * (points[k * width + d] as number);
      }
      places[k * n + i] = place;
    }
  }
  return places;
}

/** The part of vectors in the plane, in s and t by least squares: rows of R^n to rows of two. */
export function partsInPlane(slice: Slice, vectors: Float64Array): Float64Array {
  const n = slice.origin.length;
  const { ss, st, tt, determinant } = metricOf(slice);
  const parts = new Float64Array((vectors.length / n) * 2);
  for (let k = 0; k < vectors.length / n; k++) {
    const own = vectors.subarray(k * n, (k + 1) * n);
    const [along, upwards] = [dot(slice.across, own), dot(slice.up, own)];
    parts[2 * k] = (tt * along - st * upwards) / determinant;
    parts[2 * k + 1] = (ss * upwards - st * along) / determinant;
  }
  return parts;
}

/** The derivatives of the part in the plane by s and t: n×n matrices to 2×2 ones. */
export function jacobianInPlane(slice: Slice, jacobians: Float64Array): Float64Array {
  const n = slice.origin.length;
  const count = jacobians.length / (n * n);
  const moved = (direction: readonly number[]) =>
    partsInPlane(
      slice,
      Float64Array.from({ length: count * n }, (_, row) =>
        dot(direction, jacobians.subarray(row * n, (row + 1) * n)),
      ),
    );
  const [bySide, byHeight] = [moved(slice.across), moved(slice.up)];
  return Float64Array.from(
    { length: 4 * count },
    (_, e) => (e % 2 === 0 ? bySide : byHeight)[Math.floor(e / 2)] as number,
  );
}

/** (b·Ja − a·Jb)/√(|a|²|b|² − (a·b)²) for the directions a and b: the curl of the part in the plane. */
export function curlInPlane(slice: Slice, jacobian: ArrayLike<number>): number {
  const { across, up } = slice;
  const n = across.length;
  let turned = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const weight = (up[i] as number) * (across[j] as number) - (across[i] as number) * (up[j] as number);
      if (weight !== 0) turned += weight * (jacobian[i * n + j] as number);
    }
  }
  return turned / Math.sqrt(metricOf(slice).determinant);
}

/** Where the slice lies, as formulas have it: `z = 0.5` for what is not 0; empty for a slice through 0 along axes. */
export function sliceText({ origin, across, up }: Slice, names: readonly string[]): string {
  return placeText(origin, [across, up], names);
}

/** As `sliceText`, along any directions: as many as there are letters for. */
export function placeText(
  origin: readonly number[],
  directions: readonly (readonly number[])[],
  names: readonly string[],
): string {
  if (!axesAlong(origin, directions)) {
    const list = (numbers: readonly number[]) => `(${numbers.map(text).join(", ")})`;
    return [list(origin), ...directions.map((direction, k) => `${"stu"[k]} ${list(direction)}`)].join(" + ");
  }
  return origin.flatMap((value, i) => (value === 0 ? [] : [`${names[i]} = ${text(value)}`])).join(", ");
}

function text(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}
