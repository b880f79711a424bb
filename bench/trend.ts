/** A line through measurements, and how far they scatter about it. */
export interface Trend {
  /** What the line rises by from the first measurement to the last. */
  readonly rise: number;
  /** Its standard error. */
  readonly error: number;
}

/** The least-squares line through values at times, with the standard error that its residuals give it. */
export function trendOf(times: readonly number[], values: readonly number[]): Trend {
  const count = times.length;
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / count;
  const [t, y] = [mean(times), mean(values)];
  const spread = times.reduce((sum, time) => sum + (time - t) ** 2, 0);
  const slope = times.reduce((sum, time, k) => sum + (time - t) * ((values[k] as number) - y), 0) / spread;
  const residuals = values.map((value, k) => value - y - slope * ((times[k] as number) - t));
  const variance = residuals.reduce((sum, each) => sum + each ** 2, 0) / (count - 2);
  const length = (times.at(-1) as number) - (times[0] as number);
  return { rise: slope * length, error: Math.sqrt(variance / spread) * length };
}
