import { BackSide, DoubleSide, EqualStencilFunc, GLSL3, RawShaderMaterial } from "three";
import colourShader from "../colour.frag.glsl?raw";
import { include } from "../include.ts";
import { mostLevels } from "./levels.ts";
import linesFragment from "./lines.frag.glsl?raw";
import linesVertex from "./lines.vert.glsl?raw";
import marchFragment from "./march.frag.glsl?raw";
import marchLoop from "./march.glsl?raw";
import marchVertex from "./march.vert.glsl?raw";
import placeShader from "./place.glsl?raw";
import sliceFragment from "./slice.frag.glsl?raw";
import sliceVertex from "./slice.vert.glsl?raw";
import type { SurfaceShader } from "./space-field.ts";
import surfacesShader from "./surfaces.glsl?raw";
import type { SpaceUniforms } from "./uniforms.ts";

/** The shaders of one view, which share its uniforms. */
export interface SpaceMaterials {
  readonly slice: RawShaderMaterial;
  /** For each part of rays two, of the same program: where nothing stands in the way, and where something does. */
  readonly march: readonly (readonly [free: RawShaderMaterial, standing: RawShaderMaterial])[];
  readonly lines: RawShaderMaterial;
}

/** What a fragment shader of the map begins with: the plane's colours, and `valueAt` of a field's `quantity`. */
export function mapShader(glsl: string, symlog = false): string {
  return `${colourHead(symlog)}\n${valueShader(glsl)}`;
}

/** What a fragment shader begins with: the plane's colours. */
export function colourHead(symlog: boolean): string {
  // All of it but the version, which three writes, and what it draws by itself.
  const [head = ""] = colourShader.replace(/^.*\n/, "").split("void main()");
  const options = `#define SYMLOG ${Number(symlog)}\n#define CONTOURS 0`;
  return include(include(head, "options", options), "contours", "");
}

/** `valueAt` of a field's `quantity`. */
export function valueShader(glsl: string): string {
  return `${glsl}\n${placeShader}\n`;
}

type SurfaceText = Pick<SurfaceShader, "glsl" | "isMap">;

/** What a fragment shader that goes along rays begins with: as `mapShader`, and `march`. */
export function marchShader(
  surface: SurfaceText | { readonly glsl: string },
  { symlog, volume }: { readonly symlog: boolean; readonly volume: boolean },
): string {
  const hasSurfaces = "isMap" in surface;
  const options = { VOLUME: volume, SURFACES: hasSurfaces, SAME: hasSurfaces && surface.isMap };
  const defined = Object.entries(options).map(([name, value]) => `#define ${name} ${Number(value)}\n`);
  const levels = `const int LEVELS = ${mostLevels};\n`;
  const surfaces = hasSurfaces ? levels + surfacesShader : "";
  return `${mapShader(surface.glsl, symlog)}${defined.join("")}${surfaces}${marchLoop}`;
}

/** What shaders are compiled with: scenes without contours and logarithms do not pay for them. */
export interface ShaderOptions {
  readonly symlog: boolean;
  readonly contours: boolean;
  readonly volume: boolean;
  /** null where there are none. */
  readonly surface: SurfaceText | null;
}

export function createMaterials(
  glsl: string,
  { symlog, contours, volume, surface }: ShaderOptions,
  uniforms: SpaceUniforms,
): SpaceMaterials {
  const head = mapShader(glsl, symlog);
  const common = { glslVersion: GLSL3, uniforms };
  const rays = marchShader(surface ?? { glsl }, { symlog, volume }) + marchFragment;
  const march = (part: number, stands: boolean) =>
    new RawShaderMaterial({
      ...common,
      uniforms: {
        ...uniforms,
        ...(surface && { u_weights: uniforms.u_surfaceWeights }),
        u_part: { value: part },
        u_standing: { value: Number(stands) },
      },
      vertexShader: marchVertex,
      fragmentShader: rays,
      side: BackSide,
      transparent: true,
      premultipliedAlpha: true,
      depthTest: false,
      depthWrite: false,
      // Samples of a pixel are of the one or of the other.
      stencilWrite: true,
      stencilWriteMask: 0,
      stencilFunc: EqualStencilFunc,
      stencilRef: Number(stands),
    });
  return {
    slice: new RawShaderMaterial({
      ...common,
      vertexShader: sliceVertex,
      fragmentShader: `${head}#define LINES ${Number(contours)}\n${sliceFragment}`,
      side: DoubleSide,
    }),
    march: [0, 1, 2, 3].map((part) => [march(part, false), march(part, true)] as const),
    lines: new RawShaderMaterial({
      ...common,
      vertexShader: linesVertex,
      fragmentShader: linesFragment,
      side: DoubleSide,
      transparent: true,
      depthWrite: false,
    }),
  };
}
