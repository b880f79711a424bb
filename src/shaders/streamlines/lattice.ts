import type { PlaneView } from "../protocol.ts";
import type { ScreenPoint, Spacing } from "./streamline.ts";

/**
 * Seeds on lattices that are fixed in the world, so that panning keeps them. Lattice spacings are powers of two of
 * the world's unit; the levels in use follow the zoom. Coarse lattices come first: their lines run long and set the
 * pattern, the finer ones fill what is left.
 */

/**
 * Lattices in their order, by how many times the finest spacing (a quarter to half of the lines' separation) is
 * doubled: two for the pattern, one that fills, one for the gaps. More of them would gain little and cost a
 * wait for the GPU each.
 */
export const levels = [4, 3, 1, 0] as const;

/**
 * Points of the finest lattice after which seeds are the same again: farther than a screen is wide. A field that is moved
 * by so much takes its lines with it. By any other way it cannot: a uniform field that is moved is what it was, and
 * panning is to leave its lines where they are.
 */
const period = 2 ** 10;

/** Seeds are moved off their lattice by up to this share of its spacing: rows of seeds would be seen. */
export const jitter = 0.3;

/** The admitted seeds of one lattice in and around the view, in their order of preference. */
export function latticeSeeds(
  view: PlaneView,
  width: number,
  height: number,
  { separation, margin }: Spacing,
  doublings: number,
  admits: (seed: ScreenPoint) => boolean,
): ScreenPoint[] {
  const finest = Math.floor(Math.log2((separation / 2) * view.unitsPerPixel));
  const exponent = finest + doublings;
  const step = 2 ** exponent;
  const halfWidth = (width / 2 + margin) * view.unitsPerPixel;
  const halfHeight = (height / 2 + margin) * view.unitsPerPixel;
  const [firstI, lastI] = [
    Math.ceil((view.centreX - halfWidth) / step),
    Math.floor((view.centreX + halfWidth) / step),
  ];
  const [firstJ, lastJ] = [
    Math.ceil((view.centreY - halfHeight) / step),
    Math.floor((view.centreY + halfHeight) / step),
  ];
  // So deep inside a zoom, neighbouring lattice points are no longer different numbers.
  if (Math.max(-firstI, lastI, -firstJ, lastJ) > 2 ** 50) return [];
  const seeds: { readonly x: number; readonly y: number; readonly order: number }[] = [];
  for (let i = firstI; i <= lastI; i += 1) {
    for (let j = firstJ; j <= lastJ; j += 1) {
      const hash = hashOf(within(i, period >> doublings), within(j, period >> doublings), exponent);
      const x = (i + jitter * (2 * fraction(hash, 1) - 1)) * step;
      const y = (j + jitter * (2 * fraction(hash, 2) - 1)) * step;
      const seed = {
        x: width / 2 + (x - view.centreX) / view.unitsPerPixel,
        y: height / 2 - (y - view.centreY) / view.unitsPerPixel,
        order: hash,
      };
      if (admits(seed)) seeds.push(seed);
    }
  }
  return seeds.sort((a, b) => a.order - b.order);
}

/** A whole number less so many periods that it is as near to 0 as can be. */
function within(number: number, period: number): number {
  return number - period * Math.floor(number / period + 0.5);
}

/** 32 mixed bits of three integers (the finaliser of MurmurHash3 over their sum with odd factors). */
export function hashOf(i: number, j: number, level: number): number {
  return mix(Math.imul(i, 0x9e3779b1) ^ Math.imul(j, 0x85ebca77) ^ Math.imul(level, 0xc2b2ae3d));
}

export function fraction(hash: number, serial: number): number {
  return mix(hash + Math.imul(serial, 0x27d4eb2f)) / 2 ** 32;
}

function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
