import type { SpaceSession } from "../../app/space/space-session.ts";
import type { ParticleCloud } from "../../shaders/space/particle-cloud.ts";

/** The particles of sessions that have some. */
export const clouds = new WeakMap<SpaceSession, Pick<ParticleCloud, "places" | "clearances">>();
