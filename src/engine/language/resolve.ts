import type { Report } from "./report.ts";
import { quote } from "./report.ts";
import type { Expression, Range, Subscript } from "./syntax.ts";

export type NameKind =
  | "number"
  | "function"
  /** Makes functions from functions. */
  | "operator"
  /** Takes a function first, and gives numbers. */
  | "evaluator"
  /** Not defined, or wrong for a reason reported elsewhere. */
  | "unknown";

/** A factor of a product, with what it stands for. */
interface Factor {
  readonly expression: Expression;
  readonly kind: NameKind;
  /** It stood in brackets right after something: arguments if that is a function. */
  readonly bracketed: boolean;
}

interface Product {
  readonly whole: Factor;
  /** Its last factor: a function there wants brackets before anything else. */
  readonly last: Factor;
}

/**
 * Reads `f(…)` as a call where f is a function and as a product where it is a number, and gives the tree in
 * which every call is one. A product found so has the precedence of any other: `1/a(x + 1)^2` is
 * (1/a) · (x + 1)², as `1/2x` is (1/2) · x.
 */
export class Resolver {
  private readonly kindOfName: (name: string) => NameKind;
  private readonly report: Report;
  private readonly source: string;

  constructor(kindOfName: (name: string) => NameKind, report: Report, source: string) {
    this.kindOfName = kindOfName;
    this.report = report;
    this.source = source;
  }

  resolve(expression: Expression): Expression {
    return this.product(expression).whole.expression;
  }

  private product(expression: Expression): Product {
    if (expression.kind === "juxtaposition") return this.sideBySide(expression);
    if (expression.kind === "binary" && isProductOperator(expression.operator)) {
      const left = this.product(expression.left).whole;
      const [first = absent(expression), ...others] = this.factors(expression.right);
      const kind = either(left.kind, first.kind);
      const range = { from: expression.from, to: first.expression.to };
      const between = factor(
        { ...expression, ...range, left: left.expression, right: first.expression },
        kind,
      );
      return { whole: multiply([between, ...others]), last: others.at(-1) ?? first };
    }
    const factors = this.factors(expression);
    return { whole: multiply(factors), last: factors.at(-1) ?? absent(expression) };
  }

  /** A chain of factors side by side, taken as a whole: what follows a function without brackets is one complaint. */
  private sideBySide(expression: Expression & { kind: "juxtaposition" }): Product {
    const links: Expression[] = [];
    let start: Expression = expression;
    while (start.kind === "juxtaposition") {
      links.push(start.right);
      start = start.left;
    }
    const first = this.product(start);
    const factors = [first.whole];
    let { last } = first;
    for (const link of links.reverse()) {
      const next = this.factors(link);
      if (wantsBrackets(last, next[0])) {
        this.complainOfBrackets(last.expression, { from: link.from, to: expression.to });
        return { whole: absent(expression), last: absent(expression) };
      }
      factors.push(...next);
      last = next.at(-1) ?? last;
    }
    return { whole: multiply(factors), last };
  }

  private complainOfBrackets(callee: Expression, argument: Range): void {
    const name = this.source.slice(callee.from, callee.to);
    const call = `${name}(${this.source.slice(argument.from, argument.to)})`;
    const range = { from: callee.from, to: argument.to };
    this.report.add("syntax", range, `${quote(name)} needs brackets around its argument.`, {
      hint: `write ${quote(call).slice(1, -1)}`,
      fixes: [{ label: `write ${quote(call).slice(1, -1)}`, ...range, insert: call }],
    });
  }

  /** The factors that an operand of a product turns out to be; never none. */
  private factors(expression: Expression): Factor[] {
    switch (expression.kind) {
      case "number":
      case "missing":
        return [factor(expression, "number")];
      case "name":
        return [factor(expression, this.kindOfName(expression.name))];
      case "group": {
        const inner = this.product(expression.inner).whole;
        return [factor({ ...expression, inner: inner.expression }, inner.kind)];
      }
      case "tuple":
      case "list": {
        const items = expression.items.map((item) => this.product(item).whole);
        const kind = items.reduce<NameKind>((all, item) => either(all, item.kind), "number");
        return [factor({ ...expression, items: items.map((item) => item.expression) }, kind)];
      }
      case "comprehension": {
        const { body, low, high } = expression;
        const parts = { body: this.resolve(body), low: this.resolve(low), high: this.resolve(high) };
        return [factor({ ...expression, ...parts }, "number")];
      }
      case "unary": {
        if (expression.operator === "not")
          return [factor({ ...expression, operand: this.resolve(expression.operand) }, "number")];
        const [first = absent(expression), ...others] = this.factors(expression.operand);
        const signed = { ...expression, operand: first.expression, to: first.expression.to };
        return [factor(signed, first.kind), ...others];
      }
      case "binary":
        return this.binary(expression);
      case "juxtaposition":
        return [this.sideBySide(expression).whole];
      case "call":
        return this.call(expression);
      case "index": {
        const before = this.factors(expression.target);
        const target = before.pop() ?? absent(expression);
        const subscripts = expression.subscripts.map((subscript) => this.subscript(subscript));
        const indexed = {
          ...expression,
          target: target.expression,
          subscripts,
          from: target.expression.from,
        };
        return [...before, factor(indexed, target.kind)];
      }
    }
  }

  private binary(expression: Expression & { kind: "binary" }): Factor[] {
    const { operator, left, right } = expression;
    if (operator === "^") {
      const before = this.factors(left);
      const base = before.pop() ?? absent(left);
      const [exponent = absent(right), ...others] = this.factors(right);
      const range = { from: base.expression.from, to: exponent.expression.to };
      const power = { ...expression, ...range, left: base.expression, right: exponent.expression };
      return this.applied([...before, factor(power, either(base.kind, exponent.kind)), ...others]);
    }
    if (isProductOperator(operator)) return [this.product(expression).whole];
    const [first, second] = [this.product(left).whole, this.product(right).whole];
    const resolved = { ...expression, left: first.expression, right: second.expression };
    return [factor(resolved, either(first.kind, second.kind))];
  }

