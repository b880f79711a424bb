import type { SpaceSession } from "../../app/space/space-session.ts";
import type { Flight } from "../../shaders/space/flight.ts";

/** The particles of sessions that have some, as the GPU has them. */
export const flights = new WeakMap<SpaceSession, Pick<Flight, "read">>();

/** How much of each is seen, where they are a crowd among what rays gather. */
export const clearances = new WeakMap<SpaceSession, () => Float32Array>();
