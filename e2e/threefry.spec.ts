import { expect, type Page, test } from "@playwright/test";
import { normal, normalFromBits } from "../src/engine/random/normal.ts";
import { type Distribution, type KeyLayout, probeMoment } from "../src/engine/random/probes.ts";
import { normalGlslBound, probesGlsl } from "../src/engine/random/probes-glsl.ts";
import { rademacher } from "../src/engine/random/rademacher.ts";
import { foldIn, prngKey, randomBits, split, threefry2x32 } from "../src/engine/random/threefry.ts";
import { threefryGlsl } from "../src/engine/random/threefry-glsl.ts";

const side = 64;
const cases = side * side;

/** Each case is a key and a counter; the corners of the word range come first, the rest are drawn from `seed`. */
const seed = 20240607;
const corners = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff];
const inputs = randomBits(prngKey(seed), 4 * cases, "jax");
for (let i = 0; i < corners.length ** 4; i++) {
  for (let word = 0; word < 4; word++) {
    inputs[4 * i + word] = corners[Math.floor(i / corners.length ** word) % corners.length] as number;
  }
}

const fragment = `#version 300 es
${threefryGlsl}
${probesGlsl}
uniform highp usampler2D u_inputs;
uniform int u_mode;
out uvec4 o_words;

void main() {
  uvec4 words = texelFetch(u_inputs, ivec2(gl_FragCoord.xy), 0);
  uvec2 key = words.xy;
  uint count = 1u + words.z % 1000u;
  bool legacy = (u_mode & 1) == 1;
  int what = u_mode >> 1;
  o_words = uvec4(0u);
  if (what == 0) o_words.xy = threefry2x32(key, words.zw);
  if (what == 1) o_words.xy = foldIn(key, words.z);
  if (what == 2) o_words.xy = splitKey(key, count, words.w % count, legacy);
  if (what == 3) o_words.xy = randomBits2(key, legacy);
  if (what == 4) o_words.xy = floatBitsToUint(rademacher2(key, legacy));
  if (what == 5) o_words.xy = floatBitsToUint(normal2(key, legacy));
  if (what == 6) o_words.x = floatBitsToUint(normalFromBits(words.z));
  uint last = min(count, 32u);
  if (what == 7) o_words.xyz = floatBitsToUint(probeMoment(key, words.w % (last + 1u), last, count, false, legacy));
  if (what == 8) o_words.xyz = floatBitsToUint(probeMoment(key, words.w % (last + 1u), last, count, true, legacy));
}
`;

const computations = [
  "threefry2x32",
  "foldIn",
  "splitKey",
  "randomBits2",
  "rademacher2",
  "normal2",
  "normalFromBits",
  "rademacherMoment",
  "gaussianMoment",
] as const;
type Computation = (typeof computations)[number];

/** Runs one computation for all cases in a fragment shader; four words per case. */
async function onGpu(
  page: Page,
  computation: Computation,
  layout: KeyLayout,
  words = inputs,
): Promise<Uint32Array> {
  const mode = 2 * computations.indexOf(computation) + (layout === "jax-legacy" ? 1 : 0);
  const read = await page.evaluate(
    ({ fragment, inputs, side, mode }) => {
      const gl = document.createElement("canvas").getContext("webgl2");
      if (!gl) throw new Error("no WebGL2");
      const program = gl.createProgram();
      const vertex = `#version 300 es
        void main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0.0, 1.0); }`;
      for (const [type, source] of [
        [gl.VERTEX_SHADER, vertex],
        [gl.FRAGMENT_SHADER, fragment],
      ] as const) {
        const shader = gl.createShader(type);
        if (!shader) throw new Error("no shader");
        gl.shaderSource(shader, source);
        gl.compileShader(shader);
        if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS))
          throw new Error(gl.getShaderInfoLog(shader) ?? "");
        gl.attachShader(program, shader);
      }
      gl.linkProgram(program);
      if (!gl.getProgramParameter(program, gl.LINK_STATUS))
        throw new Error(gl.getProgramInfoLog(program) ?? "");
      const texture = () => {
        gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
        gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32UI, side, side);
        return gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture;
      };
      const target = texture();
      gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, target, 0);
      texture();
      const data = new Uint32Array(inputs);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, side, side, gl.RGBA_INTEGER, gl.UNSIGNED_INT, data);
      gl.viewport(0, 0, side, side);
      gl.useProgram(program);
      gl.uniform1i(gl.getUniformLocation(program, "u_mode"), mode);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      const read = new Uint32Array(4 * side * side);
      gl.readPixels(0, 0, side, side, gl.RGBA_INTEGER, gl.UNSIGNED_INT, read);
      const problem = gl.getError();
      gl.getExtension("WEBGL_lose_context")?.loseContext();
      if (problem !== gl.NO_ERROR) throw new Error(`WebGL error ${problem}`);
      return Array.from(read);
    },
    { fragment, inputs: Array.from(words), side, mode },
  );
  expect(read).toHaveLength(4 * cases);
  return Uint32Array.from(read);
}

/** What each case asks for, decoded the way the shader does. */
function caseOf(i: number) {
  const word = (k: number) => inputs[4 * i + k] as number;
  const count = 1 + (word(2) % 1000);
  const last = Math.min(count, 32);
  return {
    key: inputs.slice(4 * i, 4 * i + 2),
    counter: inputs.slice(4 * i + 2, 4 * i + 4),
    count,
    j: word(3) % count,
    first: word(3) % (last + 1),
    last,
  };
}

