import fc from "fast-check";
import { evaluate } from "../../graph/evaluate.ts";
import { Graph } from "../../graph/graph.ts";
import type { Node } from "../../graph/node.ts";
import { topological } from "../../graph/traverse.ts";
import {
  abs,
  add,
  constant,
  cos,
  cosh,
  div,
  elementwiseFunctions,
  exp,
  hypot,
  input,
  integerPower,
  less,
  lessEqual,
  log,
  max,
  min,
  mul,
  neg,
  power,
  select,
  sign,
  sin,
  sinh,
  sqrt,
  sub,
} from "../../ops/index.ts";

/** One step of a random program: what to do, with which earlier values. */
export type Step = readonly [operation: number, first: number, second: number];

export interface RandomGraph {
  readonly graph: Graph;
  readonly inputs: readonly Node[];
  readonly output: Node;
}

type Make = (a: Node, b: Node) => Node;

const named = (name: string): Make => {
  const definition = elementwiseFunctions.get(name);
  if (!definition) throw new Error(`no function ${name}`);
  return (a) => definition.build(a.graph, [a]);
};

const numbers = [2, 3, 0.5, -1, 1 / 3, 0.1, Math.PI, 1.7320508, -4, 6];

/** The more often an operation stands here, the more often it is drawn. */
export const smooth: readonly Make[] = [
  add,
  add,
  add,
  sub,
  sub,
  mul,
  mul,
  mul,
  mul,
  div,
  div,
  (a) => neg(a),
  (a) => integerPower(a, 2),
  (a) => integerPower(a, 2),
  (a) => integerPower(a, 3),
  (a) => power(a, -1),
  (a) => power(a, 1.5),
  (a) => power(a, -0.5),
  (a) => sqrt(a),
  (a) => sqrt(a),
  (a) => sqrt(integerPower(a, 2)),
  (a) => exp(a),
  (a) => log(a),
  (a) => sin(a),
  (a) => cos(a),
  (a) => sinh(a),
  (a) => cosh(a),
  (a, b) =>
    add(integerPower(sin(a), 2), integerPower(cos(a), 2)).graph === b.graph
      ? mul(b, integerPower(cos(a), 2))
      : b,
  (a, b) => hypot(a, b),
  (a, b) => power(a, b),
  named("tan"),
  named("tanh"),
  named("atan"),
  named("sigmoid"),
  named("expm1"),
  named("erf"),
  named("cbrt"),
];

export const kinked: readonly Make[] = [
  ...smooth,
  (a) => abs(a),
  (a) => sign(a),
  (a, b) => max(a, b),
  (a, b) => min(a, b),
  (a, b) => select(less(a, b), a, b),
  (a, b) => select(lessEqual(a, 0), b, a),
  (a, b) => select(less(a, 1), mul(a, b), 0),
];

/** Random expressions in x, y and a parameter a, with shared parts. */
export function stepsArbitrary(longest: number): fc.Arbitrary<Step[]> {
  const index = fc.nat(1000);
  return fc.array(fc.tuple(index, index, index), { minLength: 1, maxLength: longest });
}

export function graphOf(steps: readonly Step[], operations: readonly Make[] = kinked): RandomGraph {
  const graph = new Graph();
  const x = input(graph, "coordinate", "x", 0);
  const y = input(graph, "coordinate", "y", 1);
  const a = input(graph, "parameter", "a", 0);
  const values: Node[] = [...numbers.map((value) => constant(graph, value)), a, x, y];
  const first = values.length - 3;
  for (const [operation, left, right] of steps) {
    const make = operations[operation % operations.length] as Make;
    // Mostly what was made last, so that programs grow into one expression.
    const from = (choice: number): Node => {
      const recent = values.length - 1 - (choice % Math.min(values.length - first, 6));
      return values[choice % 5 === 0 ? choice % first : recent] as Node;
    };
    values.push(make(from(left), from(right)));
  }
  return { graph, inputs: [x, y, a], output: values.at(-1) as Node };
}

/** The value of a scalar graph, and the largest size met on the way, against which rounding is measured. */
export function valueAt(
  output: Node,
  inputs: readonly Node[],
  point: readonly number[],
): { value: number; scale: number } {
  const order = topological([output]);
  const bindings = new Map(
    inputs.map((node, position) => [node, Float64Array.of(point[position] as number)]),
  );
  const values = evaluate(order, bindings).map((entries) => entries[0] as number);
  let scale = 1;
  for (const value of values) if (Math.abs(value) > scale) scale = Math.abs(value);
  return { value: values[order.indexOf(output)] as number, scale };
}

/** True where a step is so near that rounding decides the value: sgn, cases, at exactly their edge. */
export function isAtJump(output: Node, inputs: readonly Node[], point: readonly number[]): boolean {
  const here = valueAt(output, inputs, point);
  return [1e-12, -1e-12].some((shift) => {
    const moved = point.map((value) => value + shift * Math.max(1, Math.abs(value)));
    return Math.abs(valueAt(output, inputs, moved).value - here.value) > 1e-7 * here.scale;
  });
}

/**
 * Points where special values meet, and others. The others have digits that do not add up to whole numbers by
 * chance, where rounding would decide whether a power of a negative number exists.
 */
export const points: readonly (readonly number[])[] = [
  [0.713, -1.337, 1.871],
  [1.129, 0.417, -0.573],
  [-2.311, 1.733, 0.379],
  [0, 0, 1],
  [0, 1, 0],
  [1, -1, 2],
  [-1, 0.5, -1],
  [2, 2, 2],
  [0.253, -0.747, 3],
];
