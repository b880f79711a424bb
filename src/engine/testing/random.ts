/**
 * A seeded generator for tests: uniform on [0, 1) with 53 bits, the same sequence everywhere. It counts by the
 * golden ratio and mixes each count (splitmix, 32 bits), so that neighbouring seeds give unrelated sequences.
 */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let count = seed >>> 0;
  const word = () => {
    count = (count + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(count ^ (count >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  word();
  return () => (word() * 2097152 + (word() >>> 11)) / 9007199254740992;
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}