/** Cases whose words differ from the expected ones; at most ten are told. */
function mismatches(gpu: Uint32Array, expected: (i: number) => ArrayLike<number>): string[] {
  const found: string[] = [];
  for (let i = 0; i < cases && found.length < 10; i++) {
    const wanted = Array.from(expected(i));
    const got = Array.from(gpu.subarray(4 * i, 4 * i + wanted.length));
    if (wanted.some((word, k) => word !== got[k]))
      found.push(`case ${i} of seed ${seed}: ${got} for ${wanted}`);
  }
  return found;
}

function floatsOf(words: Uint32Array): Float32Array {
  return new Float32Array(words.buffer, words.byteOffset, words.length);
}

function floatWords(values: ArrayLike<number>): Uint32Array {
  return new Uint32Array(Float32Array.from(values).buffer);
}

const layouts: readonly KeyLayout[] = ["jax", "jax-legacy"];

test.beforeEach(async ({ page }) => {
  await page.goto("about:blank");
});

test("the shader hashes and folds in, all bits as in TypeScript", async ({ page }) => {
  const hashed = await onGpu(page, "threefry2x32", "jax");
  expect(mismatches(hashed, (i) => threefry2x32(caseOf(i).key, caseOf(i).counter))).toEqual([]);
  const folded = await onGpu(page, "foldIn", "jax");
  expect(mismatches(folded, (i) => foldIn(caseOf(i).key, caseOf(i).counter[0] as number))).toEqual([]);
});

for (const layout of layouts) {
  test(`the shader splits keys and draws bits and signs, all bits as in TypeScript (${layout})`, async ({
    page,
  }) => {
    const keys = await onGpu(page, "splitKey", layout);
    const wanted = (i: number) => {
      const { key, count, j } = caseOf(i);
      return split(key, count, layout).slice(2 * j, 2 * j + 2);
    };
    expect(mismatches(keys, wanted)).toEqual([]);
    const bits = await onGpu(page, "randomBits2", layout);
    expect(mismatches(bits, (i) => randomBits(caseOf(i).key, 2, layout))).toEqual([]);
    const signs = await onGpu(page, "rademacher2", layout);
    expect(mismatches(signs, (i) => floatWords(rademacher(caseOf(i).key, 2, layout)))).toEqual([]);
  });

  test(`the shader's normal values are within their bound (${layout})`, async ({ page }) => {
    const drawn = floatsOf(await onGpu(page, "normal2", layout));
    let largest = 0;
    for (let i = 0; i < cases; i++) {
      const exact = normal(caseOf(i).key, 2, layout);
      for (let k = 0; k < 2; k++) {
        const value = exact[k] as number;
        largest = Math.max(largest, Math.abs((drawn[4 * i + k] as number) / value - 1));
      }
    }
    expect(largest).toBeLessThan(normalGlslBound);
  });

  test(`the shader's probe moments are those of TypeScript (${layout})`, async ({ page }) => {
    const moment = (i: number, distribution: Distribution) => {
      const { key, count, first, last } = caseOf(i);
      return probeMoment(key, first, last, count, distribution, layout);
    };
    const signs = await onGpu(page, "rademacherMoment", layout);
    // Adding 0 makes a sum of no probes +0 on both sides.
    expect(mismatches(signs, (i) => floatWords(moment(i, "rademacher").map((sum) => sum + 0)))).toEqual([]);
    const sums = floatsOf(await onGpu(page, "gaussianMoment", layout));
    const wrong: string[] = [];
    for (let i = 0; i < cases; i++) {
      const { first, last } = caseOf(i);
      const exact = moment(i, "gaussian");
      const [m00 = 0, , m11 = 0] = exact;
      // Two factors, their product, and one rounding per addition of terms no larger than these sums.
      const relative = 2 * normalGlslBound + (2 + last - first) * 2 ** -24;
      const scale = [m00, Math.sqrt(m00 * m11), m11];
      for (let k = 0; k < 3; k++) {
        const error = Math.abs((sums[4 * i + k] as number) - (exact[k] as number));
        if (!(error <= relative * (scale[k] as number))) {
          wrong.push(`case ${i} of seed ${seed}, entry ${k}: off by ${error}`);
        }
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
  });
}

test("the shader's normal is within its bound on the tails and on words over the whole range", async ({
  page,
}) => {
  // 4096 words: the 1,000 lowest and highest of the 2^23 that differ, the rest evenly spread.
  const top = 2 ** 23;
  const words = new Uint32Array(4 * cases);
  for (let i = 0; i < cases; i++) {
    const k =
      i < 1000 ? i : i < 2000 ? top - 1 - (i - 1000) : Math.floor(((i - 2000) / (cases - 2000)) * top);
    words[4 * i + 2] = k * 512;
  }
  const values = floatsOf(await onGpu(page, "normalFromBits", "jax", words));
  let largest = 0;
  for (let i = 0; i < cases; i++) {
    const exact = normalFromBits(words[4 * i + 2] as number);
    largest = Math.max(largest, Math.abs((values[4 * i] as number) / exact - 1));
  }
  expect(largest).toBeLessThan(normalGlslBound);
});
