import {
  BackSide,
  BoxGeometry,
  Camera,
  Data3DTexture,
  DataTexture,
  GLSL3,
  LinearFilter,
  Mesh,
  RawShaderMaterial,
  RedFormat,
  Scene,
  WebGLRenderer,
} from "three";

/** How a volume is seen, as both sides of a race see it. */
export interface VolumeLook {
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  readonly density: number;
  readonly cut: number;
  readonly contrast: number;
  /** RGBA of a palette of so many entries. */
  readonly palette: Uint8Array;
}

/** From the unit box to clip space, column-major, and the eye in the unit box. */
export interface VolumeView {
  readonly clip: readonly number[];
  readonly eye: readonly [number, number, number];
}

/** Voxels along an edge. */
export const edge = 128;

/** Puts the field's values at a place of the slider into voxels: 0 … 255 from one end of the range to the other. */
export type Precompute = (voxels: Uint8Array, a: number) => void;

/** The loops a hand would write around a divergence by hand, an expression of x, y, z and a. */
export function precomputeOf(javascript: string, reach: number, limit: number): Precompute {
  return new Function(
    "voxels",
    "a",
    `const step = ${(2 * reach) / edge}, low = ${-reach} + step / 2, scale = ${127.5 / limit};
    let at = 0;
    for (let k = 0; k < ${edge}; k++) {
      const z = low + k * step;
      for (let j = 0; j < ${edge}; j++) {
        const y = low + j * step;
        for (let i = 0; i < ${edge}; i++) {
          const x = low + i * step;
          voxels[at++] = Math.min(255, Math.max(0, Math.round(127.5 + scale * (${javascript}))));
        }
      }
    }`,
  ) as Precompute;
}

export const volumeTexture = (): Data3DTexture => {
  const texture = new Data3DTexture(new Uint8Array(edge ** 3), edge, edge, edge);
  texture.format = RedFormat;
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.unpackAlignment = 1;
  return texture;
};

const vertexShader = `
precision highp float;
uniform mat4 u_clip;
in vec3 position;
out vec3 v_unit;
void main() {
  v_unit = position + 0.5;
  gl_Position = u_clip * vec4(v_unit, 1.0);
}
`;

const fragmentShader = `
precision highp float;
precision highp sampler3D;
uniform sampler3D u_volume;
uniform sampler2D u_palette;
uniform vec3 u_eye;
uniform float u_steps, u_density, u_cut, u_contrast;
in vec3 v_unit;
layout(location = 0) out vec4 colour;
void main() {
  vec3 along = v_unit - u_eye;
  vec3 inverse = 1.0 / along;
  vec3 first = min(-u_eye * inverse, (1.0 - u_eye) * inverse);
  float size = length(along);
  float stride = 1.0 / (u_steps * size);
  float t = max(0.0, max(first.x, max(first.y, first.z)));
  t += stride * fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  vec3 light = vec3(0.0);
  float clear = 1.0;
  for (; t < 1.0 && clear > 0.01; t += stride) {
    float place = texture(u_volume, u_eye + t * along).r;
    float seen = (abs(2.0 * place - 1.0) - u_cut) / (1.0 - u_cut);
    if (seen <= 0.0) continue;
    float hidden = 1.0 - exp(-u_density * pow(seen, u_contrast) * stride * size);
    light += clear * hidden * texture(u_palette, vec2(place, 0.5)).rgb;
    clear *= 1.0 - hidden;
  }
  colour = vec4(light, 1.0 - clear);
}
`;

/** A volume of a precomputed texture as plainly as one is written with three. */
export class BareVolume {
  readonly canvas = document.createElement("canvas");
  private readonly renderer = new WebGLRenderer({ canvas: this.canvas, antialias: true });
  private readonly scene = new Scene();
  private readonly camera = new Camera();
  private readonly texture = volumeTexture();
  private readonly uniforms;
  private readonly precompute: Precompute;
  private readonly pixel = new Uint8Array(4);

  constructor({ width, height, steps, density, cut, contrast, palette }: VolumeLook, precompute: Precompute) {
    this.precompute = precompute;
    this.renderer.setSize(width, height, false);
    this.renderer.setClearColor(0xf6f7f9, 1);
    const colours = new DataTexture(palette as Uint8Array<ArrayBuffer>, palette.length / 4, 1);
    colours.needsUpdate = true;
    this.uniforms = {
      u_volume: { value: this.texture },
      u_palette: { value: colours },
      u_clip: { value: [] as readonly number[] },
      u_eye: { value: [] as readonly number[] },
      u_steps: { value: steps },
      u_density: { value: density },
      u_cut: { value: cut },
      u_contrast: { value: contrast },
    };
    const material = new RawShaderMaterial({
      glslVersion: GLSL3,
      uniforms: this.uniforms,
      vertexShader,
      fragmentShader,
      side: BackSide,
      transparent: true,
      premultipliedAlpha: true,
      depthTest: false,
      depthWrite: false,
    });
    const mesh = new Mesh(new BoxGeometry(), material);
    mesh.frustumCulled = false;
    this.scene.add(mesh);
  }

  /** The slider is at another place. */
  change(a: number): void {
    this.precompute(this.texture.image.data as Uint8Array, a);
    this.texture.needsUpdate = true;
  }

  /** A frame, which only counts when its pixels exist. */
  draw({ clip, eye }: VolumeView): void {
    this.uniforms.u_clip.value = clip;
    this.uniforms.u_eye.value = eye;
    this.renderer.render(this.scene, this.camera);
    const gl = this.renderer.getContext();
    gl.readPixels(
      this.canvas.width >> 1,
      this.canvas.height >> 1,
      1,
      1,
      gl.RGBA,
      gl.UNSIGNED_BYTE,
      this.pixel,
    );
  }

  dispose(): void {
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }
}
