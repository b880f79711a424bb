/**
 * GLSL ES 3.00 functions for what the language defines and GLSL leaves open, lacks, or only promises coarsely: NaN
 * outside a domain and for NaN, negative bases, inverse trigonometry, error functions. Where GLSL states a
 * precision (arithmetic, sqrt, exp, log) they build on it; polynomials are minimax fits in the relative error by
 * Remez exchange, each with its error. Each text may call functions listed before it.
 *
 * Comparisons of a number with itself find NaN: `isnan` may be compiled away. Where both sides are cheap, `mix` with a
 * bool chooses: `?:` with a call in it becomes a branch.
 */
export const glslLibrary: ReadonlyMap<string, string> = new Map(
  [
    "float dd_nan() { return uintBitsToFloat(0x7fc00000u); }",
    "float dd_inf() { return uintBitsToFloat(0x7f800000u); }",
    "float dd_square(float x) { return x * x; }",
    "float dd_sign(float x) { return x > 0.0 ? 1.0 : (x < 0.0 ? -1.0 : x); }",
    "float dd_sqrt(float x) { return mix(sqrt(x), dd_nan(), x < 0.0); }",
    "float dd_exp(float x) { return mix(exp(x), x, x != x); }",
    "float dd_log(float x) { return x > 0.0 ? log(x) : (x == 0.0 ? -dd_inf() : dd_nan()); }",
    "float dd_log2(float x) { return x > 0.0 ? log2(x) : (x == 0.0 ? -dd_inf() : dd_nan()); }",
    "float dd_log10(float x) { return dd_log(x) * 0.4342944819032518; }",
    // Near 0 as 2 artanh s, s = x/(2 + x), |s| ≤ 1/5: no sum rounds the digits of x away. Fit: 4e-9.
    `float dd_log1p(float x) {
  if (x < -0.333 || x > 0.5) return dd_log(1.0 + x);
  float s = x / (2.0 + x);
  float z = s * s;
  return 2.0 * s + s * z * (0.66666905 + z * (0.39960880 + z * 0.30309153));
}`,
    // Fit: 4e-9.
    `float dd_expm1(float x) {
  if (abs(x) > 0.5) return exp(x) - 1.0;
  return x + x * x * (0.50000004 + x * (0.16666664 + x * (0.04166536 + x * (0.00833358 + x * (0.00139962 + x * 0.00019850)))));
}`,
    "float dd_cbrt(float x) { float r = exp2(log2(abs(x)) / 3.0); return x > 0.0 ? r : (x < 0.0 ? -r : x); }",
    `float dd_pow(float x, float y) {
  if (y == 0.0) return 1.0;
  if (x != x || y != y) return dd_nan();
  float size = abs(x);
  if (abs(y) > 3.4e38) return size == 1.0 ? dd_nan() : ((size > 1.0) == (y > 0.0) ? dd_inf() : 0.0);
  if (x > 0.0) return pow(x, y);
  if (x == 0.0) return y > 0.0 ? 0.0 : dd_inf();
  if (floor(y) != y) return dd_nan();
  return mod(y, 2.0) == 0.0 ? pow(size, y) : -pow(size, y);
}`,
    // The quotient may be rounded to the wrong side of a whole number; then the remainder is one divisor off.
    `float dd_mod(float x, float y) {
  bool within = abs(x) < abs(y);
  float r = within ? x : x - y * floor(x / y);
  if (r != 0.0 && (r < 0.0) != (y < 0.0)) r += y;
  return !within && abs(r) >= abs(y) ? r - y : r;
}`,
    // arcsin t for |t| ≤ 1/2. Fit: 5e-9.
    `float dd_arcsine(float t) {
  float z = t * t;
  return t + t * z * (0.16666751 + z * (0.07495344 + z * (0.04546626 + z * (0.02419479 + z * 0.04214613))));
}`,
    `float dd_asin(float x) {
  float a = abs(x);
  if (a <= 0.5) return dd_arcsine(x);
  float angle = 1.5707963 - 2.0 * dd_arcsine(dd_sqrt(0.5 * (1.0 - a)));
  return x < 0.0 ? -angle : angle;
}`,
    `float dd_acos(float x) {
  float a = abs(x);
  if (a <= 0.5) return 1.5707963 - dd_arcsine(x);
  float angle = 2.0 * dd_arcsine(dd_sqrt(0.5 * (1.0 - a)));
  return x < 0.0 ? 3.1415927 - angle : angle;
}`,
    // arctan t for |t| ≤ 1. Fit: 2e-8.
    `float dd_arctangent(float t) {
  float z = t * t;
  return t + t * z * (-0.33333157 + z * (0.19993857 + z * (-0.14211682 + z * (0.10668301
    + z * (-0.07556833 + z * (0.04326383 + z * (-0.01639861 + z * 0.00292810)))))));
}`,
    `float dd_atan(float x) {
  if (abs(x) > 1.0) return (x < 0.0 ? -1.5707963 : 1.5707963) - dd_arctangent(1.0 / x);
  return dd_arctangent(x);
}`,
    // The sign of a zero y is not looked at: on the cut the angle is π.
    `float dd_atan2(float y, float x) {
  if (x == 0.0 && y == 0.0) return 0.0;
  if (abs(x) < abs(y)) return (y < 0.0 ? -1.5707963 : 1.5707963) - dd_arctangent(x / y);
  return dd_arctangent(y / x) + (x < 0.0 ? (y < 0.0 ? -3.1415927 : 3.1415927) : 0.0);
}`,
    `float dd_sinh(float x) {
  float e = dd_expm1(abs(x));
  float size = 0.5 * (e + (e > 1e8 ? 1.0 : e / (e + 1.0)));
  return x < 0.0 ? -size : size;
}`,
    "float dd_cosh(float x) { float e = dd_exp(abs(x)); return 0.5 * (e + 1.0 / e); }",
    // Fit near 0, where the quotient would cancel: 1.5e-8.
    `float dd_tanh(float x) {
  float z = x * x;
  float near = x + x * z * (-0.33333144 + z * (0.13325879 + z * (-0.05304549 + z * 0.01724149)));
  float e = exp(-2.0 * abs(x));
  float far = (1.0 - e) / (1.0 + e);
  return mix(near, mix(far, -far, x < 0.0), abs(x) > 0.5);
}`,
    "float dd_sech_squared(float x) { float e = dd_exp(-2.0 * abs(x)); return 4.0 * e / dd_square(1.0 + e); }",
    `float dd_asinh(float x) {
  float a = abs(x);
  float size = a > 1e9 ? log(a) + 0.69314718 : dd_log1p(a + a * a / (1.0 + sqrt(a * a + 1.0)));
  return x < 0.0 ? -size : size;
}`,
    `float dd_acosh(float x) {
  if (!(x >= 1.0)) return dd_nan();
  float d = x - 1.0;
  return x > 1e9 ? log(x) + 0.69314718 : dd_log1p(d + sqrt(d * (x + 1.0)));
}`,
    `float dd_atanh(float x) {
  float a = abs(x);
  float size = 0.5 * dd_log1p(2.0 * a / (1.0 - a));
  return x < 0.0 ? -size : size;
}`,
    "float dd_min(float a, float b) { return (a < b || a != a) ? a : b; }",
    "float dd_max(float a, float b) { return (a > b || a != a) ? a : b; }",
    // Scaled by a power of two where squares would leave the range of floats.
    `float dd_hypot(float x, float y) {
  float m = max(abs(x), abs(y));
  if (m > 1e15) return length(vec2(x, y) * 8.0779357e-28) * 1.2379400e27;
  if (m < 1e-15) return length(vec2(x, y) * 1.2379400e27) * 8.0779357e-28;
  return length(vec2(x, y));
}`,
    "float dd_sigmoid(float x) { return 1.0 / (1.0 + dd_exp(-x)); }",
    "float dd_softplus(float x) { return max(x, 0.0) + dd_log1p(dd_exp(-abs(x))); }",
    // e^(x²) erfc x for x ≥ 0: Chebyshev fit in t = 2/(2 + x), fractional error below 1.2e-7.
    `float dd_erfcx(float x) {
  float t = 2.0 / (2.0 + x);
  return t * exp(-1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806
    + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277)))))))));
}`,
    "float dd_erfc(float x) { float tail = exp(-x * x) * dd_erfcx(abs(x)); return x < 0.0 ? 2.0 - tail : tail; }",
    `float dd_erf(float x) {
  float s = x * x;
  if (abs(x) < 0.5) return x * (1.1283791671 + s * (-0.3761263890 + s * (0.1128379167 + s * (-0.0268661706 + s * (0.0052239776 - s * 0.0008548327)))));
  return sign(x) * (1.0 - exp(-s) * dd_erfcx(abs(x)));
}`,
    // As sinc in ops/values.ts: Taylor's series of ∫₀¹ cos(us) ds near 0, the recurrence further out.
    `float dd_sinc(float x, int order) {
  float u = 3.141592653589793 * x;
  float scale = 1.0;
  for (int k = 0; k < order; k++) scale *= 3.141592653589793;
  if (abs(u) < float(order + 2)) {
    int first = (order + 1) / 2;
    int start = 2 * first - order;
    float monomial = (first % 2 == 0 ? 1.0 : -1.0) * (start == 0 ? 1.0 : u);
    float total = 0.0;
    for (int j = first; j < first + 24; j++) {
      total += monomial / float(2 * j + 1);
      int power = 2 * j - order;
      monomial *= -u * u / float((power + 1) * (power + 2));
    }
    return scale * total;
  }
  float value = sin(u) / u;
  for (int k = 1; k <= order; k++) {
    int phase = k % 4;
    float shifted = phase == 0 ? sin(u) : (phase == 1 ? cos(u) : (phase == 2 ? -sin(u) : -cos(u)));
    value = (shifted - float(k) * value) / u;
  }
  return scale * value;
}`,
  ].map((text) => [namesIn(text)[0] as string, text]),
);

/** The functions of the library that a text is of or calls. */
function namesIn(text: string): readonly string[] {
  return text.match(/dd_\w+/g) ?? [];
}

/** The texts of the functions that `text` calls and of all that those call, in an order that compiles. */
export function glslFunctions(text: string): string {
  const wanted = new Set<string>();
  const want = (calling: string) => {
    for (const name of namesIn(calling)) {
      const called = glslLibrary.get(name);
      if (!called || called === calling || wanted.has(called)) continue;
      want(called);
      wanted.add(called);
    }
  };
  want(text);
  return [...wanted].map((own) => `${own}\n`).join("");
}
