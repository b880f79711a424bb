import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { describeShape, type Shape, sizeOf } from "../graph/shape.ts";
import { substitute } from "../graph/traverse.ts";
import { index, input, stack } from "../ops/index.ts";
import type { Context } from "./context.ts";
import type { Elaborated } from "./definitions.ts";
import type { Field, FunctionDefinition } from "./program.ts";
import { count } from "./report.ts";
import { builtinFunction, FunctionValue, poison, type Value } from "./value.ts";

/** A definition that is a function, on inputs of its own; null for any other. */
export function functionDefinition(
  context: Context,
  { syntax, value }: Elaborated,
): FunctionDefinition | null {
  const { name, nameRange } = syntax;
  const settled = context.attempt(nameRange, name, () => onCoordinates(context, value), null);
  if (!settled) return null;
  const { argumentNames, inputs, output, signature } = settled;
  const [argument] = signature?.gives && inputs.length === 2 ? signature.arguments : [];
  const complexArgument = argument?.isComplex ? argument.name : null;
  const real = complexArgument && signature?.gives === "real" ? index(output, 0) : null;
  return { name, argumentNames, inputs, output, complexArgument, real, syntax };
}

function onCoordinates(context: Context, value: Value): FunctionValue | null {
  const fn = fixed(context, value);
  if (!fn) return null;
  const inputs = fn.inputs.map(({ shape }, position) =>
    input(context.graph, "coordinate", fn.argumentNames[position] ?? `x${position}`, position, shape),
  );
  if (inputs.every((node, position) => node === fn.inputs[position])) return fn;
  return new FunctionValue(context, fn.argumentNames, inputs, fn.apply(inputs), fn.signature);
}

/** `g = sin` is a function of one number; operators and functions of any number of arguments are none. */
function fixed(context: Context, value: Value): FunctionValue | null {
  if (value.kind === "function") return value.fn;
  if (value.kind !== "builtin") return null;
  const { kind, minArity, maxArity } = value.builtin;
  return kind === "elementwise" && minArity === maxArity ? builtinFunction(context, value.builtin) : null;
}

/** The function as a field of R^n: as many outputs, in a vector, as inputs. Else null. */
export function fieldOf(fn: FunctionDefinition): Field | null {
  const { inputs, output, argumentNames } = fn;
  const dimension = dimensionOf(fn);
  if (output.shape.length !== 1 || output.shape[0] !== dimension) return null;
  const coordinateNames = inputs.flatMap(({ shape }, position) => {
    const name = argumentNames[position] ?? "x";
    if (shape.length === 0) return [name];
    return Array.from({ length: sizeOf(shape) }, (_, i) => `${name}${i}`);
  });
  return { ...fn, ...onScalars(fn, coordinateNames), asWritten: fn, dimension, coordinateNames };
}

/** The same function on scalar coordinates: a vector argument becomes the stack of its entries. */
function onScalars(
  fn: FunctionDefinition,
  names: readonly string[],
): Pick<FunctionDefinition, "inputs" | "output"> {
  if (fn.inputs.every(({ shape }) => shape.length === 0)) return fn;
  const { graph } = fn.output;
  const inputs = names.map((name, position) => input(graph, "coordinate", name, position));
  let taken = 0;
  const replacements = new Map<Node, Node>();
  for (const node of fn.inputs) {
    replacements.set(node, stacked(graph, inputs.slice(taken, taken + sizeOf(node.shape)), node.shape));
    taken += sizeOf(node.shape);
  }
  const [output] = substitute([fn.output], replacements);
  return { inputs, output: output ?? fn.output };
}

function stacked(graph: Graph, entries: readonly Node[], shape: Shape): Node {
  const [length, ...rest] = shape;
  if (length === undefined) return entries[0] as Node;
  const size = sizeOf(rest);
  return stack(
    graph,
    Array.from({ length }, (_, i) => stacked(graph, entries.slice(i * size, (i + 1) * size), rest)),
  );
}

function dimensionOf({ inputs }: FunctionDefinition): number {
  return inputs.reduce((size, { shape }) => size + sizeOf(shape), 0);
}

/** Says why there is nothing to take a divergence of, unless something that could have been one is broken. */
export function reportNoField(
  context: Context,
  functions: readonly FunctionDefinition[],
  results: readonly Elaborated[],
): void {
  const { report } = context;
  if (
    results.some(({ value }) => value === poison) ||
    report.diagnostics.some(({ severity }) => severity === "error")
  ) {
    return;
  }
  const candidate = functions.find(({ output }) => output.shape.length > 0) ?? functions[0];
  if (!candidate) {
    const place = results[0]?.syntax.nameRange ?? { from: 0, to: 0 };
    report.add("not-a-field", place, "There is no field here yet.", {
      severity: "warning",
      hint: "write for example F(x, y) = (x, y)",
    });
    return;
  }
  const { name, output, argumentNames, syntax } = candidate;
  const inputs = count(dimensionOf(candidate), "input");
  const gives =
    output.shape.length === 1 ? count(output.shape[0] ?? 0, "number") : describeShape(output.shape);
  const onlyHelpers = output.shape.length === 0;
  const isLine = onlyHelpers && dimensionOf(candidate) === 1;
  const written = argumentNames.join(", ");
  report.add(
    "not-a-field",
    syntax.nameRange,
    `There is no field: \`${name}\` gives ${gives} for ${inputs}.`,
    {
      severity: onlyHelpers ? "warning" : "error",
      hint: isLine
        ? `a field on a line is written ${name}(${written}) = […], and one of a complex number ${name}(${written}: C) = …`
        : "a field gives a vector of as many numbers as it has inputs",
    },
  );
}
