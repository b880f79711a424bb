/** Seconds of particles' motion that a mesh is carried in all. */
export const meshReach = 1.5;
/** Seconds in which a moving mesh is carried all the way, and for which it stays there. */
const meshTime = 3;
const meshRest = 0.8;

/** Where a moving mesh stands: it is carried along, stays for a moment, and begins again. */
export function meshShare(time: number): number {
  return Math.min(1, (time % (meshTime + meshRest)) / meshTime);
}
