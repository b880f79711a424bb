/**
 * Probes in the plane, in GLSL ES 3.00; include it after `threefryGlsl`:
 * - `vec2 rademacher2(uvec2 key, bool legacy)`: equal to `rademacher(key, 2)`
 * - `vec2 normal2(uvec2 key, bool legacy)`: `normal(key, 2)` within `normalGlslBound`
 * - `float normalFromBits(uint bits)`
 * - `vec3 probeMoment(uvec2 key, uint first, uint last, uint count, bool gaussian, bool legacy)`: Σ (z₀², z₀z₁, z₁²)
 *   over the probes first ≤ j < last of split(key, count). Exact for Rademacher probes up to 2²⁴ of them; for Gaussian
 *   ones a plain float32 sum, so keep ranges to a few hundred and add the parts. Write the two flags as literals:
 *   the branches not taken are then left out, which halves the time to compile and to run where a GPU evaluates both.
 *
 * normal2: the uniform is an odd multiple n/2²⁴, computed in integers and so without rounding. With q = 1 − u²
 * = (1−|u|)(1+|u|), which does not cancel because 1 − |u| is exact, and w = −log₂ q, the normal value is u·P(w), P being a
 * polynomial in w for w < 7 and in √w beyond, both of degree 9 and fitted to √2·erfinv(u)/u by Remez exchange in the
 * relative error (3.5e-9 and 6.0e-9). log₂ is a polynomial on [√½, √2] (2.6e-8) after the exponent is taken from the
 * float's bits: GLSL ES promises nothing about the accuracy of the built-in one.
 */
export const probesGlsl = `\
float log2OfPositive(float x) {
  int bits = floatBitsToInt(x);
  int exponent = (bits - 0x3F3504F3) >> 23;
  float f = intBitsToFloat(bits - (exponent << 23)) - 1.0;
  float p = 0.12583698;
  p = p * f - 0.20726962;
  p = p * f + 0.21571557;
  p = p * f - 0.23894484;
  p = p * f + 0.28791625;
  p = p * f - 0.36070368;
  p = p * f + 0.48091064;
  p = p * f - 0.72134735;
  p = p * f + 1.442695;
  return float(exponent) + p * f;
}

float normalFromBits(uint bits) {
  int n = int((bits >> 9) << 2) - 16777215;
  float u = float(n) * 5.9604644775390625e-8;
  float a = float(16777216 - abs(n)) * 5.9604644775390625e-8;
  float w = max(-log2OfPositive(a * (2.0 - a)), 0.0);
  float p;
  if (w < 7.0) {
    float x = w - 3.5;
    p = -4.776996e-10;
    p = p * x + 2.162276e-9;
    p = p * x + 4.9467427e-8;
    p = p * x - 5.7969464e-7;
    p = p * x - 7.6718154e-7;
    p = p * x + 7.1778345e-5;
    p = p * x - 6.2053661e-4;
    p = p * x - 2.6445594e-3;
    p = p * x + 0.24235655;
    p = p * x + 2.0974758;
  } else {
    float x = sqrt(w) - 3.71875;
    p = 3.6031147e-5;
    p = p * x - 6.8013564e-5;
    p = p * x - 1.1143289e-4;
    p = p * x + 6.4664616e-4;
    p = p * x - 1.5564304e-3;
    p = p * x + 2.8283714e-3;
    p = p * x - 4.7016511e-3;
    p = p * x + 7.3802927e-3;
    p = p * x + 1.181292;
    p = p * x + 4.1426289;
  }
  return u * p;
}

vec2 rademacher2(uvec2 key, bool legacy) {
  return 1.0 - 2.0 * vec2(randomBits2(key, legacy) >> 31);
}

vec2 normal2(uvec2 key, bool legacy) {
  uvec2 bits = randomBits2(key, legacy);
  return vec2(normalFromBits(bits.x), normalFromBits(bits.y));
}

vec3 probeMoment(uvec2 key, uint first, uint last, uint count, bool gaussian, bool legacy) {
  if (gaussian) {
    vec3 sum = vec3(0.0);
    for (uint j = first; j < last; j++) {
      vec2 z = normal2(splitKey(key, count, j, legacy), legacy);
      sum += vec3(z.x * z.x, z.x * z.y, z.y * z.y);
    }
    return sum;
  }
  uint opposite = 0u;
  for (uint j = first; j < last; j++) {
    uvec2 bits = randomBits2(splitKey(key, count, j, legacy), legacy);
    opposite += (bits.x ^ bits.y) >> 31;
  }
  uint drawn = last - first;
  return vec3(float(drawn), float(int(drawn) - 2 * int(opposite)), float(drawn));
}
`;

/**
 * Relative error of `normalFromBits` against √2·erfinv in float64. Over all 2²³ values float32 arithmetic errs by 2.3e-7
 * (3.1 ulp; with fused multiply-adds 2.1e-7), SwiftShader by 2.9e-7 and by at most 8.6e-7 in absolute terms; the bound leaves
 * room for a square root that is 4 ulp off.
 */
export const normalGlslBound = 1e-6;
