/**
 * The engine without its language: graphs, derivatives as graphs, and what is printed from them. Everything else stands
 * on this, and the design's budget for the core is measured here.
 */

export { forwardLaplacian } from "./autodiff/forward-laplacian.ts";
export { jvp, type Tangent } from "./autodiff/jvp.ts";
export {
  laplacian,
  laplacianByGradient,
  laplacianByPartials,
  secondDerivatives,
} from "./autodiff/laplacian.ts";
export { curl, divergence, gradient, jacobian, partial } from "./autodiff/operators.ts";
export { transpose, vjp } from "./autodiff/vjp.ts";
export { printGlsl } from "./codegen/glsl.ts";
export {
  compilePointKernel,
  compileProbeKernel,
  compileProbeSumKernel,
  printPointKernel,
  printProbeKernel,
  printProbeSumKernel,
} from "./codegen/kernel.ts";
export { divergenceNode, jacobianNodes } from "./divergence/exact.ts";
export { type ExactMethod, exactMethods, isExactMethod, type Method, methods } from "./divergence/method.ts";
export { evaluate } from "./graph/evaluate.ts";
export { Graph } from "./graph/graph.ts";
export type { Node } from "./graph/node.ts";
export { substitute, topological } from "./graph/traverse.ts";
export { LimitError, limits } from "./limits.ts";
export * from "./ops/index.ts";
export { type Distribution, distributions, type KeyLayout, type KeySharing } from "./random/probes.ts";
