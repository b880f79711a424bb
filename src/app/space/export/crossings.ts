import type { Triple } from "../../../shaders/space/lens.ts";

/** A way along which a function crosses a level: values above the level at both ends, of different signs. */
export interface Crossing {
  readonly from: Triple;
  readonly to: Triple;
  readonly low: number;
  readonly high: number;
}

/**
 * How far from the level a place may be, as a share of how much the function changes along the way: what is looked for,
 * and what a function that jumps has not. A way on which it hardly changes, by rounding alone, is judged by the others.
 */
const tolerance = 1e-9;
const enough = 1e-4;
const leastChange = 1e-3;
/** Halvings that come between keep steep functions from taking longer. */
const mostSteps = 60;

/**
 * The places where a function has the level, one on each way: the Illinois method on all of them at once, with a halving
 * after every two steps. Where the function jumps over the level there is none: NaN.
 */
export function crossings(
  ways: readonly Crossing[],
  level: number,
  values: (places: Float64Array) => Float64Array,
): Float64Array {
  const count = ways.length;
  // The root lies between these shares of the way; the weights of their values are halved where an end stays.
  const ends = [new Float64Array(count), new Float64Array(count).fill(1)] as const;
  const weights = [
    Float64Array.from(ways, ({ low }) => low),
    Float64Array.from(ways, ({ high }) => high),
  ] as const;
  const shares = new Float64Array(count);
  const errors = new Float64Array(count);
  const stayed = new Int8Array(count).fill(-1);
  const changes = Float64Array.from(ways, ({ low, high }) => Math.abs(high - low));
  const usual = changes.slice().sort()[count >> 1] ?? 0;
  let open: number[] = [];
  for (const [k, { low, high }] of ways.entries()) {
    if (low === 0 || high === 0) shares[k] = low === 0 ? 0 : 1;
    else open.push(k);
  }
  for (let step = 0; step < mostSteps && open.length > 0; step += 1) {
    for (const k of open) {
      const [a, b] = ends.map((end) => end[k] as number) as [number, number];
      const [u, v] = weights.map((weight) => weight[k] as number) as [number, number];
      shares[k] = step % 3 === 2 ? (a + b) / 2 : a + ((b - a) * u) / (u - v);
    }
    const found = values(placesAt(open, ways, shares));
    open = open.filter((k, at) => {
      const value = (found[at] as number) - level;
      const { low } = ways[k] as Crossing;
      errors[k] = Math.abs(value) / Math.max(changes[k] as number, leastChange * usual);
      if (!(errors[k] > tolerance)) return Number.isNaN(value);
      const side = value >= 0 === low >= 0 ? 0 : 1;
      ends[side][k] = shares[k] as number;
      weights[side][k] = value;
      const other = (1 - side) as 0 | 1;
      if (stayed[k] === other) weights[other][k] = (weights[other][k] as number) / 2;
      stayed[k] = other;
      return true;
    });
  }
  const all = Array.from(ways, (_, k) => k);
  const places = placesAt(all, ways, shares);
  for (const k of all) if (!((errors[k] as number) <= enough)) places.fill(Number.NaN, 3 * k, 3 * k + 3);
  return places;
}

function placesAt(which: readonly number[], ways: readonly Crossing[], shares: Float64Array): Float64Array {
  const places = new Float64Array(3 * which.length);
  for (const [at, k] of which.entries()) {
    const { from, to } = ways[k] as Crossing;
    const share = shares[k] as number;
    // The same numbers from wherever they are reached, and those of the ends themselves.
    for (let axis = 0; axis < 3; axis += 1) {
      const [a, b] = [from[axis] as number, to[axis] as number];
      places[3 * at + axis] = a === b ? a : (1 - share) * a + share * b;
    }
  }
  return places;
}
