import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { add, constant, div, elementwiseFunctions, mul, neg, power, sub } from "../ops/index.ts";
import { between, pick, type Random } from "./random.ts";

/** A formula as a tree, printed for the engine and for others alike. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "negative"; readonly operand: Expression }
  | {
      readonly kind: "infix";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "call"; readonly name: string; readonly argument: Expression };

type Operator = "+" | "-" | "*" | "/" | "^";

const operators: readonly Operator[] = ["+", "+", "-", "*", "*", "/"];

/**
 * A random formula in the given names. Powers have whole or half exponents, or positive bases.
 * `depth` bounds its height.
 */
export function randomExpression(
  random: Random,
  names: readonly string[],
  functions: readonly string[],
  depth: number,
): Expression {
  const inner = () => randomExpression(random, names, functions, depth - 1);
  const choice = random();
  if (depth <= 0 || choice < 0.12) {
    if (random() < 0.75) return { kind: "name", name: pick(random, names) };
    return { kind: "number", value: Math.round(between(random, 1, 40)) / 8 };
  }
  if (choice < 0.52)
    return { kind: "infix", operator: pick(random, operators), left: inner(), right: inner() };
  if (choice < 0.64) {
    const exponent = pick(random, [2, 2, 3, 4, -1, -2, 0.5, 1.5]);
    return { kind: "infix", operator: "^", left: inner(), right: { kind: "number", value: exponent } };
  }
  if (choice < 0.68) {
    const base: Expression = {
      kind: "call",
      name: "exp",
      argument: { kind: "name", name: pick(random, names) },
    };
    return { kind: "infix", operator: "^", left: base, right: inner() };
  }
  if (choice < 0.74) return { kind: "negative", operand: inner() };
  return { kind: "call", name: pick(random, functions), argument: inner() };
}

/** With every operation in parentheses: the language and mathjs read it alike. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return expression.value < 0 ? `(${expression.value})` : String(expression.value);
    case "name":
      return expression.name;
    case "negative":
      return `(-${expressionText(expression.operand)})`;
    case "infix":
      return `(${expressionText(expression.left)} ${expression.operator} ${expressionText(expression.right)})`;
    case "call":
      return `${expression.name}(${expressionText(expression.argument)})`;
  }
}

const combine = { "+": add, "-": sub, "*": mul, "/": div, "^": power };

export function expressionNode(expression: Expression, graph: Graph, names: ReadonlyMap<string, Node>): Node {
  const inner = (part: Expression) => expressionNode(part, graph, names);
  switch (expression.kind) {
    case "number":
      return constant(graph, expression.value);
    case "name": {
      const node = names.get(expression.name);
      if (!node) throw new Error(`no node for ${expression.name}`);
      return node;
    }
    case "negative":
      return neg(inner(expression.operand));
    case "infix":
      return combine[expression.operator](inner(expression.left), inner(expression.right));
    case "call": {
      const known = elementwiseFunctions.get(expression.name);
      if (!known) throw new Error(`no function ${expression.name}`);
      return known.build(graph, [inner(expression.argument)]);
    }
  }
}
