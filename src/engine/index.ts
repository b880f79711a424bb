/**
 * Deldot as a library: vector fields as text, their divergence exactly or by random probes, and derivatives as graphs.
 * It runs in Node and in browsers, asks nothing of either, and computes in float64.
 *
 * ```ts
 * import { compileField, divergence } from "deldot";
 *
 * const field = compileField("a = 2\nF(x, y) = (a x^2, x y)");
 * field.evaluate([[1, 2]]);                                            // Float64Array [2, 2]
 * divergence(field, { points: [[1, 2]], parameters: { a: 3 } }).values; // Float64Array [7]
 * ```
 *
 * Points are N×n numbers row by row, or N rows; what comes back has one row for each. What makes no sense is refused in
 * one sentence: a text by FieldError, an argument by TypeError or RangeError, too much work by LimitError. A value that
 * is not finite is no error.
 */

// From text to fields.

export { type CompiledField, compileField } from "./api/compiled-field.ts";
export { FieldError } from "./api/field-error.ts";
export type { Points } from "./api/points.ts";
export type { Settings } from "./api/settings.ts";
export { checkSource } from "./language/check.ts";
export type { Diagnostic, Fix } from "./language/diagnostic.ts";
export type { Field, FunctionDefinition, Parameter, Program } from "./language/program.ts";
export { LimitError, limits } from "./limits.ts";

// The divergence in numbers, and the plan.

export { type Divergence, type DivergenceOptions, divergence } from "./api/divergence.ts";
export type { DivergenceValues } from "./divergence/evaluation.ts";
export { type ExactMethod, type Method, methods } from "./divergence/method.ts";
export type { Candidate, Plan } from "./divergence/plan.ts";
export { type ProbeDistribution, probeDistributions } from "./random/distributions.ts";
export type { KeyLayout, KeySharing } from "./random/probes.ts";

// The divergence and other derivatives as graphs: to be differentiated again, compiled, printed.

export { compileGraph, divergenceGraph, type FieldGraph, type GraphEvaluator } from "./api/field-graph.ts";
export * as operators from "./api/operators.ts";
export { type GlslFunction, printGlsl } from "./codegen/glsl.ts";
export { divergenceFormula, type Formula, fieldFormula } from "./formula/index.ts";
export { evaluate } from "./graph/evaluate.ts";
export type { Node } from "./graph/node.ts";

// What the above is made of, for loops of one's own: streams of blocks, and kernels that check nothing and take no memory.

export { compilePointKernel, type PointKernel, printPointKernel } from "./codegen/kernel.ts";
export { type Bindings, bindingOf, bindingsOf } from "./divergence/bindings.ts";
export type { Evaluator, EvaluatorOptions } from "./divergence/evaluation.ts";
export { createEvaluator } from "./divergence/evaluator.ts";
export { divergenceNode } from "./divergence/exact.ts";
