import type { DefinitionSyntax, Expression, ParameterSyntax, SourceSyntax, Subscript } from "./syntax.ts";

/** How tightly a piece of text holds together; a looser one is put in brackets. */
const tightness = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  signed: 7,
  power: 8,
  applied: 9,
} as const;

/** The source text of a tree, one definition a line. Comments and line breaks are those of the printer. */
export function printSource({ definitions }: SourceSyntax): string {
  return definitions.map((definition) => `${printDefinition(definition)}\n`).join("");
}

export function printDefinition(definition: DefinitionSyntax): string {
  const { name, parameters, body, where, interval, step } = definition;
  const head = parameters ? `${name}(${parameters.map(printParameter).join(", ")})` : name;
  const ends = interval ? ` in [${printExpression(interval.low)}, ${printExpression(interval.high)}]` : "";
  const stops = step ? ` step ${printExpression(step)}` : "";
  const helpers = where.length > 0 ? ` where ${where.map(printDefinition).join(", ")}` : "";
  return `${head} = ${printExpression(body)}${ends}${stops}${helpers}`;
}

function printParameter({ name, dimensions, isComplex }: ParameterSyntax): string {
  if (isComplex) return `${name}: C`;
  if (!dimensions) return name;
  const [only] = dimensions;
  if (dimensions.length === 1 && only) return `${name}: R^${printExtent(only)}`;
  return `${name}: R^(${dimensions.map((extent) => atLeast(tightness.signed, extent)).join("×")})`;
}

function printExtent(extent: Expression): string {
  const text = printExpression(extent);
  if (extent.kind === "number" || extent.kind === "name") return text;
  // One bracket less would make two extents of it.
  const looksLikeTwo =
    (extent.kind === "tuple" && extent.items.length === 2) ||
    (extent.kind === "binary" && (extent.operator === "×" || extent.operator === "*"));
  return looksLikeTwo ? `((${text}))` : `(${text})`;
}

/**
 * The text of an expression; reading it gives the expression back. Brackets are added only where the tree
 * could not have been typed without them.
 */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return expression.text;
    case "name":
      return expression.name;
    case "missing":
      return "";
    case "group":
      return `(${printExpression(expression.inner)})`;
    case "tuple":
      return `(${printList(expression.items)}${expression.items.length === 1 ? "," : ""})`;
    case "list":
      return `[${printList(expression.items)}]`;
    case "comprehension":
      return printComprehension(expression);
    case "unary":
      if (expression.operator === "not") return `not ${atLeast(tightness.not, expression.operand)}`;
      return `${expression.operator}${atLeast(tightness.signed, expression.operand)}`;
    case "binary":
      return printBinary(expression);
    case "juxtaposition": {
      const right = atLeast(tightness.power, expression.right);
      // A list would be read as an index, and `step` as the word of a slider.
      const apart = /^(?:\[|step(?![\w₀-₉]|\())/.test(right) ? `(${right})` : right;
      return `${atLeast(tightness.product, expression.left)} ${apart}`;
    }
    case "call": {
      const named = expression.named.map(({ name, value }) => `${name}=${printExpression(value)}`);
      const args = [...expression.args.map(printExpression), ...named].join(", ");
      return `${atLeast(tightness.applied, expression.callee)}(${args})`;
    }
    case "index": {
      const subscripts = expression.subscripts.map(printSubscript).join(", ");
      return `${atLeast(tightness.applied, expression.target)}[${subscripts}]`;
    }
  }
}

function printList(items: readonly Expression[]): string {
  return items.map(printExpression).join(", ");
}

function printComprehension(expression: Expression & { readonly kind: "comprehension" }): string {
  const { body, variable, low, high } = expression;
  const from = printExpression(low);
  // A space keeps the dots of `2. ..3` apart.
  const dots = from.endsWith(".") ? " .." : "..";
  return `[${printExpression(body)} for ${variable} in ${from}${dots}${printExpression(high)}]`;
}

function printSubscript(subscript: Subscript): string {
  if (subscript.kind === "at") return printExpression(subscript.index);
  const { start, stop, step } = subscript;
  const text = `${start ? printExpression(start) : ""}:${stop ? printExpression(stop) : ""}`;
  return step ? `${text}:${printExpression(step)}` : text;
}

function printBinary(expression: Expression & { readonly kind: "binary" }): string {
  const { operator, left, right } = expression;
  const level = tightnessOf(expression);
  // x^y^z is x^(y^z); everything else leans left.
  if (operator === "^") return `${atLeast(tightness.applied, left)}^${atLeast(tightness.signed, right)}`;
  return `${atLeast(level, left)} ${operator} ${atLeast(level + 1, right)}`;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `sin²` where `sin^2` would take what follows into the exponent, or null when that cannot be written. */
function printRaised(expression: Expression): string | null {
  if (expression.kind !== "binary" || expression.operator !== "^") return null;
  const { left, right } = expression;
  const negative = right.kind === "unary" && right.operator === "-";
  const number = negative ? right.operand : right;
  if (number.kind !== "number" || !/^[0-9]+$/.test(number.text)) return null;
  const digits = [...number.text].map((digit) => superscripts[Number(digit)]).join("");
  const base = atLeast(tightness.applied, left);
  // Two raised numbers in a row would be one.
  return /[⁰¹²³⁴-⁹]$/.test(base) ? null : `${base}${negative ? "⁻" : ""}${digits}`;
}

function atLeast(level: number, expression: Expression): string {
  if (level === tightness.applied) {
    const raised = printRaised(expression);
    if (raised) return raised;
  }
  const text = printExpression(expression);
  return tightnessOf(expression) < level ? `(${text})` : text;
}

function tightnessOf(expression: Expression): number {
  switch (expression.kind) {
    case "unary":
      return expression.operator === "not" ? tightness.not : tightness.signed;
    case "juxtaposition":
      return tightness.product;
    case "binary":
      switch (expression.operator) {
        case "or":
          return tightness.or;
        case "and":
          return tightness.and;
        case "+":
        case "-":
          return tightness.sum;
        case "^":
          return tightness.power;
        case "*":
        case "/":
        case "@":
        case "·":
        case "×":
          return tightness.product;
        default:
          return tightness.comparison;
      }
    default:
      return tightness.applied + 1;
  }
}
