import { type Bindings, bindingsOf } from "../divergence/evaluator.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Field, Program } from "../language/program.ts";
import type { DefinitionSyntax } from "../language/syntax.ts";
import { input, mul, stack, sumOf } from "../ops/index.ts";

interface Names {
  readonly graph: Graph;
  readonly coordinates: readonly Node[];
  readonly parameters: readonly Node[];
  readonly time: Node;
}

const nowhere = { from: 0, to: 0 };
const unwritten: DefinitionSyntax = {
  ...nowhere,
  name: "F",
  nameRange: nowhere,
  parameters: [],
  body: { ...nowhere, kind: "missing" },
  where: [],
  interval: null,
  step: null,
};

/**
 * A program of one field, made without a source: its components as graphs of its inputs. Sliders are pairs of
 * name and value.
 */
export function programOf(
  coordinateNames: readonly string[],
  components: (names: Names) => readonly Node[],
  sliders: readonly (readonly [name: string, value: number])[] = [],
): { program: Program; field: Field; bindings: Bindings } {
  const graph = new Graph();
  const coordinates = coordinateNames.map((name, i) => input(graph, "coordinate", name, i));
  const parameters = sliders.map(([name], i) => input(graph, "parameter", name, i));
  const time = input(graph, "time", "t", 0);
  const output = stack(graph, components({ graph, coordinates, parameters, time }));
  const field: Field = {
    name: "F",
    argumentNames: coordinateNames,
    inputs: coordinates,
    output,
    asWritten: { inputs: coordinates, output },
    complexArgument: null,
    real: null,
    syntax: unwritten,
    dimension: coordinateNames.length,
    coordinateNames,
  };
  const program: Program = {
    source: "",
    texts: [],
    graph,
    diagnostics: [],
    parameters: sliders.map(([name, value], i) => ({
      name,
      value,
      low: -10,
      high: 10,
      step: null,
      bounded: false,
      literal: nowhere,
      node: parameters[i] as Node,
    })),
    functions: [field],
    fields: [field],
    time,
  };
  return { program, field, bindings: bindingsOf(program) };
}

/** The linear field x ↦ Jx: its Jacobian is J everywhere. */
export function linearField(matrix: readonly (readonly number[])[]) {
  const names = matrix.map((_, i) => `x${i}`);
  return programOf(names, ({ coordinates }) => matrix.map((row) => combination(row, coordinates)));
}

function combination(weights: readonly number[], nodes: readonly Node[]): Node {
  const [first] = nodes as [Node];
  return sumOf(
    first.graph,
    nodes.map((node, i) => mul(weights[i] as number, node)),
  );
}
