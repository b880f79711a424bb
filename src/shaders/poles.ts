interface GridValues {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/**
 * The values of a grid, with NaN for those near poles, or where else what is there is steeper than the grid can show: the
 * criterion, and what it does not find, are those of colour.frag.glsl. Colours tell sizes up to `largest` apart.
 */
export function withoutPoles({ width, height, values }: GridValues, largest: number): Float64Array {
  return Float64Array.from(values, (here, k) => {
    if (!(0.999 * Math.abs(here) >= largest)) return here;
    const [column, row] = [k % width, Math.floor(k / width)];
    /** The values so far before and after, as shares of this one, the lower first. */
    const beside = (by: number) => {
      const [left, right] = [Math.max(0, column - by), Math.min(width - 1, column + by)];
      const [above, below] = [Math.max(0, row - by), Math.min(height - 1, row + by)];
      return [
        [row * width + left, row * width + right],
        [above * width + column, below * width + column],
      ]
        .map((places) => places.map((place) => (values[place] as number) / here).sort((a, b) => a - b))
        .filter((shares) => shares.every(Number.isFinite)) as [number, number][];
    };
    const isSteep =
      beside(1).some(([low, high]) => (low > 0 && low < 0.9 && high > 2) || (low < 0.5 && high < 0.9)) ||
      beside(2).some(([low, high]) => low > -0.5 && high < 0.5);
    return isSteep ? Number.NaN : here;
  });
}
