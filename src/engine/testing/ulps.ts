const doubles = new Float64Array(1);
const bits = new BigInt64Array(doubles.buffer);

/** The place of a double in the order of all doubles; −0 and 0 share one. */
function rank(x: number): bigint {
  doubles[0] = x;
  const word = bits[0] as bigint;
  return word >= 0n ? word : -(word & 0x7fffffffffffffffn);
}

/** How many doubles lie from a to b; 0 for two NaN, ∞ for one. */
export function ulpsBetween(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b))
    return Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY;
  const distance = rank(a) - rank(b);
  return Number(distance < 0n ? -distance : distance);
}

/** Whether every number has the bits of its partner; NaN is one value. Returns the first that differs, or −1. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (!Object.is(a[i], b[i])) return i;
  return -1;
}
