import type { SpaceCell } from "./document.ts";

type PlaneSettings = NonNullable<SpaceCell["plane"]>;

/** A free plane as it is when it is first shown: askew, so that it is none of the slices. */
export const defaultFreePlane: PlaneSettings = { on: false, through: [0, 0, 0], azimuth: 35, elevation: 40 };
