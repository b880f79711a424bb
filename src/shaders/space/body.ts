import {
  BackSide,
  BufferAttribute,
  BufferGeometry,
  FrontSide,
  GLSL3,
  RawShaderMaterial,
  type Texture,
  Vector2,
} from "three";
import { stretchOf } from "../scale.ts";
import bodyFragment from "./body.frag.glsl?raw";
import bodyVertex from "./body.vert.glsl?raw";
import { eachAxis, sizeOf } from "./lens.ts";
import { colourHead } from "./materials.ts";
import type { SceneBody, SpaceScene } from "./scene.ts";
import { paletteTexture, type SpaceUniforms, unitOf, weightsTexture } from "./uniforms.ts";

/** Squares along an edge of the cube: what is blown up from it is round to the pixel. */
const squares = 24;

/** The cube from −1 to 1 as a grid, its faces turned outwards. */
export function bodyGeometry(): BufferGeometry {
  const places: number[] = [];
  const triangles: number[] = [];
  for (const axis of [0, 1, 2])
    for (const side of [-1, 1]) {
      const first = places.length / 3;
      const row = squares + 1;
      for (let k = 0; k < row * row; k += 1) {
        const [one, other] = [(2 * (k % row)) / squares - 1, (2 * Math.floor(k / row)) / squares - 1];
        // Seen from outside the corners run counterclockwise.
        const [u, v] = side > 0 ? [one, other] : [other, one];
        places.push(...[0, 1, 2].map((k) => (k === axis ? side : k === (axis + 1) % 3 ? u : v)));
        if (k % row === squares || k >= row * squares) continue;
        const corner = first + k;
        triangles.push(corner, corner + 1, corner + row + 1, corner, corner + row + 1, corner + row);
      }
    }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(places), 3));
  geometry.setIndex(triangles);
  return geometry;
}

export type BodyUniforms = ReturnType<typeof createBodyUniforms>;

/** What its shaders read: as those of its picture, with colours and weights of its own. */
export function createBodyUniforms(shared: SpaceUniforms) {
  return {
    ...shared,
    u_weights: { value: null as Texture | null },
    u_palette: { value: null as Texture | null },
    u_stretch: { value: new Vector2() },
    u_ends: { value: new Vector2() },
  };
}

/** Both sides of a surface: the one turned away lies behind the other. */
export interface BodyMaterials {
  readonly away: RawShaderMaterial;
  readonly towards: RawShaderMaterial;
}

export function createBodyMaterials(glsl: string, uniforms: BodyUniforms): BodyMaterials {
  const side = (side: typeof FrontSide | typeof BackSide) =>
    new RawShaderMaterial({
      glslVersion: GLSL3,
      uniforms,
      vertexShader: bodyVertex,
      fragmentShader: `${colourHead(false)}\n${glsl}\n${bodyFragment}`,
      side,
      transparent: true,
      premultipliedAlpha: true,
      depthWrite: false,
    });
  return { away: side(BackSide), towards: side(FrontSide) };
}

/** Puts a body into its uniforms. */
export function writeBody(
  uniforms: BodyUniforms,
  { body, vector, palette, limit }: SceneBody,
  { lens: { box }, theme }: Pick<SpaceScene, "lens" | "theme">,
): void {
  const { shape, centre, half } = body;
  const size = sizeOf(box);
  uniforms.u_weights.value = vector.weights.length > 0 ? weightsTexture(vector.weights) : null;
  uniforms.u_palette.value = paletteTexture(palette, theme);
  const stretch = stretchOf(true, { low: -limit, high: limit }, 0);
  uniforms.u_stretch.value.set(stretch.factor, stretch.offset);
  uniforms.u_ends.value.set(stretch.low, stretch.high);
  uniforms.u_bodyCentre.value.set(...unitOf(box, centre));
  uniforms.u_bodyHalf.value.set(...eachAxis((axis) => half[shape === "sphere" ? 0 : axis] / size[axis]));
  uniforms.u_round.value = Number(shape !== "box");
}
