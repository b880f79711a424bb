import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { LimitError, limits } from "../limits.ts";
import { complex } from "../ops/complex.ts";
import { and, matmulCost, stack } from "../ops/index.ts";
import { type Builtin, builtins, constants } from "./builtins.ts";
import { callPartial, callValue } from "./calls.ts";
import { onTheCut, operate, type Scalar, signedScalar } from "./complex.ts";
import { type Context, Refusal } from "./context.ts";
import { knownNumber } from "./known.ts";
import { canonicalName } from "./names.ts";
import { comparisons, givesVector, operations, sideBySide, signed } from "./operations.ts";
import { type NameKind, Resolver } from "./resolve.ts";
import { Scope } from "./scope.ts";
import { settle } from "./settle.ts";
import { componentOfValue, rangeOfComprehension, type Selection, select } from "./subscripts.ts";
import { suggestionsFor } from "./suggestions.ts";
import type { Expression, Subscript } from "./syntax.ts";
import { arrayValue, lift, poison, type Value } from "./value.ts";

/** Turns expressions into graphs. */
export class Elaborator {
  private readonly context: Context;
  private readonly settlements = new Map<Expression, "product" | "dot" | "cross">();

  constructor(context: Context) {
    this.context = context;
  }

  /** The tree in which calls are calls and products are products. */
  resolve(expression: Expression, scope: Scope): Expression {
    const { report, source } = this.context;
    return new Resolver((name) => this.kindOfName(name, scope), report, source).resolve(expression);
  }

  /** The resolved tree, after its value was made, without the signs whose meaning depends on shapes. */
  settled(expression: Expression): Expression {
    return settle(expression, this.settlements);
  }

  private kindOfName(name: string, scope: Scope): NameKind {
    const canonical = canonicalName(name);
    const value = scope.find(canonical)?.value;
    if (value) return kindOfValue(value);
    const builtin = builtins.get(canonical);
    if (builtin) return kindOfBuiltin(builtin);
    const isNumber = constants.has(canonical) || canonical === "t" || this.isImaginaryUnit(canonical);
    return isNumber ? "number" : "unknown";
  }

  /** The name means nothing else, and the function around it is one of complex numbers. */
  private isImaginaryUnit(canonical: string): boolean {
    return canonical === "i" && this.context.complexDepth > 0;
  }

  /** The value of a resolved expression. Throws LimitError; everything else that is wrong is reported. */
  value(expression: Expression, scope: Scope): Value {
    this.context.spend(1);
    switch (expression.kind) {
      case "missing":
        return poison;
      case "number":
        return this.number(expression);
      case "name":
        return this.name(expression, scope, false);
      case "group":
        return this.value(expression.inner, scope);
      case "tuple":
      case "list":
        return this.vector(expression, scope);
      case "comprehension":
        return this.comprehension(expression, scope);
      case "unary": {
        const { operator, operand } = expression;
        const operands = [this.value(operand, scope)];
        const build = ([node]: Node[]) => signed(operator, node as Node);
        return lift(this.context, expression, operator, operands, build, ([scalar]) =>
          signedScalar(operator, scalar as Scalar),
        );
      }
      case "binary":
        return this.binary(expression, scope);
      case "juxtaposition": {
        const operands = [this.value(expression.left, scope), this.value(expression.right, scope)];
        return lift(
          this.context,
          expression,
          "a product",
          operands,
          ([a, b]) => sideBySide(a as Node, b as Node),
          ([a, b]) => operate("*", a as Scalar, b as Scalar),
        );
      }
      case "call":
        return this.call(expression, scope);
      case "index":
        return this.index(expression, scope);
    }
  }

  /** The number an expression is, known while building; null after a report. */
  constant(expression: Expression, scope: Scope, what: string): number | null {
    const value = this.value(expression, scope);
    if (value.kind === "poison") return null;
    if (value.kind === "array" && value.node.shape.length === 0) {
      const known = knownNumber(value.node);
      if (known !== null) return known;
    }
    this.context.report.add("type", expression, `${what} must be a number that is known in advance.`, {
      hint: "sliders, arguments and time are not; write the number itself",
    });
    return null;
  }

  private number(expression: Expression & { kind: "number" }): Value {
    if (Number.isFinite(expression.value)) return arrayValue(this.context.constant(expression.value));
    this.context.report.add(
      "out-of-bounds",
      expression,
      "This number is larger than any the machine has (1.8e308).",
      {
        hint: "write inf for infinity",
      },
    );
    return poison;
  }

  private name(expression: Expression & { kind: "name" }, scope: Scope, called: boolean): Value {
    const { name } = expression;
    const canonical = canonicalName(name);
    const found = scope.find(canonical);
    if (found && found.component === null) {
      if (this.isImaginaryUnit(canonical) && scope.isOutermost(canonical)) {
        const remark = { severity: "warning", hint: "give that definition another name" } as const;
        this.context.report.add(
          "duplicate-name",
          expression,
          "`i` is your own here, not the imaginary unit.",
          remark,
        );
      }
      return found.value;
    }
    if (found?.component) {
      const { value, component } = found;
      const make = () => componentOfValue(value, component, name);
      const part = this.context.attempt(expression, name, make, poison);
      if (part) return part;
    }
    const constant = constants.get(canonical);
    if (constant) return arrayValue(this.context.constant(constant.value));
    const builtin = builtins.get(canonical);
    if (builtin) return { kind: "builtin", builtin };
    if (canonical === "t") return arrayValue(this.context.takeTime());
    if (this.isImaginaryUnit(canonical))
      return { kind: "complex", value: complex(this.context.constant(0), 1) };
    const { report } = this.context;
    if (!report.full) {
      report.add(
        "unknown-name",
        expression,
        `\`${name}\` is not defined.`,
        this.context.complexDepth > 0 && /^[xy]$/.test(canonical)
          ? { hint: "the parts of a complex number z are re(z) and im(z)" }
          : suggestionsFor(name, expression, called, scope, this.context.argumentNames.has(canonical)),
      );
    }
    return poison;
  }

