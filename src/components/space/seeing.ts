import type { WebGLRenderer } from "three";
import { mostSeen } from "../../app/space/most-seen.ts";
import { HitsPass, type SurfaceHit } from "../../shaders/space/hits.ts";
import type { Ray, Triple } from "../../shaders/space/lens.ts";
import type { SpaceScene } from "../../shaders/space/scene.ts";
import type { Stage } from "./stage.tsx";

/** What a cloud hides of a slice from which on a click is about the cloud, and of nothing from which on there is something. */
const opaque = 0.5;
const faint = 0.02;

const passes = new WeakMap<WebGLRenderer, HitsPass>();

/** Where rays meet the surfaces of a scene, as they are drawn; null while the context is lost. */
export async function surfaceHits(
  stage: Stage,
  scene: SpaceScene,
  rays: readonly Ray[],
): Promise<(SurfaceHit | null)[] | null> {
  const renderer = stage.renderer();
  if (!renderer) return null;
  const pass = passes.get(renderer) ?? new HitsPass(renderer);
  passes.set(renderer, pass);
  return pass.read(scene, rays);
}

/**
 * What is seen along a ray that ends at a slice, or meets none: the first surface; or of a cloud the place most of it comes
 * from, unless more is seen of the slice; null for the slice.
 */
export async function seenAlong(
  stage: Stage,
  scene: SpaceScene,
  ray: Ray,
  slice: number | null,
  values: (places: readonly Triple[]) => Promise<Float32Array | null>,
): Promise<Triple | null> {
  const film = scene.surfaces && (await surfaceHits(stage, scene, [ray]))?.[0];
  if (film) return film.point;
  const cloud = await mostSeen(scene, ray, slice ?? Number.POSITIVE_INFINITY, values);
  return cloud && cloud.hidden > (slice === null ? faint : opaque) ? cloud.point : null;
}
