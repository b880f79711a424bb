import { curl } from "../engine/autodiff/operators.ts";
import { divergenceNode } from "../engine/divergence/exact.ts";
import type { Node } from "../engine/graph/node.ts";
import { substitute } from "../engine/graph/traverse.ts";
import type { Field, FunctionDefinition, Program } from "../engine/language/program.ts";
import { hypot, index } from "../engine/ops/index.ts";

/** What a map can be of: a number at every point, read off a planar field, or a scalar function of the document. */
export type Quantity =
  | "divergence"
  | "curl"
  | "magnitude"
  | "component 0"
  | "component 1"
  | `function ${string}`;

/** The functions of two numbers that give one number: a map can show each of them. */
export function scalarFunctions({ functions }: Program): readonly FunctionDefinition[] {
  return functions.filter(
    ({ inputs, output }) =>
      output.shape.length === 0 && inputs.length === 2 && inputs.every(({ shape }) => shape.length === 0),
  );
}

/**
 * The quantity as a scalar graph on the field's two inputs, the divergence by jvps. A function is taken at
 * the field's coordinates by position. null where the program has no such function (any more).
 */
export function quantityNode(program: Program, field: Field, quantity: Quantity): Node | null {
  const { inputs, output } = field;
  switch (quantity) {
    case "divergence":
      return divergenceNode(field, "jacobian-forward");
    case "curl":
      return curl(output, inputs);
    case "magnitude":
      return hypot(index(output, 0), index(output, 1));
    case "component 0":
    case "component 1":
      return index(output, Number(quantity.at(-1)));
  }
  const fn = scalarFunctions(program).find(({ name }) => quantity === `function ${name}`);
  if (!fn) return null;
  return substitute([fn.output], new Map(fn.inputs.map((node, k) => [node, inputs[k] as Node])))[0] ?? null;
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
    case "component 0":
    case "component 1":
      return `${name}_${coordinateNames[Number(quantity.at(-1))]}`;
  }
  return functionName(quantity);
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
