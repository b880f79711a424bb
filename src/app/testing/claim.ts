import type { DemoNotebook } from "./demo.ts";

/** A number that a demo notebook tells. */
export interface Claim {
  /** As it stands there, up to the end of the number. */
  readonly words: string;
  /** What the engine says. */
  readonly engine: (demo: DemoNotebook) => number;
  /** A closed form, what was published, or the same worked out in another way. */
  readonly truth: number | ((demo: DemoNotebook) => number);
  /** Relative difference allowed between the two: rounding, where nothing is said. */
  readonly within?: number;
}

/** The number at the end of the words, and half a unit of its last digit; whole numbers are meant exactly. */
export function numberOf(words: string): { value: number; half: number } {
  const text = /-?\d+(?: \d{3})*(?:\.(\d+))?(?=\D*$)/.exec(words);
  if (!text) throw new Error(`There is no number in “${words}”.`);
  const value = Number(text[0].replaceAll(" ", ""));
  return {
    value,
    half: text[1] === undefined ? 1e-9 * Math.max(1, Math.abs(value)) : 0.5 * 10 ** -text[1].length,
  };
}

/** The size of something that should be nothing: 0 where it is of the order of rounding. */
export function vanishing(size: number): number {
  return size < 1e-12 ? 0 : size;
}
