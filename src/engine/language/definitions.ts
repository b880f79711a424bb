import type { Node } from "../graph/node.ts";
import { label } from "../graph/origin.ts";
import type { Shape } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { complex } from "../ops/complex.ts";
import { input } from "../ops/index.ts";
import type { Signature } from "./complex.ts";
import { type Context, Refusal } from "./context.ts";
import { dependencyOrder, freeNames } from "./dependencies.ts";
import { distinctDefinitions } from "./duplicates.ts";
import type { Elaborator } from "./elaborate.ts";
import { canonicalName, componentOf } from "./names.ts";
import { count, quote } from "./report.ts";
import { Scope } from "./scope.ts";
import type { DefinitionSyntax, ParameterSyntax } from "./syntax.ts";
import { FunctionValue, poison, type Value } from "./value.ts";

export interface Elaborated {
  /** With calls and products told apart. */
  readonly syntax: DefinitionSyntax;
  readonly value: Value;
}

/**
 * Gives every definition of a list (of distinct names) its value, in the order of dependence, and puts them in
 * `scope`. The result is in the order of the list. `known` has the values that need no elaboration (sliders).
 */
export function elaborateDefinitions(
  context: Context,
  elaborator: Elaborator,
  definitions: readonly DefinitionSyntax[],
  scope: Scope,
  known: ReadonlyMap<DefinitionSyntax, Value> = new Map(),
): Elaborated[] {
  const positions = new Map(definitions.map(({ name }, position) => [canonicalName(name), position]));
  const uses = definitions.map((definition) =>
    known.has(definition) ? [] : positionsUsed(definition, positions),
  );
  const { order, cycles, cyclic } = dependencyOrder(uses);
  for (const cycle of cycles)
    reportCycle(
      context,
      cycle.map((position) => definitions[position] as DefinitionSyntax),
    );
  const results: Elaborated[] = [];
  for (const position of order) {
    const definition = definitions[position] as DefinitionSyntax;
    const value = known.get(definition);
    const broken = { syntax: definition, value: poison };
    const result = value
      ? { syntax: definition, value }
      : cyclic.has(position)
        ? broken
        : context.attempt(
            definition.nameRange,
            definition.name,
            () => elaborateDefinition(context, elaborator, definition, scope),
            broken,
          );
    scope.set(canonicalName(definition.name), result.value);
    results[position] = result;
  }
  return results;
}

function positionsUsed(definition: DefinitionSyntax, positions: ReadonlyMap<string, number>): number[] {
  const used: number[] = [];
  for (const name of freeNames(definition)) {
    const position = positions.get(name) ?? positions.get(componentOf(name)?.base ?? "");
    if (position !== undefined) used.push(position);
  }
  return used;
}

const shownInCycle = 6;

function reportCycle({ report }: Context, cycle: readonly DefinitionSyntax[]): void {
  const [first] = cycle;
  if (!first) return;
  const names = cycle.map(({ name }) => name);
  const shown = names.length > shownInCycle ? [...names.slice(0, shownInCycle), "…"] : names;
  const way = [...shown, first.name].join(" → ");
  if (cycle.length === 1) {
    report.add("cycle", first.nameRange, `${quote(first.name)} is defined by itself: ${way}.`, {
      hint: "definitions cannot be recursive",
    });
  } else {
    report.add("cycle", first.nameRange, `These definitions go round in a circle: ${way}.`);
  }
}

function elaborateDefinition(
  context: Context,
  elaborator: Elaborator,
  definition: DefinitionSyntax,
  outer: Scope,
): Elaborated {
  const { name, parameters, body, where } = definition;
  context.spend(1);
  if (body.kind === "missing") return { syntax: definition, value: poison };
  const args = parameters && argumentsFor(context, elaborator, definition, parameters, outer);
  const scope = new Scope(outer);
  for (const [position, parameter] of (parameters ?? []).entries()) {
    scope.set(canonicalName(parameter.name), args?.[position]?.value ?? poison);
  }
  const isComplex = parameters?.some((parameter) => parameter.isComplex);
  if (parameters) context.functionDepth += 1;
  if (isComplex) context.complexDepth += 1;
  try {
    const distinct = distinctDefinitions(context, where, scope);
    const helpers = distinct.length > 0 ? elaborateDefinitions(context, elaborator, distinct, scope) : [];
    const resolved = elaborator.resolve(body, scope);
    const value = elaborator.value(resolved, scope);
    const syntax = {
      ...definition,
      body: elaborator.settled(resolved),
      where: helpers.map((helper) => helper.syntax),
    };
    if (!parameters) {
      if (value.kind === "array") label(value.node, name);
      return { syntax, value };
    }
    if (!args || value.kind === "poison") return { syntax, value: poison };
    return { syntax, value: functionOf(context, definition, args, value) };
  } finally {
    if (parameters) context.functionDepth -= 1;
    if (isComplex) context.complexDepth -= 1;
  }
}

