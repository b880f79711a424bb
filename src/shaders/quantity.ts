import { curl } from "../engine/autodiff/operators.ts";
import { termSize } from "../engine/autodiff/term-size.ts";
import { divergenceNode } from "../engine/divergence/exact.ts";
import type { Node } from "../engine/graph/node.ts";
import { sizeOf } from "../engine/graph/shape.ts";
import { substitute } from "../engine/graph/traverse.ts";
import type { Field, FunctionDefinition, Program } from "../engine/language/program.ts";
import { dot, hypot, index, sqrt, stack } from "../engine/ops/index.ts";

/** What a map can be of: a number at every point, read off a field, or a scalar function of the document. */
export type Quantity = "divergence" | "curl" | "magnitude" | `component ${number}` | `function ${string}`;

/** The functions of n numbers that give one number: a map can show each of them. */
export function scalarFunctions({ functions }: Program, n: number): readonly FunctionDefinition[] {
  return functions.filter(
    ({ inputs, output, real }) =>
      (real ?? output).shape.length === 0 &&
      inputs.every(({ shape }) => shape.length < 2) &&
      inputs.reduce((total, { shape }) => total + sizeOf(shape), 0) === n,
  );
}

/** How large the terms are that the quantity is the sum of. */
export function quantitySize(program: Program, field: Field, quantity: Quantity): Node | null {
  const node = quantityNode(program, field, quantity);
  return node && termSize(node);
}

/**
 * The quantity as a scalar graph on the field's inputs, the divergence by jvps. A function is taken at the field's
 * coordinates by position. null where the program has no such function (any more), and for the curl but in the plane.
 */
export function quantityNode(program: Program, field: Field, quantity: Quantity): Node | null {
  const { inputs, output, dimension } = field;
  switch (quantity) {
    case "divergence":
      return divergenceNode(field, "jacobian-forward");
    case "curl":
      return dimension === 2 ? curl(output, inputs) : null;
    case "magnitude":
      return dimension === 2 ? hypot(index(output, 0), index(output, 1)) : sqrt(dot(output, output));
  }
  const component = componentOf(quantity);
  if (component !== null) return component < dimension ? index(output, component) : null;
  const fn = scalarFunctions(program, dimension).find(({ name }) => quantity === `function ${name}`);
  if (!fn) return null;
  let taken = 0;
  const places = fn.inputs.map(({ shape }) => {
    const own = inputs.slice(taken, taken + sizeOf(shape));
    taken += own.length;
    return shape.length === 0 ? (own[0] as Node) : stack(output.graph, own);
  });
  return (
    substitute([fn.real ?? fn.output], new Map(fn.inputs.map((node, k) => [node, places[k] as Node])))[0] ??
    null
  );
}

function componentOf(quantity: Quantity): number | null {
  return quantity.startsWith("component ") ? Number(quantity.slice("component ".length)) : null;
}

/** The quantity as formulas write it: ∇·F, ∇×F, |F|, F_x, or the function's name. */
export function quantitySign(quantity: Quantity, { name, coordinateNames }: NamedField): string {
  switch (quantity) {
    case "divergence":
      return `∇·${name}`;
    case "curl":
      return `∇×${name}`;
    case "magnitude":
      return `|${name}|`;
  }
  const component = componentOf(quantity);
  return component === null ? functionName(quantity) : `${name}_${coordinateNames[component] ?? component}`;
}

/** The quantity in words, with the field's name: what a listener is told. */
export function quantityWords(quantity: Quantity, field: NamedField): string {
  if (quantity === "divergence" || quantity === "curl" || quantity === "magnitude") {
    return `${quantity[0]?.toUpperCase()}${quantity.slice(1)} of ${field.name}`;
  }
  return quantity.startsWith("component")
    ? `Component ${quantitySign(quantity, field)}`
    : `Function ${functionName(quantity)}`;
}

type NamedField = Pick<Field, "name" | "coordinateNames">;

function functionName(quantity: Quantity): string {
  return quantity.slice("function ".length);
}
