/**
 * Random numbers as JAX makes them: Threefry keys, split and fold_in, float32 uniforms, normal and Rademacher draws, and
 * the probes of Hutchinson's estimator. No state and no clock: the same key gives the same numbers everywhere.
 */
export { normal } from "./normal.ts";
export {
  type Distribution,
  distributions,
  type KeyLayout,
  type KeySharing,
  pointKey,
  probeMoment,
  probes,
  secondMoment,
} from "./probes.ts";
export { normalGlslBound, probesGlsl } from "./probes-glsl.ts";
export { rademacher } from "./rademacher.ts";
export { foldIn, type Key, prngKey, randomBits, split, threefry2x32 } from "./threefry.ts";
export { threefryGlsl } from "./threefry-glsl.ts";
export { uniform } from "./uniform.ts";
