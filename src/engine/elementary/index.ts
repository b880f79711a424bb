/**
 * The elementary functions of the engine.
 *
 * `Math.sin` and its kin are left to the implementation by ECMAScript and differ in their last bits from engine
 * to engine. These use only what IEEE 754 and ECMAScript pin to the bit (+ − × ÷, Math.sqrt, Math.floor,
 * Math.abs, integer operators, the bits of a double), so that a result is the same everywhere.
 */
export { erf, erfc, erfinv } from "./error-function.ts";
export { exp, expm1 } from "./exponential.ts";
export { acosh, asinh, atanh, cosh, sinh, tanh } from "./hyperbolic.ts";
export { acos, asin, atan, atan2 } from "./inverse-trigonometric.ts";
export { log, log1p, log2, log10 } from "./logarithm.ts";
export { cbrt, hypot, pow } from "./power.ts";
export { cos, sin, tan } from "./trigonometric.ts";
