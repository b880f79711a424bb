import {
  DataTexture,
  FloatType,
  Matrix4,
  NearestFilter,
  RGBAFormat,
  type Texture,
  Vector2,
  Vector3,
  Vector4,
} from "three";
import { weightColumns } from "../../engine/codegen/weights.ts";
import type { Bindings } from "../../engine/divergence/bindings.ts";
import { remember } from "../compiled-field.ts";
import { hatchColours, isDiverging, paletteColour, type Rgb, type Theme } from "../palette.ts";
import type { PaletteName } from "../palette-names.ts";
import { stretchOf } from "../scale.ts";
import { type FreePlane, normalOf } from "./free-plane.ts";
import { dot, eachAxis, type Lens, type SpaceBox, sizeOf, type Triple } from "./lens.ts";
import { mostLevels } from "./levels.ts";
import type { SpaceScene, SpaceVolume } from "./scene.ts";
import type { SpaceFunction } from "./space-field.ts";
import { levelColour, type SpaceSurfaces } from "./surfaces.ts";

export type SpaceUniforms = ReturnType<typeof createUniforms>;

/** Steps of a ray along the longest edge: of a still picture, and of one that moves. */
const stillSteps = 160;
const movingSteps = 56;

/** What a view's shaders read; three finds out which of them each has. */
export function createUniforms() {
  return {
    u_clip: { value: new Matrix4() },
    u_eye: { value: new Vector4() },
    u_low: { value: new Vector3() },
    u_size: { value: new Vector3() },
    u_at: { value: new Vector3() },
    u_shown: { value: new Vector3() },
    u_plane: { value: new Vector4() },
    u_half: { value: new Vector2() },
    u_width: { value: 1 },
    u_lift: { value: 0 },
    u_ink: { value: new Vector4() },
    u_parameters: { value: new Float32Array(1) },
    u_time: { value: 0 },
    u_weights: { value: null as Texture | null },
    /** What materials of surfaces have as `u_weights`. */
    u_surfaceWeights: { value: null as Texture | null },
    u_levels: { value: new Float32Array(mostLevels) },
    u_films: { value: new Float32Array(3 * mostLevels) },
    u_film: { value: 1 },
    u_exact: { value: 0 },
    u_light: { value: new Vector3() },
    u_palette: { value: null as Texture | null },
    u_stretch: { value: new Vector2() },
    u_ends: { value: new Vector2() },
    u_threshold: { value: 0 },
    u_spacing: { value: 1 },
    u_pixelRatio: { value: 1 },
    u_corner: { value: new Vector2() },
    u_poles: { value: 0 },
    u_hatchLow: { value: new Vector3() },
    u_hatchHigh: { value: new Vector3() },
    u_steps: { value: stillSteps },
    u_density: { value: 0 },
    u_cut: { value: 0 },
    u_contrast: { value: 1 },
    u_diverging: { value: 0 },
    u_bodyCentre: { value: new Vector3() },
    u_bodyHalf: { value: new Vector3() },
    u_round: { value: 0 },
    /** Of what hides all behind it. */
    u_depth: { value: null as Texture | null },
  };
}

/** Where a place of the world is in the unit box. */
export function unitOf({ low, high }: SpaceScene["lens"]["box"], place: Triple): Triple {
  return eachAxis((axis) => (place[axis] - low[axis]) / (high[axis] - low[axis]));
}

/** Lines of the box and the slices, by theme. */
const inks: Readonly<Record<Theme, readonly [number, number, number, number]>> = {
  light: [0.1, 0.14, 0.19, 0.55],
  dark: [0.91, 0.93, 0.95, 0.55],
};

/** Puts a scene into its uniforms. `coarse`: device pixels that one pixel of a moving picture stands for, 1 of a still one. */
export function writeUniforms(uniforms: SpaceUniforms, scene: SpaceScene, coarse: number): void {
  const { lens, slices, plane, volume, surfaces, legend, palette, theme, ratio } = scene;
  const { box } = lens;
  writeField(uniforms, scene);
  uniforms.u_clip.value.fromArray(lens.clip);
  uniforms.u_eye.value.set(...lens.eye);
  uniforms.u_at.value.set(...unitOf(box, slices.at));
  uniforms.u_shown.value.set(...eachAxis((axis) => Number(slices.shown[axis])));
  uniforms.u_plane.value.set(...equationOf(plane, box));
  uniforms.u_lift.value = lens.lift;
  uniforms.u_half.value.set(lens.width / 2, lens.height / 2);
  uniforms.u_ink.value.set(...inks[theme]);
  const diverging = isDiverging(palette);
  const stretch = stretchOf(diverging, legend, legend.threshold);
  uniforms.u_palette.value = paletteTexture(palette, theme);
  uniforms.u_stretch.value.set(stretch.factor, stretch.offset);
  uniforms.u_ends.value.set(stretch.low, stretch.high);
  uniforms.u_threshold.value = legend.threshold;
  uniforms.u_spacing.value = legend.spacing;
  uniforms.u_pixelRatio.value = ratio / coarse;
  uniforms.u_corner.value.set(...lens.corner).multiplyScalar(ratio / coarse);
  uniforms.u_poles.value = Number(scene.poles);
  uniforms.u_hatchLow.value.set(...unit(hatchColours[theme][0]));
  uniforms.u_hatchHigh.value.set(...unit(hatchColours[theme][1]));
  uniforms.u_steps.value = coarse > 1 ? movingSteps : stillSteps;
  if (surfaces) writeSurfaces(uniforms, scene, surfaces);
  if (!volume) return;
  uniforms.u_density.value = densityOf(volume);
  uniforms.u_cut.value = volume.cut;
  uniforms.u_contrast.value = volume.contrast;
  uniforms.u_diverging.value = Number(diverging);
}

