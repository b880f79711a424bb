/**
 * GLSL ES 3.00 functions for what the language defines and GLSL leaves open or lacks: NaN outside a domain,
 * negative bases, error functions. Each text may call functions listed before it.
 */
export const glslLibrary: ReadonlyMap<string, { readonly text: string; readonly needs: readonly string[] }> = new Map([
  define("dd_nan", "float dd_nan() { return uintBitsToFloat(0x7fc00000u); }"),
  define("dd_inf", "float dd_inf() { return uintBitsToFloat(0x7f800000u); }"),
  define("dd_square", "float dd_square(float x) { return x * x; }"),
  define("dd_sqrt", "float dd_sqrt(float x) { return x < 0.0 ? dd_nan() : sqrt(x); }", "dd_nan"),
  define(
    "dd_log",
    "float dd_log(float x) { return x > 0.0 ? log(x) : (x == 0.0 ? -dd_inf() : dd_nan()); }",
    "dd_nan",
    "dd_inf",
  ),
  define("dd_log2", "float dd_log2(float x) { return dd_log(x) * 1.4426950408889634; }", "dd_log"),
  define("dd_log10", "float dd_log10(float x) { return dd_log(x) * 0.4342944819032518; }", "dd_log"),
  define(
    "dd_log1p",
    // Kahan's correction: log(u)·x/(u − 1) with u = 1 + x rounded.
    "float dd_log1p(float x) { float u = 1.0 + x; return abs(x) < 1e-4 ? x - 0.5 * x * x : dd_log(u); }",
    "dd_log",
  ),
  define(
    "dd_expm1",
    "float dd_expm1(float x) { return abs(x) < 0.03 ? x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x / 24.0))) : exp(x) - 1.0; }",
  ),
  define("dd_cbrt", "float dd_cbrt(float x) { return x == 0.0 ? x : sign(x) * exp2(log2(abs(x)) / 3.0); }"),
  define(
    "dd_pow",
    `float dd_pow(float x, float y) {
  if (y == 0.0) return 1.0;
  if (x > 0.0) return pow(x, y);
  if (x == 0.0) return y > 0.0 ? 0.0 : dd_inf();
  if (floor(y) != y) return dd_nan();
  float size = pow(-x, y);
  return mod(y, 2.0) == 0.0 ? size : -size;
}`,
    "dd_nan",
    "dd_inf",
  ),
  define("dd_asin", "float dd_asin(float x) { return abs(x) > 1.0 ? dd_nan() : asin(x); }", "dd_nan"),
  define("dd_acos", "float dd_acos(float x) { return abs(x) > 1.0 ? dd_nan() : acos(x); }", "dd_nan"),
  define(
    "dd_atan2",
    `float dd_atan2(float y, float x) {
  if (x == 0.0 && y == 0.0) return 0.0;
  if (abs(x) >= abs(y)) return atan(y / x) + (x < 0.0 ? (y < 0.0 ? -3.141592653589793 : 3.141592653589793) : 0.0);
  return (y < 0.0 ? -1.5707963267948966 : 1.5707963267948966) - atan(x / y);
}`,
  ),
  define(
    "dd_sinh",
    "float dd_sinh(float x) { float e = dd_expm1(abs(x)); return sign(x) * 0.5 * (e + e / (e + 1.0)); }",
    "dd_expm1",
  ),
  define("dd_cosh", "float dd_cosh(float x) { float e = exp(abs(x)); return 0.5 * (e + 1.0 / e); }"),
  define(
    "dd_tanh",
    "float dd_tanh(float x) { float e = dd_expm1(-2.0 * abs(x)); return -sign(x) * e / (e + 2.0); }",
    "dd_expm1",
  ),
  define(
    "dd_asinh",
    "float dd_asinh(float x) { float a = abs(x); return sign(x) * dd_log1p(a + a * a / (1.0 + sqrt(a * a + 1.0))); }",
    "dd_log1p",
  ),
  define(
    "dd_acosh",
    "float dd_acosh(float x) { float d = x - 1.0; return dd_log1p(d + dd_sqrt(d * (x + 1.0))); }",
    "dd_log1p",
    "dd_sqrt",
  ),
  define("dd_atanh", "float dd_atanh(float x) { float a = abs(x); return sign(x) * 0.5 * dd_log1p(2.0 * a / (1.0 - a)); }", "dd_log1p"),
  define("dd_min", "float dd_min(float a, float b) { return (a < b || a != a) ? a : b; }"),
  define("dd_max", "float dd_max(float a, float b) { return (a > b || a != a) ? a : b; }"),
  define("dd_hypot", "float dd_hypot(float x, float y) { return length(vec2(x, y)); }"),
  define("dd_sigmoid", "float dd_sigmoid(float x) { return 1.0 / (1.0 + exp(-x)); }"),
  define("dd_softplus", "float dd_softplus(float x) { return max(x, 0.0) + dd_log1p(exp(-abs(x))); }", "dd_log1p"),
  define(
    "dd_erfcx",
    // e^(x²) erfc x for x ≥ 0: Chebyshev fit in t = 2/(2 + x), fractional error below 1.2e-7.
    `float dd_erfcx(float x) {
  float t = 2.0 / (2.0 + x);
  return t * exp(-1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806
    + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277)))))))));
}`,
  ),
  define(
    "dd_erfc",
    "float dd_erfc(float x) { float tail = exp(-x * x) * dd_erfcx(abs(x)); return x < 0.0 ? 2.0 - tail : tail; }",
    "dd_erfcx",
  ),
  define(
    "dd_erf",
    `float dd_erf(float x) {
  float s = x * x;
  if (abs(x) < 0.5) return x * (1.1283791671 + s * (-0.3761263890 + s * (0.1128379167 + s * (-0.0268661706 + s * (0.0052239776 - s * 0.0008548327)))));
  return sign(x) * (1.0 - exp(-s) * dd_erfcx(abs(x)));
}`,
    "dd_erfcx",
  ),
  define(
    "dd_sinc",
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
  ),
]);

function define(name: string, text: string, ...needs: string[]): [string, { text: string; needs: readonly string[] }] {
  return [name, { text, needs }];
}

/** The texts of the named functions and of all they call, in an order that compiles. */
export function glslFunctions(names: Iterable<string>): string {
  const wanted = new Set<string>();
  const want = (name: string) => {
    const entry = glslLibrary.get(name);
    if (!entry || wanted.has(name)) return;
    for (const need of entry.needs) want(need);
    wanted.add(name);
  };
  for (const name of names) want(name);
  return [...wanted].map((name) => `${glslLibrary.get(name)?.text}\n`).join("");
}
