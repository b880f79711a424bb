/**
 * Random numbers as JAX makes them: Threefry keys, split and fold_in, float32 uniforms, normal and Rademacher draws,
 * permutations, and the probes of trace estimators. No state and no clock: the same key gives the same numbers everywhere.
 */
export {
  drawProbes,
  isIndependent,
  type ProbeDistribution,
  population,
  probeDistributions,
} from "./distributions.ts";
export { normal } from "./normal.ts";
export { permutation } from "./permutation.ts";
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
