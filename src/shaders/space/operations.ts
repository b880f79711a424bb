import type { SpaceScene } from "./scene.ts";

type Drawn = Pick<SpaceScene, "field" | "volume" | "surfaces">;

/** Samples along a ray, about: many end early, and many steps are long. */
const samples = 100;

/** Whether a scene is drawn along rays. */
export function isMarched({ volume, surfaces }: Pick<Drawn, "volume" | "surfaces">): boolean {
  return volume !== null || surfaces !== null;
}

/** About how many operations a pixel of a scene is. */
export function pixelOperations(scene: Drawn): number {
  return isMarched(scene) ? rayOperations(scene) : scene.field.flops;
}

/** About how many a ray is. */
export function rayOperations({ field, surfaces }: Pick<Drawn, "field" | "surfaces">): number {
  return samples * (surfaces?.shader ?? field).flops;
}
