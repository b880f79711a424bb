import type { Bindings } from "../../engine/divergence/bindings.ts";
import type { Legend } from "../legend.ts";
import type { Theme } from "../palette.ts";
import type { PaletteName } from "../palette-names.ts";
import type { FlowArrow, SceneLines } from "./flow.ts";
import type { FreePlane } from "./free-plane.ts";
import type { Lens, Triple } from "./lens.ts";
import type { ParticleMotion, ParticleSettings } from "./particle-motion.ts";
import type { SpaceField, SpaceFunction } from "./space-field.ts";
import type { SpaceSurfaces } from "./surfaces.ts";

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

/** A body whose flux is measured: `half` is as far as it reaches from its centre along each axis; a sphere's first is all. */
export interface SpaceBody {
  readonly shape: "box" | "sphere" | "ellipsoid";
  readonly centre: Triple;
  readonly half: Triple;
}

/** How a body is drawn: as large as it is just now, coloured by the field's component along its outward normal. */
export interface SceneBody {
  readonly body: SpaceBody;
  readonly vector: SpaceFunction;
  readonly palette: PaletteName;
  /** Colours end here on both sides of 0. */
  readonly limit: number;
}

/** Everything a picture of space depends on; all GPU resources are derived from this. */
export interface SpaceScene {
  readonly field: SpaceField;
  readonly bindings: Bindings;
  readonly lens: Lens;
  readonly slices: SpaceSlices;
  /** A slice of any direction; null where there is none. */
  readonly plane: FreePlane | null;
  /** null where there is none. */
  readonly volume: SpaceVolume | null;
  /** Absent as null. */
  readonly particles?: SpaceParticles | null | undefined;
  /** null where there is none. */
  readonly body: SceneBody | null;
  /** null where there are none. */
  readonly surfaces: SpaceSurfaces | null;
  readonly streamlines?: SceneLines | undefined;
  readonly arrows?: readonly FlowArrow[] | undefined;
  readonly legend: Legend;
  readonly palette: PaletteName;
  /** On the slices. */
  readonly contours: boolean;
  /** Whether values near poles are hatched on the slices: not where each pixel has noise of its own. */
  readonly poles: boolean;
  readonly theme: Theme;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}
