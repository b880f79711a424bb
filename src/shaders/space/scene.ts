import type { Bindings } from "../../engine/divergence/bindings.ts";
import type { Legend } from "../legend.ts";
import type { Theme } from "../palette.ts";
import type { PaletteName } from "../palette-names.ts";
import type { Lens, Triple } from "./lens.ts";
import type { ParticleMotion, ParticleSettings } from "./particle-motion.ts";
import type { SpaceField } from "./space-field.ts";

/** Planes across the box, one across each axis: where they lie, and which of them are shown. */
export interface SpaceSlices {
  readonly at: Triple;
  readonly shown: readonly [boolean, boolean, boolean];
}

/** How a cloud of the map's values is seen. */
export interface SpaceVolume {
  /** Of a value at the end of the range, over the length of the box's longest edge: 0 … 1. */
  readonly opacity: number;
  /** Values below this share of the range are not seen. */
  readonly cut: number;
  /** How much of what is seen belongs to the largest values: the exponent of their share. */
  readonly contrast: number;
}

/** Particles, and how they are seen. */
export interface SpaceParticles extends Pick<ParticleSettings, "colour"> {
  readonly motion: ParticleMotion;
}

/** Everything a picture of space depends on; all GPU resources are derived from this. */
export interface SpaceScene {
  readonly field: SpaceField;
  readonly bindings: Bindings;
  readonly lens: Lens;
  readonly slices: SpaceSlices;
  /** null where there is none. */
  readonly volume: SpaceVolume | null;
  /** Absent as null. */
  readonly particles?: SpaceParticles | null | undefined;
  readonly legend: Legend;
  readonly palette: PaletteName;
  /** On the slices. */
  readonly contours: boolean;
  readonly theme: Theme;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}