/** Of places u of the unit box in a plane: xyz·u + w = 0; zeros where there is none. */
function equationOf(plane: FreePlane | null, box: SpaceBox): [number, number, number, number] {
  if (!plane) return [0, 0, 0, 0];
  const normal = normalOf(plane);
  const size = sizeOf(box);
  const apart = eachAxis((axis) => box.low[axis] - plane.through[axis]);
  return [...eachAxis((axis) => normal[axis] * size[axis]), dot(normal, apart)];
}

/** Beyond all values, for levels that there are not. */
const noLevel = 3e38;

function writeSurfaces(
  uniforms: SpaceUniforms,
  { lens: { right, up, back }, palette, theme }: SpaceScene,
  surfaces: SpaceSurfaces,
): void {
  const { shader, levels, opacity, exact } = surfaces;
  uniforms.u_surfaceWeights.value = shader.weights.length > 0 ? weightsTexture(shader.weights) : null;
  uniforms.u_levels.value.fill(noLevel).set(levels);
  uniforms.u_films.value.set(levels.flatMap((level) => unit(levelColour(surfaces, palette, theme, level))));
  uniforms.u_film.value = opacity;
  uniforms.u_exact.value = exact;
  // From the eye's side, and from above on the left as pictures are drawn.
  uniforms.u_light.value
    .set(...eachAxis((axis) => 0.75 * back[axis] + 0.5 * up[axis] - 0.4 * right[axis]))
    .normalize();
}

/** Clouds are seldom as long as the box: what hides so much over all of it is seen in shorter ones as well. */
const fullDensity = 3;

/** Of the largest values of a cloud, over the length of the box's longest edge. */
export function densityOf({ opacity }: SpaceVolume): number {
  return -fullDensity * Math.log(1 - 0.995 * opacity);
}

/** What functions of a place read. */
export function writeField(
  uniforms: Pick<SpaceUniforms, "u_low" | "u_size" | "u_time" | "u_parameters" | "u_weights">,
  {
    field,
    bindings,
    lens: { box },
  }: {
    readonly field: Pick<SpaceFunction, "weights">;
    readonly bindings: Bindings;
    readonly lens: Pick<Lens, "box">;
  },
): void {
  uniforms.u_low.value.set(...box.low);
  uniforms.u_size.value.set(...sizeOf(box));
  uniforms.u_time.value = bindings.time;
  uniforms.u_parameters.value = Float32Array.from(bindings.parameters);
  uniforms.u_weights.value = field.weights.length > 0 ? weightsTexture(field.weights) : null;
}

/** Entries of a palette less one, as the plane has it. */
const entries = 1024;

const palettes = new Map<string, Texture>();

export function paletteTexture(palette: PaletteName, theme: Theme): Texture {
  const key = `${palette} ${theme}`;
  const known = palettes.get(key);
  if (known) return known;
  const width = entries + 1;
  const data = new Uint8Array(4 * width);
  for (let k = 0; k < width; k += 1)
    data.set([...paletteColour(palette, theme, k / entries).map(Math.round), 255], 4 * k);
  const texture = new DataTexture(data, width, 1);
  texture.needsUpdate = true;
  palettes.set(key, texture);
  return texture;
}

const weightTextures = new Map<Float32Array, Texture>();
/** Equal weights that came first: each step of a slider compiles the field anew, and has the same weights. */
const firstOf = new WeakMap<Float32Array, Float32Array>();

/** One texture for equal weights. One that is used again after it was let go is sent again. */
export function weightsTexture(weights: Float32Array): Texture {
  const first =
    firstOf.get(weights) ?? [...weightTextures.keys()].find((other) => isEqual(other, weights)) ?? weights;
  firstOf.set(weights, first);
  return remember(
    weightTextures,
    first,
    () => floatTexture(first, weightColumns, first.length / (4 * weightColumns)),
    (texture) => texture.dispose(),
  );
}

function isEqual(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

/** Triples as texels, in rows of so many columns. */
export function textureOf(triples: readonly Triple[], columns: number): DataTexture {
  const width = Math.min(columns, triples.length);
  const height = Math.ceil(triples.length / columns);
  const data = new Float32Array(4 * width * height);
  for (const [k, triple] of triples.entries()) data.set(triple, 4 * k);
  return floatTexture(data, width, height);
}

/** Four numbers a texel. */
export function floatTexture(data: Float32Array, width: number, height: number): DataTexture {
  const texture = new DataTexture(data as Float32Array<ArrayBuffer>, width, height, RGBAFormat, FloatType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

export function unit([red, green, blue]: Rgb): [number, number, number] {
  return [red / 255, green / 255, blue / 255];
}
