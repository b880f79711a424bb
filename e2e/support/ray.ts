import { eachAxis, type Lens, rayAt } from "../../src/shaders/space/lens.ts";
import type { SpaceVolume } from "../../src/shaders/space/scene.ts";

/** Points along a ray within the box, from the eye on: the middles of equal steps. */
export interface Along {
  /** x, y, z after x, y, z; none where the ray misses the box. */
  readonly points: Float64Array;
  /** Over the longest edge of the box. */
  readonly step: number;
}

/** Many times as many as shaders take: what they gather has to be the integral, whatever steps it is taken in. */
const count = 3000;

/** Where the ray of a place of the picture runs through the box. */
export function alongRay(lens: Lens, left: number, top: number): Along {
  const { from, along } = rayAt(lens, left, top);
  const { low, high } = lens.box;
  const ends = eachAxis((k) =>
    [(low[k] - from[k]) / along[k], (high[k] - from[k]) / along[k]].sort((a, b) => a - b),
  ) as readonly (readonly number[])[];
  const enters = Math.max(...ends.map(([first]) => first as number));
  const leaves = Math.min(...ends.map(([, last]) => last as number));
  if (!(leaves > enters)) return { points: new Float64Array(), step: 0 };
  const step = (leaves - enters) / count;
  const points = Float64Array.from({ length: 3 * count }, (_, i) => {
    const k = i % 3;
    const at = enters + (Math.floor(i / 3) + 0.5) * step;
    return (from[k] as number) + at * (along[k] as number);
  });
  return { points, step: step / Math.max(...eachAxis((k) => high[k] - low[k])) };
}

type Colour = readonly [number, number, number];

/**
 * What glows and hides along a ray, before a ground: the integral of T·σ·colour with T = exp(−∫σ), where σ is a multiple of
 * ((share − cut)/(1 − cut))^contrast, such that a share of 1 lets 1 − 0.995·opacity through a third of the longest edge.
 */
export function composited(
  values: ArrayLike<number>,
  step: number,
  { opacity, cut, contrast }: SpaceVolume,
  look: (value: number) => { readonly share: number; readonly colour: Colour },
  ground: Colour,
): Colour {
  const density = -3 * Math.log(1 - 0.995 * opacity);
  let clear = 1;
  let light: Colour = [0, 0, 0];
  for (const value of Array.from(values)) {
    const { share, colour } = look(value);
    const passes = Math.exp(-density * step * (Math.max(0, share - cut) / (1 - cut)) ** contrast);
    light = eachAxis((c) => light[c] + clear * (1 - passes) * colour[c]);
    clear *= passes;
  }
  return eachAxis((c) => light[c] + clear * ground[c]);
}
