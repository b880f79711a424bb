import {
  BackSide,
  BufferAttribute,
  BufferGeometry,
  Camera,
  DataTexture,
  DoubleSide,
  GLSL3,
  Mesh,
  RawShaderMaterial,
  Scene,
  WebGLRenderer,
} from "three";

/** A picture of space by hand: its shader, and what that reads. */
export interface BareSpace {
  readonly width: number;
  readonly height: number;
  readonly kind: "slices" | "volume";
  readonly vertex: string;
  readonly fragment: string;
  readonly uniforms: Readonly<Record<string, number | readonly number[]>>;
}

/** That, and what of its fragment shader is the field. */
export interface GivenSpace extends BareSpace {
  readonly field: string;
}

/** A square across each axis at 0, or the faces of the unit box; corners of triangles, and their axes. */
function geometryOf(kind: BareSpace["kind"]): BufferGeometry {
  const positions: number[] = [];
  const normals: number[] = [];
  const corners = [0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1];
  for (const axis of [0, 1, 2])
    for (const level of kind === "volume" ? [0, 1] : [0])
      for (let k = 0; k < 6; k += 1) {
        const corner = [level, level, level];
        // The box's faces are turned outwards.
        const [a, b] = [corners[2 * k] as number, corners[2 * k + 1] as number];
        corner[(axis + 1) % 3] = level === 1 || kind === "slices" ? a : b;
        corner[(axis + 2) % 3] = level === 1 || kind === "slices" ? b : a;
        positions.push(...corner);
        normals.push(...[0, 1, 2].map((other) => Number(other === axis)));
      }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(positions), 3));
  geometry.setAttribute("normal", new BufferAttribute(Float32Array.from(normals), 3));
  return geometry;
}

/** From blue over white to red. */
function palette(): DataTexture {
  const entries = 1025;
  const data = new Uint8Array(4 * entries);
  for (let k = 0; k < entries; k += 1) {
    const place = (2 * k) / (entries - 1) - 1;
    const fade = 255 * (1 - 0.7 * Math.abs(place));
    data.set([place > 0 ? 230 : fade, fade, place < 0 ? 230 : fade, 255], 4 * k);
  }
  const texture = new DataTexture(data, entries, 1);
  texture.needsUpdate = true;
  return texture;
}

/** Draws it on a canvas of its own, and keeps when its pixels were there; NaN where nothing is drawn. */
export function drawBareSpace({ width, height, kind, vertex, fragment, uniforms }: BareSpace): void {
  const canvas = document.createElement("canvas");
  document.body.append(canvas);
  const renderer = new WebGLRenderer({ canvas, antialias: true });
  renderer.setSize(width, height, false);
  renderer.setClearColor(0xf6f7f9, 1);
  const values = Object.entries(uniforms).map(([name, value]) => [name, { value }] as const);
  const volume = kind === "volume";
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    uniforms: { ...Object.fromEntries(values), u_palette: { value: palette() } },
    vertexShader: vertex,
    fragmentShader: fragment,
    side: volume ? BackSide : DoubleSide,
    transparent: volume,
    premultipliedAlpha: true,
    depthTest: !volume,
  });
  const mesh = new Mesh(geometryOf(kind), material);
  mesh.frustumCulled = false;
  const scene = new Scene();
  scene.add(mesh);
  renderer.render(scene, new Camera());
  // A picture only counts when its pixels exist.
  const gl = renderer.getContext();
  const pixel = new Uint8Array(4);
  gl.readPixels(width >> 1, height >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  const isDrawn = gl.getError() === gl.NO_ERROR && pixel[3] === 255;
  Object.assign(globalThis, { bare: { first: isDrawn ? performance.now() : Number.NaN } });
}
