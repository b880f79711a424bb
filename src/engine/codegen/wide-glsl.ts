import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { type GlslFunction, printFunction, printShader } from "./glsl.ts";
import { printLoops } from "./glsl-loops.ts";
import type { Binding } from "./lower.ts";
import { type Weights, weightsGlsl } from "./weights.ts";

/**
 * Operations of a function's products up to which they are written out: a software renderer draws them ten times faster
 * than loops, and compiles them in half a second.
 */
const writtenOut = 3_000;

/**
 * As printGlsl, where products of wide layers become loops over weights in the texture `u_weights`, whose numbers are
 * gathered in `weights`.
 */
export function printWideGlsl(
  functions: readonly GlslFunction[],
  binding: Binding,
  weights: Weights,
): string {
  const wide = new Set(functions.filter(({ outputs }) => productsOf(outputs) > writtenOut));
  return printShader(functions, binding, wide.size > 0 ? weightsGlsl : "", (definition, own) =>
    wide.has(definition) ? printLoops(definition, own, weights) : printFunction(definition, own),
  );
}

function productsOf(outputs: readonly Node[]): number {
  return topological(outputs).reduce(
    (total, node) => total + (node.op.name === "matmul" ? node.op.flops(node) : 0),
    0,
  );
}
