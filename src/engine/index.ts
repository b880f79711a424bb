/**
 * Deldot's engine: text → program → graph → derivative graphs → numbers, GLSL and formulas.
 *
 * ```ts
 * const program = checkSource("F(x, y) = (x^2, x y)");
 * const field = program.fields[0];
 * const evaluator = createEvaluator(program, field, { method: "jacobian-forward" });
 * evaluator.evaluate(Float64Array.of(1, 2), bindingsOf(program)).values; // Float64Array [3]
 * ```
 */
export * from "./core.ts";
export { type Candidate, type Plan, planOf } from "./divergence/plan.ts";
export { structuredNode } from "./divergence/structured-node.ts";
export { checkSource } from "./language/check.ts";
export type { Diagnostic, Fix } from "./language/diagnostic.ts";
export type { Field, FunctionDefinition, Parameter, Program } from "./language/program.ts";
