/** Four rounds; literal rotations halve the time SwiftShader needs to compile the hash. */
function fourRounds(rotations: readonly number[]): string {
  return rotations.map((r) => `  a += b; b = ((b << ${r}) | (b >> ${32 - r})) ^ a;`).join("\n");
}

const even = fourRounds([13, 15, 26, 6]);
const odd = fourRounds([17, 29, 16, 24]);

/**
 * Threefry-2×32-20 in GLSL ES 3.00, bit for bit the same as `threefry.ts` (uint arithmetic is exact and wraps):
 * - `uvec2 threefry2x32(uvec2 key, uvec2 counter)`
 * - `uvec2 foldIn(uvec2 key, uint data)`
 * - `uvec2 splitKey(uvec2 key, uint count, uint j, bool legacy)`: key j of split(key, count)
 * - `uvec2 randomBits2(uvec2 key, bool legacy)`: the two words of randomBits(key, 2)
 *
 * Include it once, before its use. It sets the default precisions to highp: in a fragment shader the default for
 * integers is mediump, which need not have 32 bits.
 */
export const threefryGlsl = `\
precision highp float;
precision highp int;

uvec2 threefry2x32(uvec2 key, uvec2 counter) {
  uint parity = key.x ^ key.y ^ 0x1BD11BDAu;
  uint a = counter.x + key.x;
  uint b = counter.y + key.y;
${even}
  a += key.y; b += parity + 1u;
${odd}
  a += parity; b += key.x + 2u;
${even}
  a += key.x; b += key.y + 3u;
${odd}
  a += key.y; b += parity + 4u;
${even}
  return uvec2(a + parity, b + key.x + 5u);
}

uvec2 foldIn(uvec2 key, uint data) {
  return threefry2x32(key, uvec2(0u, data));
}

uint splitWord(uvec2 key, uint count, uint i) {
  uint c = i < count ? i : i - count;
  uvec2 words = threefry2x32(key, uvec2(c, c + count));
  return i < count ? words.x : words.y;
}

uvec2 splitKey(uvec2 key, uint count, uint j, bool legacy) {
  if (!legacy) return threefry2x32(key, uvec2(0u, j));
  return uvec2(splitWord(key, count, 2u * j), splitWord(key, count, 2u * j + 1u));
}

uvec2 randomBits2(uvec2 key, bool legacy) {
  uvec2 second = threefry2x32(key, uvec2(0u, 1u));
  if (legacy) return second;
  uvec2 first = threefry2x32(key, uvec2(0u));
  return uvec2(first.x ^ first.y, second.x ^ second.y);
}
`;