  private vector(expression: Expression & { kind: "tuple" | "list" }, scope: Scope): Value {
    const { items } = expression;
    if (items.length === 0) {
      this.context.report.add("type", expression, "A vector has at least one entry.");
      return poison;
    }
    const operands = items.map((item) => this.value(item, scope));
    return lift(this.context, expression, "a vector", operands, (nodes) => this.stacked(nodes));
  }

  private comprehension(expression: Expression & { kind: "comprehension" }, scope: Scope): Value {
    const { body, variable, low, high } = expression;
    const first = this.constant(low, scope, "An end of a range");
    const last = this.constant(high, scope, "An end of a range");
    if (first === null || last === null) return poison;
    const range = this.context.attempt(expression, "a range", () => rangeOfComprehension(first, last), []);
    const operands: Value[] = [];
    for (const i of range) {
      const inner = new Scope(scope);
      inner.set(canonicalName(variable), arrayValue(this.context.constant(i)));
      const operand = this.value(body, inner);
      if (operand.kind === "poison") return poison;
      operands.push(operand);
    }
    if (operands.length === 0) return poison;
    return lift(this.context, expression, "a vector", operands, (nodes) => this.stacked(nodes));
  }

  private binary(expression: Expression & { kind: "binary" }, scope: Scope): Value {
    const { operator, left, right } = expression;
    const isChain = comparisons.has(operator) && left.kind === "binary" && comparisons.has(left.operator);
    const given = [this.value(left, scope), this.value(isChain ? left.right : right, scope)];
    const operands = [...onTheCut(this.context, operator, given)];
    // 0 < x < 1 is 0 < x and x < 1.
    if (isChain) {
      operands.push(this.value(right, scope));
      const build = ([before, a, b]: Node[]) =>
        and(before as Node, operations[operator](a as Node, b as Node));
      return lift(this.context, expression, operator, operands, build);
    }
    if (operator === "·" || operator === "×") {
      const sign = operator === "·" ? "dot" : "cross";
      this.settlements.set(expression, operands.every(givesVector) ? sign : "product");
    }
    const build = ([a, b]: Node[]) => {
      if (operator === "@") this.context.spendEntries(matmulCost(a as Node, b as Node));
      return operations[operator](a as Node, b as Node);
    };
    return lift(this.context, expression, operator, operands, build, ([a, b]) =>
      operate(operator, a as Scalar, b as Scalar),
    );
  }

  /** Numbers side by side in a vector, vectors in a matrix; there is nothing beyond. */
  private stacked(nodes: readonly Node[]): Node {
    const [first] = nodes;
    const size = nodes.length * sizeOf(first?.shape ?? []);
    if (first && first.shape.length > 1) {
      throw new Refusal("not-supported", "Matrices inside vectors are not supported.");
    }
    if (size > limits.vectorLength) throw new LimitError("vectorLength", size);
    this.context.spend(nodes.length);
    return stack(this.context.graph, nodes);
  }

  private call(expression: Expression & { kind: "call" }, scope: Scope): Value {
    const { callee } = expression;
    const value = callee.kind === "name" ? this.name(callee, scope, true) : this.value(callee, scope);
    const name = callee.kind === "name" ? callee.name : this.context.source.slice(callee.from, callee.to);
    const known = (argument: Expression, what: string) => this.constant(argument, scope, what);
    if (value.kind === "builtin" && value.builtin.name === "D") {
      // The second argument names an argument of the first; it has no value of its own.
      const functions = expression.args.slice(0, 1).map((arg) => this.value(arg, scope));
      return callPartial(this.context, expression, value.builtin, functions[0], known);
    }
    const args = expression.args.map((arg) => this.value(arg, scope));
    return callValue(this.context, expression, name, value, args, known);
  }

  private index(expression: Expression & { kind: "index" }, scope: Scope): Value {
    const target = this.value(expression.target, scope);
    const selections: Selection[] = [];
    for (const subscript of expression.subscripts) {
      const selection = this.selection(subscript, scope);
      if (!selection) return poison;
      selections.push(selection);
    }
    return lift(this.context, expression, "an index", [target], ([node]) =>
      select(this.context, node as Node, selections),
    );
  }

  private selection(subscript: Subscript, scope: Scope): Selection | null {
    if (subscript.kind === "at") {
      const index = this.constant(subscript.index, scope, "An index");
      return index === null ? null : { kind: "at", index };
    }
    const parts: (number | null)[] = [];
    for (const part of [subscript.start, subscript.stop, subscript.step]) {
      const known = part && this.constant(part, scope, "An end of a slice");
      if (part && known === null) return null;
      parts.push(known);
    }
    const [start = null, stop = null, step = null] = parts;
    return { kind: "slice", start, stop, step };
  }
}

function kindOfValue(value: Value): NameKind {
  switch (value.kind) {
    case "array":
    case "complex":
      return "number";
    case "function":
      return "function";
    case "builtin":
      return kindOfBuiltin(value.builtin);
    case "poison":
      return "unknown";
  }
}

function kindOfBuiltin({ kind }: Builtin): NameKind {
  if (kind === "differential") return "operator";
  return kind === "linearisation" ? "evaluator" : "function";
}
