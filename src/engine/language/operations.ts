import type { Node } from "../graph/node.ts";
import {
  add,
  and,
  div,
  dot,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  matmul,
  mul,
  neg,
  not,
  notEqual,
  or,
  power,
  sub,
} from "../ops/index.ts";
import { cross } from "./arrays.ts";
import { Refusal } from "./context.ts";
import type { BinaryOperator } from "./syntax.ts";
import type { Value } from "./value.ts";

/** What each operator between two values builds. All but the products work entry by entry. */
export const operations: Readonly<Record<BinaryOperator, (a: Node, b: Node) => Node>> = {
  "+": add,
  "-": sub,
  "*": mul,
  "/": div,
  "^": power,
  "@": matmul,
  "·": (a, b) => (isVector(a) && isVector(b) ? dot(a, b) : mul(a, b)),
  "×": (a, b) => (isVector(a) && isVector(b) ? cross(a, b) : mul(a, b)),
  "<": less,
  "<=": lessEqual,
  ">": greater,
  ">=": greaterEqual,
  "==": equal,
  "!=": notEqual,
  and,
  or,
};

export const comparisons: ReadonlySet<BinaryOperator> = new Set(["<", "<=", ">", ">=", "==", "!="]);

export function signed(operator: "+" | "-" | "not", node: Node): Node {
  if (operator === "+") return node;
  return operator === "-" ? neg(node) : not(node);
}

/** The product of two factors without a sign between them. Throws Refusal for two vectors. */
export function sideBySide(a: Node, b: Node): Node {
  if (a.shape.length === 0 || b.shape.length === 0) return mul(a, b);
  throw new Refusal("type", "Two vectors stand side by side, which could be any of several products.", {
    hint: "write dot(a, b), cross(a, b), A @ b, or a * b for the product entry by entry",
  });
}

function isVector(node: Node): boolean {
  return node.shape.length === 1;
}

/** Whether a value is a vector, or a function that gives one. */
export function givesVector(value: Value): boolean {
  if (value.kind === "array") return isVector(value.node);
  return value.kind === "function" && isVector(value.fn.output);
}
