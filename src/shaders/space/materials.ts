import { BackSide, DoubleSide, GLSL3, RawShaderMaterial } from "three";
import colourShader from "../colour.frag.glsl?raw";
import { include } from "../include.ts";
import linesFragment from "./lines.frag.glsl?raw";
import linesVertex from "./lines.vert.glsl?raw";
import marchFragment from "./march.frag.glsl?raw";
import marchVertex from "./march.vert.glsl?raw";
import placeShader from "./place.glsl?raw";
import sliceFragment from "./slice.frag.glsl?raw";
import sliceVertex from "./slice.vert.glsl?raw";
import type { SpaceUniforms } from "./uniforms.ts";

/** The shaders of one view, which share its uniforms. */
export interface SpaceMaterials {
  readonly slice: RawShaderMaterial;
  readonly march: RawShaderMaterial;
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

/** What shaders are compiled with: scenes without contours and logarithms do not pay for them. */
export interface ShaderOptions {
  readonly symlog: boolean;
  readonly contours: boolean;
}

export function createMaterials(
  glsl: string,
  { symlog, contours }: ShaderOptions,
  uniforms: SpaceUniforms,
): SpaceMaterials {
  const head = mapShader(glsl, symlog);
  const common = { glslVersion: GLSL3, uniforms };
  return {
    slice: new RawShaderMaterial({
      ...common,
      vertexShader: sliceVertex,
      fragmentShader: `${head}#define LINES ${Number(contours)}\n${sliceFragment}`,
      side: DoubleSide,
    }),
    march: new RawShaderMaterial({
      ...common,
      vertexShader: marchVertex,
      fragmentShader: head + marchFragment,
      side: BackSide,
      transparent: true,
      premultipliedAlpha: true,
      depthTest: false,
      depthWrite: false,
    }),
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
