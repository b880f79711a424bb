import type { Op } from "../graph/op.ts";
import * as arithmetic from "./arithmetic.ts";
import { arrayOp } from "./array.ts";
import * as comparison from "./comparison.ts";
import { complexPartOp } from "./complex-part.ts";
import { constantOp } from "./constant.ts";
import * as exponential from "./exponential.ts";
import * as extrema from "./extrema.ts";
import { concatOp, gatherOp, scatterOp } from "./gather.ts";
import * as hyperbolic from "./hyperbolic.ts";
import { inputOp } from "./input.ts";
import { matmulOp } from "./matmul.ts";
import * as power from "./power.ts";
import * as rounding from "./rounding.ts";
import { selectOp } from "./select.ts";
import * as special from "./special.ts";
import { stopGradientOp } from "./stop-gradient.ts";
import * as structure from "./structure.ts";
import * as trigonometric from "./trigonometric.ts";

export { literal, requireSize, uniformValue } from "./array.ts";
export * from "./arrays.ts";
export * from "./build.ts";
export { constant, constantValue, isConstant, type Operand } from "./constant.ts";
export { clamp } from "./extrema.ts";
export { type ElementwiseFunction, elementwiseFunctions } from "./functions.ts";
export { concatenate, gather, reshape, scatter, transpose } from "./gather.ts";
export { input, inputAttribute } from "./input.ts";
export { step } from "./rounding.ts";

/** Every primitive of the engine; the conformance suite and the printers are checked against this list. */
export const ops: readonly Op[] = [
  constantOp,
  inputOp,
  structure.stackOp,
  structure.indexOp,
  structure.sumOp,
  structure.broadcastOp,
  arrayOp,
  gatherOp,
  scatterOp,
  concatOp,
  matmulOp,
  arithmetic.addOp,
  arithmetic.subOp,
  arithmetic.mulOp,
  arithmetic.divOp,
  arithmetic.negOp,
  power.powerOp,
  power.integerPowerOp,
  power.oneMinusSquareOp,
  exponential.sqrtOp,
  exponential.cbrtOp,
  exponential.expOp,
  exponential.expm1Op,
  exponential.logOp,
  exponential.log1pOp,
  exponential.log2Op,
  exponential.log10Op,
  trigonometric.sinOp,
  trigonometric.cosOp,
  trigonometric.tanOp,
  trigonometric.asinOp,
  trigonometric.acosOp,
  trigonometric.atanOp,
  trigonometric.atan2Op,
  trigonometric.sincOp,
  hyperbolic.sinhOp,
  hyperbolic.coshOp,
  hyperbolic.tanhOp,
  hyperbolic.sechSquaredOp,
  hyperbolic.asinhOp,
  hyperbolic.acoshOp,
  hyperbolic.atanhOp,
  rounding.absOp,
  rounding.signOp,
  rounding.floorOp,
  rounding.ceilOp,
  rounding.roundOp,
  rounding.modOp,
  extrema.minOp,
  extrema.maxOp,
  selectOp,
  comparison.lessOp,
  comparison.lessEqualOp,
  comparison.equalOp,
  comparison.notEqualOp,
  comparison.andOp,
  comparison.orOp,
  comparison.notOp,
  special.erfOp,
  special.erfcOp,
  special.sigmoidOp,
  special.softplusOp,
  special.hypotOp,
  stopGradientOp,
  complexPartOp,
];
