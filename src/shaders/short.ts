/**
 * A number without the digits that nobody needs: to so many significant ones, and to as many more as it takes for
 * something of this size to have so many beside it, as where it is in a small box far from 0.
 */
export function shortBeside(value: number, size: number, digits = 9): number {
  const more = Math.abs(value) > size ? Math.ceil(Math.log10(Math.abs(value) / size)) : 0;
  return Number(value.toPrecision(Math.min(17, digits + more)));
}
