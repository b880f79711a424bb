import type { Expression, Subscript } from "./syntax.ts";

/** What `·` and `×` turned out to be, by the expression that has one. */
export type Settlements = ReadonlyMap<Expression, "product" | "dot" | "cross">;

/** The tree with every `·` and `×` written as the product it is, so that no later reader need know about shapes. */
export function settle(expression: Expression, settlements: Settlements): Expression {
  if (settlements.size === 0) return expression;
  const visit = (part: Expression): Expression => settle(part, settlements);
  switch (expression.kind) {
    case "number":
    case "name":
    case "missing":
      return expression;
    case "group":
      return { ...expression, inner: visit(expression.inner) };
    case "tuple":
    case "list":
      return { ...expression, items: expression.items.map(visit) };
    case "comprehension": {
      const { body, low, high } = expression;
      return { ...expression, body: visit(body), low: visit(low), high: visit(high) };
    }
    case "unary":
      return { ...expression, operand: visit(expression.operand) };
    case "juxtaposition":
      return { ...expression, left: visit(expression.left), right: visit(expression.right) };
    case "binary": {
      const settlement = settlements.get(expression);
      const [left, right] = [visit(expression.left), visit(expression.right)];
      if (!settlement) return { ...expression, left, right };
      const { from, to } = expression;
      if (settlement === "product") return { ...expression, operator: "*", left, right };
      const callee: Expression = { kind: "name", name: settlement, from: left.to, to: right.from };
      return { kind: "call", callee, args: [left, right], named: [], from, to };
    }
    case "call": {
      const named = expression.named.map((argument) => ({ ...argument, value: visit(argument.value) }));
      return { ...expression, callee: visit(expression.callee), args: expression.args.map(visit), named };
    }
    case "index": {
      const subscripts = expression.subscripts.map((subscript) => settleSubscript(subscript, visit));
      return { ...expression, target: visit(expression.target), subscripts };
    }
  }
}

function settleSubscript(subscript: Subscript, visit: (part: Expression) => Expression): Subscript {
  if (subscript.kind === "at") return { ...subscript, index: visit(subscript.index) };
  const part = (expression: Expression | null) => expression && visit(expression);
  return {
    ...subscript,
    start: part(subscript.start),
    stop: part(subscript.stop),
    step: part(subscript.step),
  };
}
