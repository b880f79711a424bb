import { canonicalName } from "../language/names.ts";
import type { BinaryOperator, DefinitionSyntax, Expression, Subscript } from "../language/syntax.ts";
import { limits } from "../limits.ts";
import { functionNotation } from "./function-notation.ts";
import {
  call,
  definition,
  ellipsis,
  type MathTree,
  negate,
  number,
  power,
  product,
  quotient,
  type RelationOperator,
  relation,
  type SignedTerm,
  sum,
  symbol,
} from "./math-tree.ts";

/** What has to be known of names. Names are canonical ones. */
export interface Reading {
  /** True for names the document defines, which may hide a function of the language. */
  isOwn(name: string): boolean;
}

/** Entries of a written-out vector that are shown before the rest is left out. */
const shownEntries = 12;
/** Expressions nested deeper than this are left out: no reader follows, and browsers stop nesting MathML too. */
const shownDepth = 60;

/**
 * name(parameters) = body, where …, as the language reads it: products for factors side by side, calls of
 * functions, fractions for `/`. The syntax is that of a checked program, in which every call is one. At most
 * about `limits.formulaTokens` pieces; what is beyond is an ellipsis.
 */
export function fromDefinition(syntax: DefinitionSyntax, reading: Reading): MathTree {
  return new SyntaxReader(reading).definition(syntax);
}

/** One walk over one syntax tree, with what may still be written. */
class SyntaxReader {
  private readonly reading: Reading;
  private remaining: number = limits.formulaTokens;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  definition(syntax: DefinitionSyntax): MathTree {
    const name = symbol(canonicalName(syntax.name));
    const parameters = syntax.parameters ?? [];
    const names = parameters.map((parameter) => symbol(canonicalName(parameter.name)));
    const left = syntax.parameters ? call(name, names) : name;
    const inner = new SyntaxReader(withLocals(this.reading, syntax));
    const right = inner.read(syntax.body, 0);
    const spaces = parameters.flatMap((parameter, position) => {
      if (parameter.isComplex) return [relation(names[position] as MathTree, "∈", symbol("ℂ"))];
      if (!parameter.dimensions) return [];
      const extents = parameter.dimensions.map((extent) => inner.read(extent, 0));
      return [relation(names[position] as MathTree, "∈", power(symbol("ℝ"), product(extents, "cross")))];
    });
    return definition(left, right, [...spaces, ...syntax.where.map((part) => inner.definition(part))]);
  }

  read(expression: Expression, depth: number): MathTree {
    this.remaining -= 1;
    if (this.remaining < 0 || depth > shownDepth) return ellipsis();
    switch (expression.kind) {
      case "number":
        return number(
          expression.value,
          /^\d+(\.\d*)?(e[+-]?\d+)?$/i.test(expression.text) ? expression.text : undefined,
        );
      case "name":
        return this.name(expression.name);
      case "group":
        return this.read(expression.inner, depth + 1);
      case "unary": {
        const operand = this.read(expression.operand, depth + 1);
        if (expression.operator === "not") return { kind: "not", operand };
        return expression.operator === "-" ? negate(operand) : operand;
      }
      case "binary":
        return this.binary(expression.operator, expression, depth);
      case "juxtaposition":
        return this.product(expression, depth);
      case "call":
        return this.call(expression, depth);
      case "tuple":
      case "list":
        return this.vector(expression.items, depth);
      case "comprehension": {
        const body = this.read(expression.body, depth + 1);
        const range = relation(
          symbol(canonicalName(expression.variable)),
          "=",
          this.read(expression.low, depth + 1),
        );
        return {
          kind: "subscript",
          base: { kind: "tuple", items: [body] },
          subscripts: [range, ellipsis(), this.read(expression.high, depth + 1)],
        };
      }
      case "index":
        return {
          kind: "subscript",
          base: this.read(expression.target, depth + 1),
          subscripts: expression.subscripts.map((subscript) => this.subscript(subscript, depth + 1)),
        };
      case "missing":
        return { kind: "placeholder" };
    }
  }

  private binary(
    operator: BinaryOperator,
    expression: Expression & { kind: "binary" },
    depth: number,
  ): MathTree {
    const { left, right } = expression;
    switch (operator) {
      case "+":
      case "-":
        return this.sum(expression, depth);
      case "*":
      case "@":
        return this.product(expression, depth);
      case "·":
      case "×":
        return this.dotted(operator, expression, depth);
      case "/": {
        const over = this.read(left, depth + 1);
        const under = this.read(right, depth + 1);
        const inner = left.kind === "group" ? null : negated(over);
        return inner ? negate(fraction(inner, under)) : fraction(over, under);
      }
      case "^":
        return power(this.read(left, depth + 1), this.read(right, depth + 1));
      default:
        return this.relation(operator, expression, depth);
    }
  }

  private sum(expression: Expression, depth: number): MathTree {
    const terms: SignedTerm[] = [];
    const written = chain(
      expression,
      (item) => item.kind === "binary" && (item.operator === "+" || item.operator === "-"),
    );
    for (const [position, { operator, operand }] of written.entries()) {
      if (this.remaining <= 0) {
        terms.push({ negative: false, tree: ellipsis(`${written.length - position} more terms`) });
        break;
      }
      const tree = this.read(operand, depth + 1);
      const inner = position === 0 && operand.kind !== "group" ? negated(tree) : null;
      terms.push(inner ? { negative: true, tree: inner } : { negative: operator === "-", tree });
    }
    return sum(terms);
  }