/** An argument as it was written, with the inputs that it is made of. */
interface Argument {
  readonly name: string;
  readonly isComplex: boolean;
  readonly names: readonly string[];
  readonly inputs: readonly Node[];
  readonly value: Value;
}

function functionOf(
  context: Context,
  definition: DefinitionSyntax,
  args: readonly Argument[],
  value: Value,
): Value {
  const { name, body } = definition;
  if (args.length === 0) {
    context.report.add("argument-count", definition.nameRange, `\`${name}\` has no arguments.`, {
      hint: `write ${name} = …`,
    });
    return poison;
  }
  if (value.kind === "array" || value.kind === "complex") {
    const names = args.flatMap((argument) => argument.names);
    const inputs = args.flatMap((argument) => argument.inputs);
    // A real function of one complex number is a field, too: that of u + 0i.
    const isReal =
      value.kind === "array" &&
      value.node.shape.length === 0 &&
      args.length === 1 &&
      args[0]?.isComplex &&
      context.functionDepth === 1;
    const gives: Signature["gives"] = value.kind === "complex" ? "complex" : isReal ? "real" : null;
    const signature = gives || args.some(({ isComplex }) => isComplex) ? { arguments: args, gives } : null;
    const result = value.kind === "complex" ? value.value : isReal ? complex(value.node) : value.node;
    return { kind: "function", fn: FunctionValue.of(context, names, inputs, result, signature) };
  }
  const names = args.map((argument) => argument.name);
  context.report.add("type", body, `\`${name}\` gives a function here, not a number or a vector.`, {
    hint: `give it its arguments, …(${names.join(", ")}), or write ${name} = … without arguments`,
  });
  return poison;
}

/** The inputs of the arguments, or null after a report. Those of helpers in a function are like no others. */
function argumentsFor(
  context: Context,
  elaborator: Elaborator,
  definition: DefinitionSyntax,
  parameters: readonly ParameterSyntax[],
  scope: Scope,
): Argument[] | null {
  const args: Argument[] = [];
  const seen = new Set<string>();
  let sound = true;
  let position = 0;
  const inputOf = (name: string, shape: Shape): Node => {
    position += 1;
    if (context.functionDepth > 0) return context.variable(name, shape);
    return input(context.graph, "coordinate", name, position - 1, shape);
  };
  for (const parameter of parameters) {
    const { name } = parameter;
    if (seen.has(canonicalName(name))) {
      context.report.add("duplicate-name", parameter, `\`${name}\` is an argument twice.`);
      sound = false;
    }
    seen.add(canonicalName(name));
    if (parameter.isComplex) {
      const names = partNames(name, definition, scope);
      const [re, im] = names.map((part) => inputOf(part, [])) as [Node, Node];
      args.push({
        name,
        isComplex: true,
        names,
        inputs: [re, im],
        value: { kind: "complex", value: { re, im } },
      });
      continue;
    }
    const shape = shapeOf(context, elaborator, parameter, scope);
    if (!shape) {
      sound = false;
      continue;
    }
    const node = inputOf(name, shape);
    args.push({ name, isComplex: false, names: [name], inputs: [node], value: { kind: "array", node } });
  }
  return sound ? args : null;
}

/** z = x + iy; where x or y means something else already, the parts are named after z. */
function partNames(name: string, { parameters, where }: DefinitionSyntax, scope: Scope): string[] {
  const isTaken = [...(parameters ?? []), ...where].some((own) => /^[xy]$/.test(canonicalName(own.name)));
  const isAlone = parameters?.filter(({ isComplex }) => isComplex).length === 1;
  if (isAlone && !isTaken && !scope.find("x") && !scope.find("y")) return ["x", "y"];
  return [`${name}_re`, `${name}_im`];
}

function shapeOf(
  context: Context,
  elaborator: Elaborator,
  parameter: ParameterSyntax,
  scope: Scope,
): Shape | null {
  if (!parameter.dimensions) return [];
  const shape: number[] = [];
  let size = 1;
  for (const dimension of parameter.dimensions) {
    if (dimension.kind === "missing") return null;
    const extent = elaborator.constant(elaborator.resolve(dimension, scope), scope, "A dimension");
    if (extent === null) return null;
    const sound = context.attempt(
      dimension,
      parameter.name,
      () => requireExtent(extent, size * extent),
      false,
    );
    if (!sound) return null;
    shape.push(extent);
    size *= extent;
  }
  return shape;
}

function requireExtent(extent: number, size: number): boolean {
  if (!Number.isInteger(extent) || extent < 1) {
    throw new Refusal("out-of-bounds", `A dimension is a whole number from 1 on, not ${extent}.`);
  }
  if (size > limits.vectorLength) {
    throw new Refusal(
      "too-large",
      `This argument has ${count(size, "entry")}; the limit is ${limits.vectorLength}.`,
    );
  }
  return true;
}
