/** |GPU − CPU| allowed as a share of the terms at the point, and of the typical terms of the view. */
const ownShare = 1e-3;
const typicalShare = 1e-4;

/** A float32 coordinate may be off by this share of the view's largest one. */
export const coordinateShare = 2 ** -22;

/** Values of this size overflow float32 on the way. */
export const overflow = 1e30;

/** How far a shader may be off where terms have a size, and what rounded coordinates change; `typical` of the whole view. */
export function allowedDifference(size: number, typical: number, moved: number): number {
  return ownShare * size + typicalShare * typical + moved + 2 ** -126;
}
