/** Derivatives as graphs, from graphs. They compose and nest: `gradient(divergence(F, x), x)` is a graph like any other. */
export { jvp } from "../autodiff/jvp.ts";
export { curl, divergence, gradient, jacobian, laplacian, partial } from "../autodiff/operators.ts";
export { vjp } from "../autodiff/vjp.ts";
