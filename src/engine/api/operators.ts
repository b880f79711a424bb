/** Derivatives as graphs, from graphs. They compose and nest: `gradient(divergence(F, x), x)` is a graph like any other. */
export { jvp } from "../autodiff/jvp.ts";
export { laplacian, secondDerivatives } from "../autodiff/laplacian.ts";
export { curl, divergence, gradient, jacobian, partial } from "../autodiff/operators.ts";
export { vjp } from "../autodiff/vjp.ts";
