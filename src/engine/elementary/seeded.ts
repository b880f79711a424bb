/**
 * A generator of uniform numbers in [0, 1) for the tests: multiples of 2^−53 from 32-bit integer arithmetic only,
 * so that a seed means the same numbers on every engine (the mixing is that of "mulberry32").
 */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
}
