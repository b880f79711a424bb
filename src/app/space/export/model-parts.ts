import type { Triple } from "../../../shaders/space/lens.ts";
import type { GltfMesh } from "./glb.ts";

/** A part of a model: its meshes, and what it is in words, a line each. */
export interface ModelParts {
  readonly meshes: readonly GltfMesh[];
  readonly words: readonly string[];
}

/** Positions about the middle of what they are of: float32 is finest about 0. */
export function about(middle: Triple, positions: Float64Array): Float32Array {
  return Float32Array.from(positions, (value, k) => value - (middle[k % 3] as number));
}

/** A colour, 0 … 255, as light, which glTF's are (IEC 61966-2-1). */
export function linearColour([red, green, blue]: readonly [number, number, number]): [
  number,
  number,
  number,
] {
  return [linear(red), linear(green), linear(blue)];
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
