import {
  CustomBlending,
  GLSL3,
  OneFactor,
  RawShaderMaterial,
  type Texture,
  Vector3,
  ZeroFactor,
} from "three";
import { include } from "../include.ts";
import { grounds } from "../palette.ts";
import { stands } from "./depths.ts";
import type { Lens } from "./lens.ts";
import { colourHead } from "./materials.ts";
import pointsFragment from "./points.frag.glsl?raw";
import pointsVertex from "./points.vert.glsl?raw";
import type { SpaceScene } from "./scene.ts";
import { type SpaceUniforms, unit } from "./uniforms.ts";

/** What points read beside the uniforms of their view. */
export function pointUniforms(uniforms: SpaceUniforms) {
  return {
    ...uniforms,
    u_particles: { value: null as Texture | null },
    /** The map's values at them, and how much of each is seen. */
    u_mapped: { value: null as Texture | null },
    u_clear: { value: null as Texture | null },
    u_point: { value: 1 },
    u_cover: { value: 1 },
    u_ground: { value: new Vector3() },
  };
}

export type PointUniforms = ReturnType<typeof pointUniforms>;

/** Round by coverage, and the picture stays without gaps: its own alpha is kept. */
const solid = {
  alphaToCoverage: true,
  blending: CustomBlending,
  blendSrc: OneFactor,
  blendDst: ZeroFactor,
  blendSrcAlpha: ZeroFactor,
  blendDstAlpha: OneFactor,
  ...stands,
} as const;

/** What there is to be told of points beside where they are. */
export interface PointOptions {
  /** They have the colours of the map's values, which may be those of logarithms. */
  readonly coloured: boolean;
  readonly symlog: boolean;
  readonly crowded: boolean;
  /** Others hide a part of each. */
  readonly cleared: boolean;
}

/** What points are drawn with. */
export function pointMaterial(
  { coloured, symlog, crowded, cleared }: PointOptions,
  uniforms: PointUniforms,
): RawShaderMaterial {
  const options = `#define CLEARED ${Number(cleared)}\n#define COLOURED ${Number(coloured)}\n`;
  return new RawShaderMaterial({
    glslVersion: GLSL3,
    uniforms,
    vertexShader: include(pointsVertex, "options", options),
    fragmentShader: `${colourHead(symlog && coloured)}\n${options}${pointsFragment}`,
    // A crowd adds up where it gathers; of what lives and dies the nearest is seen.
    ...(crowded ? { transparent: true, depthWrite: false } : solid),
  });
}
/** CSS pixels across, of ten thousand; with ten times as many each is smaller by the other number. */
const usualPoint = 3;
const tenfold = 0.8;
const leastPoint = 1;

/** What a few cover, and what an even crowd covers before anything has moved. */
const fewCover = 0.9;
const evenCover = 0.45;
/** The part of a picture's shorter side, squared, that a box is seen in. */
const seenShare = 0.4;

/** Puts what a scene says of its points into their uniforms. */
export function writePoints(
  uniforms: PointUniforms,
  { particles, theme }: SpaceScene,
  lens: Pick<Lens, "width" | "height">,
): void {
  if (!particles) return;
  const { count, density } = particles.motion.start;
  const point = Math.max(leastPoint, usualPoint - tenfold * (Math.log10(count) - 4));
  const crowd = (count * point * point) / (seenShare * Math.min(lens.width, lens.height) ** 2);
  uniforms.u_point.value = point * uniforms.u_pixelRatio.value;
  uniforms.u_cover.value = density ? 1 - Math.max(1 - fewCover, (1 - evenCover) ** (1 / crowd)) : 1;
  uniforms.u_ground.value.set(...unit(grounds[theme]));
}
