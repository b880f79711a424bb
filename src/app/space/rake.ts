import { shortBeside } from "../../shaders/short.ts";
import { eachAxis, type SpaceBox, type Triple } from "../../shaders/space/lens.ts";
import type { Rake } from "../document/space-cell.ts";

/** Across the middle of a box, along its first axis. */
export function usualRake({ low, high }: SpaceBox): Rake {
  const at = (share: number) =>
    eachAxis((axis) => {
      const part = axis === 0 ? share : 0.5;
      return shortBeside(low[axis] * (1 - part) + high[axis] * part, high[axis] - low[axis]);
    });
  return { from: at(0.15), to: at(0.85), count: 9 };
}

/** The seeds of a rake, its ends among them. */
export function rakeSeeds({ from, to, count }: Rake): Triple[] {
  return Array.from({ length: count }, (_, k) => {
    const share = k / (count - 1);
    return eachAxis((axis) => from[axis] * (1 - share) + to[axis] * share);
  });
}
