import type { Node } from "../graph/node.ts";
import { label } from "../graph/origin.ts";
import type { Shape } from "../graph/shape.ts";
import { limits } from "../limits.ts";
import { input } from "../ops/index.ts";
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
  const inputs = parameters && inputsFor(context, elaborator, parameters, outer);
  const scope = new Scope(outer);
  for (const [position, parameter] of (parameters ?? []).entries()) {
    const node = inputs?.[position];
    scope.set(canonicalName(parameter.name), node ? { kind: "array", node } : poison);
  }
  if (parameters) context.functionDepth += 1;
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
    if (!inputs || value.kind === "poison") return { syntax, value: poison };
    return { syntax, value: functionOf(context, definition, inputs, value) };
  } finally {
    if (parameters) context.functionDepth -= 1;
  }
}

function functionOf(
  context: Context,
  definition: DefinitionSyntax,
  inputs: readonly Node[],
  value: Value,
): Value {
  const { name, parameters, body } = definition;
  const names = (parameters ?? []).map((parameter) => parameter.name);
  if (inputs.length === 0) {
    context.report.add("argument-count", definition.nameRange, `\`${name}\` has no arguments.`, {
      hint: `write ${name} = …`,
    });
    return poison;
  }
  if (value.kind === "array")
    return { kind: "function", fn: new FunctionValue(context, names, inputs, value.node) };
  context.report.add("type", body, `\`${name}\` gives a function here, not a number or a vector.`, {
    hint: `give it its arguments, …(${names.join(", ")}), or write ${name} = … without arguments`,
  });
  return poison;
}

/** The inputs of the arguments, or null after a report. Those of helpers in a function are like no others. */
function inputsFor(
  context: Context,
  elaborator: Elaborator,
  parameters: readonly ParameterSyntax[],
  scope: Scope,
): Node[] | null {
  const inputs: Node[] = [];
  const seen = new Set<string>();
  let sound = true;
  for (const [position, parameter] of parameters.entries()) {
    const { name } = parameter;
    if (seen.has(canonicalName(name))) {
      context.report.add("duplicate-name", parameter, `\`${name}\` is an argument twice.`);
      sound = false;
    }
    seen.add(canonicalName(name));
    const shape = shapeOf(context, elaborator, parameter, scope);
    if (!shape) sound = false;
    else if (context.functionDepth > 0) inputs.push(context.variable(name, shape));
    else inputs.push(input(context.graph, "coordinate", name, position, shape));
  }
  return sound ? inputs : null;
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
