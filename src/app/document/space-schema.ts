import * as v from "valibot";
import { limits } from "../../engine/limits.ts";
import { distributions } from "../../engine/random/probes.ts";
import { bounds } from "./bounds.ts";
import { pinLimit, type SpaceCell, type SpaceSide } from "./document.ts";
import {
  clampedInteger,
  clampedNumber,
  clock,
  colouring,
  coordinate,
  direction,
  flag,
  laboratory,
  quantity,
  range,
  rangeEnd,
  whole,
} from "./schema-parts.ts";
import {
  defaultArrows,
  defaultSpace,
  defaultSpaceMap,
  defaultStreamlines,
  defaultVolume,
  flowBounds,
  spaceBounds,
  withInside,
  withinBox,
} from "./space-cell.ts";
import { defaultParticles, particleBounds } from "./space-particles.ts";
import { defaultFreePlane } from "./space-plane.ts";
import { defaultSurfaces, mostSurfaces } from "./space-surfaces.ts";

const inSpace = defaultSpace("");
const triple = v.pipe(v.array(coordinate), v.minLength(3), v.maxLength(3));
const degrees = (most: number, value: number) => v.optional(clampedNumber(-most, most), value);
const share = (value: number) => v.optional(clampedNumber(0, 1), value);

const spaceSides = ["exact", "estimate", "difference"] as const satisfies readonly SpaceSide[];
const byDefault = defaultSpaceMap.compare;

const spaceMap = v.optional(
  v.object({
    kind: v.optional(v.picklist([...spaceSides, "error", "predicted-error"]), defaultSpaceMap.kind),
    compare: v.optional(
      v.object({
        left: v.optional(v.picklist(spaceSides), byDefault.left),
        right: v.optional(v.picklist(spaceSides), byDefault.right),
        step: v.optional(clampedNumber(...bounds.step), byDefault.step),
      }),
      byDefault,
    ),
    probes: whole(1, limits.probes, defaultSpaceMap.probes),
    distribution: v.optional(v.picklist(distributions), defaultSpaceMap.distribution),
    layout: v.optional(v.picklist(["jax", "jax-legacy"]), defaultSpaceMap.layout),
  }),
);

/** Features that are absent are at their default. */
export const spaceCell = v.object({
  ...laboratory,
  kind: v.literal("space"),
  box: v.optional(v.object({ low: triple, high: triple }), inSpace.box as never),
  camera: v.optional(
    v.object({
      azimuth: degrees(360, inSpace.camera.azimuth),
      elevation: degrees(90, inSpace.camera.elevation),
      zoom: v.optional(clampedNumber(...spaceBounds.zoom), 1),
      target: v.optional(v.nullable(triple), null),
      projection: v.optional(v.picklist(["perspective", "orthographic"]), "perspective"),
    }),
    inSpace.camera as never,
  ),
  slices: v.optional(
    v.object({ at: triple, shown: v.pipe(v.array(v.boolean()), v.minLength(3), v.maxLength(3)) }),
    inSpace.slices as never,
  ),
  volume: v.optional(
    v.object({
      on: flag(false),
      opacity: share(defaultVolume.opacity),
      cut: share(defaultVolume.cut),
      contrast: v.optional(clampedNumber(...spaceBounds.contrast), defaultVolume.contrast),
    }),
  ),
  map: spaceMap,
  section: v.optional(
    v.pipe(
      v.object({
        origin: direction,
        directions: v.pipe(v.array(direction), v.minLength(3), v.maxLength(3)),
      }),
      v.check(({ origin, directions }) => directions.every(({ length }) => length === origin.length)),
    ),
  ),
  particles: v.optional(
    v.object({
      on: flag(false),
      count: v.optional(clampedInteger(...particleBounds.count), defaultParticles.count),
      density: flag(false),
      ball: v.optional(
        v.nullable(v.object({ at: triple, radius: clampedNumber(...particleBounds.radius) })),
        null,
      ),
      speed: v.optional(clampedNumber(...particleBounds.speed), 1),
      colour: v.optional(v.picklist(["plain", "map"]), "plain"),
    }),
  ),
  plane: v.optional(
    v.object({
      on: flag(false),
      through: v.optional(triple, defaultFreePlane.through as never),
      azimuth: degrees(360, defaultFreePlane.azimuth),
      elevation: degrees(90, defaultFreePlane.elevation),
    }),
  ),
  surfaces: v.optional(
    v.object({
      on: flag(false),
      quantity: v.optional(quantity),
      levels: v.optional(
        v.union([
          clampedInteger(1, mostSurfaces),
          v.pipe(v.array(rangeEnd), v.minLength(1), v.maxLength(mostSurfaces)),
        ]),
        defaultSurfaces.levels as number,
      ),
      opacity: share(defaultSurfaces.opacity),
    }),
  ),
  streamlines: v.optional(
    v.object({
      on: flag(false),
      seeds: v.optional(v.picklist(["even", "rake", "hand"]), defaultStreamlines.seeds),
      density: v.optional(v.picklist(["sparse", "normal", "dense"]), defaultStreamlines.density),
      shape: v.optional(v.picklist(["lines", "flux", "divergence"]), defaultStreamlines.shape),
      width: v.optional(clampedNumber(...flowBounds.width), defaultStreamlines.width),
      colour: v.optional(v.picklist(["map", "plain"]), defaultStreamlines.colour),
      rake: v.optional(
        v.nullable(v.object({ from: triple, to: triple, count: clampedInteger(...flowBounds.rake) })),
        null,
      ),
      hand: v.optional(v.pipe(v.array(triple), v.maxLength(flowBounds.hand)), []),
    }),
  ),
  arrows: v.optional(
    v.object({
      on: flag(false),
      slices: flag(false),
      count: v.optional(clampedInteger(...flowBounds.arrows), defaultArrows.count),
      scaled: flag(defaultArrows.scaled),
    }),
  ),
  range,
  colouring,
  clock,
  cursor: v.optional(v.nullable(triple), null),
  body: v.optional(
    v.object({
      on: flag(true),
      shape: v.picklist(["box", "sphere", "ellipsoid"]),
      centre: triple,
      half: v.pipe(v.array(clampedNumber(...bounds.span)), v.minLength(3), v.maxLength(3)),
    }),
  ),
  pins: v.optional(v.pipe(v.array(triple), v.maxLength(pinLimit))),
});

/** What depends on two settings: a box has an inside, and slices lie in it. */
export function repaired(cell: SpaceCell): SpaceCell {
  const { slices, plane } = cell;
  const box = withInside(cell.box);
  return {
    ...cell,
    box,
    slices: { ...slices, at: withinBox(slices.at, box) },
    ...(plane && { plane: { ...plane, through: withinBox(plane.through, box) } }),
  };
}