  private product(expression: Expression, depth: number): MathTree {
    const factors: MathTree[] = [];
    let negative = false;
    for (const { operand } of chain(expression, isProduct)) {
      if (this.remaining <= 0) {
        factors.push(ellipsis());
        break;
      }
      const tree = this.read(operand, depth + 1);
      const inner = factors.length === 0 && operand.kind !== "group" ? negated(tree) : null;
      negative ||= inner !== null;
      factors.push(inner ?? tree);
    }
    return negative ? negate(product(factors, "explicit")) : product(factors, "explicit");
  }

  private dotted(operator: "·" | "×", expression: Expression, depth: number): MathTree {
    const links = chain(expression, (item) => item.kind === "binary" && item.operator === operator);
    const factors = links.map((link) => this.read(link.operand, depth + 1));
    return product(factors, operator === "·" ? "dot" : "cross");
  }

  private relation(operator: BinaryOperator, expression: Expression, depth: number): MathTree {
    const word = operator === "and" || operator === "or";
    const links = chain(expression, (item) => word && item.kind === "binary" && item.operator === operator);
    const operands = links.length > 1 ? links.map((link) => link.operand) : [];
    if (operands.length === 0 && expression.kind === "binary")
      operands.push(expression.left, expression.right);
    return {
      kind: "relation",
      operands: operands.map((operand) => this.read(operand, depth + 1)),
      operators: operands.slice(1).map(() => relationOperator(operator)),
    };
  }

  private name(text: string): MathTree {
    const name = canonicalName(text);
    return name === "inf" && !this.reading.isOwn(name)
      ? { kind: "constant", name: "infinity" }
      : symbol(name);
  }

  private call(expression: Expression & { kind: "call" }, depth: number): MathTree {
    const args = expression.args.slice(0, shownEntries).map((arg) => this.read(arg, depth + 1));
    if (expression.args.length > shownEntries) args.push(ellipsis(`${expression.args.length} arguments`));
    for (const item of expression.named) {
      args.push(relation(symbol(canonicalName(item.name)), "=", this.read(item.value, depth + 1)));
    }
    const { callee } = expression;
    // sin^2(x) is the square of sin(x).
    if (callee.kind === "binary" && callee.operator === "^") {
      return power(this.applied(callee.left, args, depth), this.read(callee.right, depth + 1));
    }
    return this.applied(callee, args, depth);
  }

  private applied(callee: Expression, args: readonly MathTree[], depth: number): MathTree {
    if (callee.kind !== "name") return call(this.read(callee, depth + 1), args);
    const name = canonicalName(callee.name);
    const plain = this.reading.isOwn(name) || (name === "exp" && this.reading.isOwn("e"));
    return plain ? call(name, args) : functionNotation(name, args);
  }

  private vector(items: readonly Expression[], depth: number): MathTree {
    const shown = items.length > shownEntries + 1 ? items.slice(0, shownEntries) : items;
    const rows = shown.map((item) => {
      if (item.kind !== "list" || item.items.length > shownEntries) return [this.read(item, depth + 1)];
      return item.items.map((entry) => this.read(entry, depth + 2));
    });
    if (shown.length < items.length) rows.push([ellipsis(`${items.length} entries`)]);
    return rows.length > 0 ? { kind: "matrix", rows: rectangular(rows) } : { kind: "tuple", items: [] };
  }

  private subscript(subscript: Subscript, depth: number): MathTree {
    if (subscript.kind === "at") return this.read(subscript.index, depth);
    const parts = [subscript.start, subscript.stop, subscript.step].map((part) =>
      part ? this.read(part, depth) : null,
    );
    return { kind: "range", start: parts[0] ?? null, stop: parts[1] ?? null, step: parts[2] ?? null };
  }
}

/** The reading inside a definition, where its arguments and helpers are names of its own. */
function withLocals(reading: Reading, { parameters, where }: DefinitionSyntax): Reading {
  const locals = new Set([...(parameters ?? []), ...where].map(({ name }) => canonicalName(name)));
  return { isOwn: (name) => locals.has(name) || reading.isOwn(name) };
}

const isProduct = (item: Expression): boolean =>
  item.kind === "juxtaposition" ||
  (item.kind === "binary" && (item.operator === "*" || item.operator === "@"));

interface Link {
  readonly operator: BinaryOperator | null;
  readonly operand: Expression;
}

/** a + b − c, which is nested to the left as deep as it is long, as a list. */
function chain(expression: Expression, continues: (item: Expression) => boolean): Link[] {
  const links: Link[] = [];
  let item = expression;
  while ((item.kind === "binary" || item.kind === "juxtaposition") && continues(item)) {
    links.push({ operator: item.kind === "binary" ? item.operator : null, operand: item.right });
    item = item.left;
  }
  links.push({ operator: null, operand: item });
  return links.reverse();
}

/** A vector over a number is the number's inverse times the vector. */
function fraction(over: MathTree, under: MathTree): MathTree {
  return over.kind === "matrix" ? product([quotient(number(1), under), over]) : quotient(over, under);
}

/** u when the tree is −u. */
function negated(tree: MathTree): MathTree | null {
  if (tree.kind !== "sum" || tree.terms.length !== 1) return null;
  const [only] = tree.terms;
  return only?.negative ? only.tree : null;
}

function rectangular(rows: MathTree[][]): MathTree[][] {
  const width = Math.max(...rows.map((cells) => cells.length));
  return rows.every((cells) => cells.length === width)
    ? rows
    : rows.map((cells) => (cells.length === 1 ? cells : [{ kind: "tuple", items: cells }]));
}

function relationOperator(operator: BinaryOperator): RelationOperator {
  switch (operator) {
    case "<":
    case ">":
    case "and":
    case "or":
      return operator;
    case "<=":
      return "≤";
    case ">=":
      return "≥";
    case "!=":
      return "≠";
    default:
      return "=";
  }
}