  /** `sin^2(x)`: the brackets went with the exponent, and are the arguments of the function. */
  private applied(factors: Factor[]): Factor[] {
    const joined: Factor[] = [];
    for (const next of factors) {
      const before = joined.at(-1);
      const callee = before?.expression;
      if (!callee || before.kind !== "function" || !next.bracketed || callee.kind !== "binary") {
        joined.push(next);
        continue;
      }
      joined.pop();
      joined.push(this.powerOfFunction(callee, next));
    }
    return joined;
  }

  private powerOfFunction(callee: Expression & { kind: "binary" }, brackets: Factor): Factor {
    const { expression } = brackets;
    const range = { from: callee.from, to: expression.to };
    if (isNegative(callee.right)) {
      const name = this.source.slice(callee.left.from, callee.left.to);
      this.report.add(
        "syntax",
        range,
        `${quote(`${name}^-1`)} of something could be an inverse function or a quotient.`,
        {
          hint: `write 1/${name}(…), or the inverse by its own name`,
        },
      );
      return factor({ kind: "missing", ...range }, "unknown");
    }
    const args =
      expression.kind === "tuple"
        ? expression.items
        : expression.kind === "group"
          ? [expression.inner]
          : [expression];
    return factor({ kind: "call", callee, args, named: [], ...range }, "number");
  }

  private call(expression: Expression & { kind: "call" }): Factor[] {
    const before = this.factors(expression.callee);
    const callee = before.pop() ?? absent(expression);
    const resolved = expression.args.map((arg) => this.product(arg).whole);
    const args = resolved.map((arg) => arg.expression);
    const named = expression.named.map((argument) => ({ ...argument, value: this.resolve(argument.value) }));
    if (callee.kind !== "number") {
      const calleeIsPower = callee.expression.kind === "binary" && callee.expression.operator === "^";
      if (callee.kind === "function" && calleeIsPower && isNegative(callee.expression.right)) {
        const brackets: Expression = {
          kind: "tuple",
          items: args,
          from: callee.expression.to,
          to: expression.to,
        };
        return [...before, this.powerOfFunction(callee.expression, factor(brackets, "number"))];
      }
      const call: Expression = {
        ...expression,
        callee: callee.expression,
        args,
        named,
        from: callee.expression.from,
      };
      return [...before, factor(call, kindOfCall(callee.kind, resolved))];
    }
    const range = { from: callee.expression.to, to: expression.to };
    const [first] = args;
    if (!first || named.length > 0) {
      const name = quote(this.source.slice(callee.expression.from, callee.expression.to));
      const message = first
        ? `${name} is a number and takes no named arguments.`
        : `${name} is a number: \`()\` is nothing to multiply it by.`;
      this.report.add("type", expression, message);
      return [
        ...before,
        factor({ kind: "missing", from: callee.expression.from, to: expression.to }, "unknown"),
      ];
    }
    const brackets: Expression =
      args.length === 1
        ? { kind: "group", inner: first, ...range }
        : { kind: "tuple", items: args, ...range };
    const kind = resolved.reduce<NameKind>((all, item) => either(all, item.kind), "number");
    return [...before, callee, { expression: brackets, kind, bracketed: true }];
  }

  private subscript(subscript: Subscript): Subscript {
    if (subscript.kind === "at") return { ...subscript, index: this.resolve(subscript.index) };
    const part = (expression: Expression | null) => (expression ? this.resolve(expression) : null);
    return {
      ...subscript,
      start: part(subscript.start),
      stop: part(subscript.stop),
      step: part(subscript.step),
    };
  }
}

function factor(expression: Expression, kind: NameKind): Factor {
  return { expression, kind, bracketed: false };
}

function absent({ from, to }: Range): Factor {
  return factor({ kind: "missing", from, to }, "unknown");
}

function multiply(factors: readonly Factor[]): Factor {
  return factors.reduce((left, right) => {
    const range = { from: left.expression.from, to: right.expression.to };
    const product: Expression = {
      kind: "juxtaposition",
      left: left.expression,
      right: right.expression,
      ...range,
    };
    return factor(product, either(left.kind, right.kind));
  });
}

/** `sin x` and `grad phi` want them; `phi F` multiplies functions. */
function wantsBrackets(last: Factor, next: Factor | undefined): boolean {
  if (last.kind === "operator") return next?.kind !== "operator";
  return (
    (last.kind === "function" || last.kind === "evaluator") &&
    (next?.kind === "number" || next?.kind === "unknown")
  );
}

function isProductOperator(operator: string): boolean {
  return operator === "*" || operator === "/" || operator === "@" || operator === "·" || operator === "×";
}

function isNegative(exponent: Expression): boolean {
  return exponent.kind === "unary" && exponent.operator === "-";
}

/** What an operation on two things is. */
function either(a: NameKind, b: NameKind): NameKind {
  if (a === "unknown" || b === "unknown") return "unknown";
  return a === "number" && b === "number" ? "number" : "function";
}

/** Operators make functions; a function of functions is one, too (`exp(-phi)`). */
function kindOfCall(callee: NameKind, args: readonly Factor[]): NameKind {
  if (callee === "unknown") return "unknown";
  const values = callee === "evaluator" ? args.slice(1) : args;
  return callee === "operator" || values.some(({ kind }) => kind === "function") ? "function" : "number";
}
