import type { TreeCursor } from "@lezer/common";
import type { BinaryOperator, Expression, NamedArgument, Range, Subscript } from "./syntax.ts";

/** What the parser saw that is grammatical and still not allowed. */
export interface Grievance {
  readonly kind: "numbers-side-by-side" | "annotation";
  readonly range: Range;
}

/** The text a tree belongs to. Positions in the tree are relative to `offset`. */
export interface TreeSource {
  readonly source: string;
  readonly offset: number;
  readonly grievances: Grievance[];
}

const binaryOperators: ReadonlyMap<string, BinaryOperator> = new Map([
  ["−", "-"],
  ["–", "-"],
  ["÷", "/"],
  ["∕", "/"],
  ["⋅", "·"],
  ["∙", "·"],
  ["**", "^"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
]);

/** Nodes that carry no meaning of their own. */
function isSilent(name: string): boolean {
  switch (name) {
    case "Comment":
    case "(":
    case ")":
    case "[":
    case "]":
    case ",":
    case ":":
    case "∈":
    case "Keyword":
    case "Dots":
    case "Equals":
      return true;
    default:
      return false;
  }
}

/** Calls `visit` with the cursor on each child that means something, in order. */
export function forChildren(cursor: TreeCursor, visit: () => void): void {
  if (!cursor.firstChild()) return;
  do {
    if (!isSilent(cursor.name)) visit();
  } while (cursor.nextSibling());
  cursor.parent();
}

export function rangeOf(cursor: TreeCursor, tree: TreeSource): Range {
  return { from: cursor.from + tree.offset, to: cursor.to + tree.offset };
}

export function textOf(cursor: TreeCursor, tree: TreeSource): string {
  return tree.source.slice(cursor.from + tree.offset, cursor.to + tree.offset);
}

/** The expression the cursor stands on. The tree has no errors and is not deeper than `limits.depth`. */
export function readExpression(cursor: TreeCursor, tree: TreeSource): Expression {
  const from = cursor.from + tree.offset;
  const to = cursor.to + tree.offset;
  switch (cursor.name) {
    case "Number":
      return readNumber(tree.source.slice(from, to), from, to);
    case "Name":
      return { kind: "name", name: tree.source.slice(from, to), from, to };
    case "Group": {
      const [inner] = childExpressions(cursor, tree);
      return { kind: "group", inner: inner ?? missing(from, to), from, to };
    }
    case "Tuple":
      return { kind: "tuple", items: childExpressions(cursor, tree), from, to };
    case "List":
      return { kind: "list", items: childExpressions(cursor, tree), from, to };
    case "Comprehension": {
      const [body, variable, low, high] = childExpressions(cursor, tree);
      if (!body || variable?.kind !== "name" || !low || !high) return missing(from, to);
      return { kind: "comprehension", body, variable: variable.name, low, high, from, to };
    }
    case "Unary": {
      const { operator, operands } = readOperation(cursor, tree);
      const sign = operator === "-" || operator === "+" ? operator : "not";
      return { kind: "unary", operator: sign, operand: operands[0] ?? missing(from, to), from, to };
    }
    case "Binary":
    case "Power": {
      const { operator, operands } = readOperation(cursor, tree);
      const [left, right] = operands;
      return {
        kind: "binary",
        operator,
        left: left ?? missing(from, to),
        right: right ?? missing(from, to),
        from,
        to,
      };
    }
    case "Juxtaposition": {
      const [left, right] = childExpressions(cursor, tree);
      if (!left || !right) return missing(from, to);
      const [before, after] = [lastOf(left), firstOf(right)];
      if (before.kind === "number" && after.kind === "number") {
        tree.grievances.push({ kind: "numbers-side-by-side", range: { from: before.from, to: after.to } });
      }
      return { kind: "juxtaposition", left, right, from, to };
    }
    case "Call":
      return readCall(cursor, tree);
    case "Index":
      return readIndex(cursor, tree);
    case "Root":
    case "Nabla":
    case "Raised":
      return readSign(cursor, tree);
    default:
      return missing(from, to);
  }
}

export function missing(from: number, to: number): Expression {
  return { kind: "missing", from, to };
}

function readNumber(text: string, from: number, to: number): Expression {
  return { kind: "number", value: Number(text.replaceAll("_", "")), text, from, to };
}

function childExpressions(cursor: TreeCursor, tree: TreeSource): Expression[] {
  const expressions: Expression[] = [];
  forChildren(cursor, () => expressions.push(readExpression(cursor, tree)));
  return expressions;
}

function readOperation(
  cursor: TreeCursor,
  tree: TreeSource,
): { operator: BinaryOperator; operands: Expression[] } {
  let operator: BinaryOperator = "+";
  const operands: Expression[] = [];
  forChildren(cursor, () => {
    if (isOperator(cursor.name)) {
      const text = textOf(cursor, tree);
      operator = binaryOperators.get(text) ?? (text as BinaryOperator);
    } else operands.push(readExpression(cursor, tree));
  });
  return { operator, operands };
}

function isOperator(name: string): boolean {
  return name.endsWith("Operator") || name === "Dot" || name === "Cross";
}

function lastOf(expression: Expression): Expression {
  let last = expression;
  for (;;) {
    if (last.kind === "binary" || last.kind === "juxtaposition") last = last.right;
    else if (last.kind === "unary") last = last.operand;
    else return last;
  }
}

function firstOf(expression: Expression): Expression {
  let first = expression;
  for (;;) {
    if (first.kind === "binary" || first.kind === "juxtaposition") first = first.left;
    else if (first.kind === "call") first = first.callee;
    else if (first.kind === "index") first = first.target;
    else return first;
  }
}

function readCall(cursor: TreeCursor, tree: TreeSource): Expression {
  const { from, to } = rangeOf(cursor, tree);
  let callee: Expression | null = null;
  const args: Expression[] = [];
  const named: NamedArgument[] = [];
  forChildren(cursor, () => {
    if (cursor.name !== "Arguments") callee = readExpression(cursor, tree);
    else forChildren(cursor, () => readArgument(cursor, tree, args, named));
  });
  return { kind: "call", callee: callee ?? missing(from, to), args, named, from, to };
}

function readArgument(
  cursor: TreeCursor,
  tree: TreeSource,
  args: Expression[],
  named: NamedArgument[],
): void {
  const range = rangeOf(cursor, tree);
  if (cursor.name === "NamedArgument") {
    const [name, value] = childExpressions(cursor, tree);
    if (name?.kind === "name" && value) named.push({ name: name.name, value, ...range });
  } else if (cursor.name === "Annotation") {
    tree.grievances.push({ kind: "annotation", range });
    args.push(missing(range.from, range.to));
  } else args.push(readExpression(cursor, tree));
}

function readIndex(cursor: TreeCursor, tree: TreeSource): Expression {
  const { from, to } = rangeOf(cursor, tree);
  let target: Expression | null = null;
  const subscripts: Subscript[] = [];
  forChildren(cursor, () => {
    if (cursor.name !== "Subscripts") target = readExpression(cursor, tree);
    else forChildren(cursor, () => subscripts.push(readSubscript(cursor, tree)));
  });
  return { kind: "index", target: target ?? missing(from, to), subscripts, from, to };
}

function readSubscript(cursor: TreeCursor, tree: TreeSource): Subscript {
  const range = rangeOf(cursor, tree);
  const isSlice = cursor.name === "Slice";
  if (!isSlice) {
    const [index] = childExpressions(cursor, tree);
    return { kind: "at", index: index ?? missing(range.from, range.to), ...range };
  }
  const parts: (Expression | null)[] = [null, null, null];
  let colons = 0;
  if (cursor.firstChild()) {
    do {
      const { name } = cursor;
      if (name === ":") colons += 1;
      else if (!isSilent(name)) parts[colons] = readExpression(cursor, tree);
    } while (cursor.nextSibling());
    cursor.parent();
  }
  const [start = null, stop = null, step = null] = parts;
  return { kind: "slice", start, stop, step, ...range };
}

/** The signs √ ∛ ∇ Δ stand for functions, and a raised number for a power. */
function readSign(cursor: TreeCursor, tree: TreeSource): Expression {
  const { from, to } = rangeOf(cursor, tree);
  const signs: string[] = [];
  let signEnd = from;
  let operand: Expression = missing(from, to);
  let exponent: Expression | null = null;
  const { name } = cursor;
  const raised = name === "Raised";
  forChildren(cursor, () => {
    const range = rangeOf(cursor, tree);
    if (raised && cursor.name === "Superscript") exponent = readSuperscript(textOf(cursor, tree), range);
    else if (/Sign$|^Dot$|^Cross$|^Superscript$/.test(cursor.name)) {
      signs.push(textOf(cursor, tree));
      signEnd = range.to;
    } else operand = readExpression(cursor, tree);
  });
  if (raised)
    return { kind: "binary", operator: "^", left: operand, right: exponent ?? missing(to, to), from, to };
  const callee: Expression = { kind: "name", name: functionOfSigns(signs), from, to: signEnd };
  return { kind: "call", callee, args: [operand], named: [], from, to };
}

function functionOfSigns([sign, second]: readonly string[]): string {
  if (sign === "√") return "sqrt";
  if (sign === "∛") return "cbrt";
  if (sign !== "∇") return "laplacian";
  if (second === undefined) return "grad";
  if (second === "×") return "curl";
  return /^[·⋅∙]$/.test(second) ? "div" : second === "²" ? "laplacian" : `∇${second}`;
}

const superscriptDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function readSuperscript(raised: string, { from, to }: Range): Expression {
  const negative = raised.startsWith("⁻");
  const digits = [...raised].map((letter) => superscriptDigits.indexOf(letter)).filter((digit) => digit >= 0);
  const text = digits.join("");
  const number = readNumber(text, to - text.length, to);
  return negative ? { kind: "unary", operator: "-", operand: number, from, to } : number;
}
