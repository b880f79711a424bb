import type { TreeCursor } from "@lezer/common";
import { forChildren, missing, rangeOf, readExpression, type TreeSource, textOf } from "./read-expression.ts";
import { quote, type Report } from "./report.ts";
import type { DefinitionSyntax, Expression, ParameterSyntax, Range } from "./syntax.ts";

interface Head {
  readonly name: string;
  readonly nameRange: Range;
  readonly parameters: readonly ParameterSyntax[] | null;
}

/** The parts of a definition as they are met. */
interface Parts {
  /** False after a complaint about the arguments: the body is then not to be trusted. */
  sound: boolean;
  head: Head | null;
  body: Expression | null;
  readonly where: DefinitionSyntax[];
  interval: DefinitionSyntax["interval"];
  step: Expression | null;
}

/**
 * The definition of a `Statement` or `Helper` node without parse errors, or null when the line defines nothing.
 * What the grammar lets through and the language does not is reported.
 */
export function readDefinition(
  cursor: TreeCursor,
  tree: TreeSource,
  report: Report,
): DefinitionSyntax | null {
  const range = rangeOf(cursor, tree);
  const parts: Parts = { head: null, sound: true, body: null, where: [], interval: null, step: null };
  forChildren(cursor, () => readPart(cursor, tree, report, parts));
  const { head, body, where, interval, step } = parts;
  if (body === null) {
    reportNoDefinition(range, tree, report);
    return null;
  }
  const sound = !complain(tree, report) && parts.sound;
  return (
    head && { ...range, ...head, body: sound ? body : missing(body.from, body.to), where, interval, step }
  );
}

function readPart(cursor: TreeCursor, tree: TreeSource, report: Report, parts: Parts): void {
  if (cursor.name === "Interval") {
    parts.interval = readInterval(onlyChild(cursor, tree), rangeOf(cursor, tree), report);
  } else if (cursor.name === "Step") {
    parts.step = onlyChild(cursor, tree);
  } else if (cursor.name === "Where") {
    // What was complained of so far is not the helpers' fault.
    if (complain(tree, report)) parts.sound = false;
    forChildren(cursor, () => {
      const helper = readDefinition(cursor, tree, report);
      if (helper) parts.where.push(helper);
    });
  } else if (cursor.name === "Head") {
    forChildren(cursor, () => {
      parts.head = readHead(cursor, tree, report, parts);
    });
  } else {
    parts.body = readExpression(cursor, tree);
  }
}

function onlyChild(cursor: TreeCursor, tree: TreeSource): Expression {
  const end = cursor.to + tree.offset;
  return readChildren(cursor, tree)[0] ?? missing(end, end);
}

/** The left side of `=`: a name, or a name with the names of its arguments. */
function readHead(cursor: TreeCursor, tree: TreeSource, report: Report, parts: Parts): Head | null {
  const range = rangeOf(cursor, tree);
  if (cursor.name === "Name") return { name: textOf(cursor, tree), nameRange: range, parameters: null };
  const names: Range[] = [];
  const parameters: ParameterSyntax[] = [];
  const isCall = cursor.name === "Call";
  if (isCall) {
    forChildren(cursor, () => {
      if (cursor.name === "Name") names.push(rangeOf(cursor, tree));
      if (cursor.name !== "Arguments") return;
      forChildren(cursor, () => {
        const parameter = readParameter(cursor, tree, report);
        if (parameter) parameters.push(parameter);
        else parts.sound = false;
      });
    });
  }
  const [nameRange] = names;
  if (nameRange) return { name: tree.source.slice(nameRange.from, nameRange.to), nameRange, parameters };
  if (!report.full && isFollowedByEquals(range, tree)) {
    report.add("syntax", range, `Expected a name left of \`=\`, but found ${quote(textOf(cursor, tree))}.`, {
      hint: "write name = … or name(x, y) = …",
    });
  }
  return null;
}

function isFollowedByEquals({ to }: Range, tree: TreeSource): boolean {
  return /^\s*=/.test(tree.source.slice(to, to + 100));
}

function readParameter(cursor: TreeCursor, tree: TreeSource, report: Report): ParameterSyntax | null {
  const range = rangeOf(cursor, tree);
  if (cursor.name === "Name") return { name: textOf(cursor, tree), dimensions: null, ...range };
  if (cursor.name === "Annotation") {
    const [name, space] = readChildren(cursor, tree);
    if (name?.kind === "name" && space) {
      if (isNamed(space, "C", "ℂ")) return { name: name.name, dimensions: null, isComplex: true, ...range };
      return { name: name.name, dimensions: readSpace(space, report), ...range };
    }
  }
  const found = quote(textOf(cursor, tree));
  if (cursor.name === "NamedArgument") {
    report.add("syntax", range, `Arguments have no default values, but found ${found}.`, {
      hint: "define a name of its own for the value",
    });
  } else {
    report.add("syntax", range, `Expected the name of an argument, but found ${found}.`, {
      hint: "write f(x, y) = … with names only, or f(x: R^3) = …",
    });
  }
  return null;
}

function readChildren(cursor: TreeCursor, tree: TreeSource): Expression[] {
  const children: Expression[] = [];
  forChildren(cursor, () => children.push(readExpression(cursor, tree)));
  return children;
}

/** `R` gives null (a number), `R^3` one extent, `R^(2×3)` two. */
function readSpace(space: Expression, report: Report): readonly Expression[] | null {
  if (isReals(space)) return null;
  if (space.kind === "binary") {
    const { operator, left, right } = space;
    if (operator === "^" && isReals(left)) return extentsOf(right);
    // R^2×3 is read as (R^2)×3.
    if (
      (operator === "×" || operator === "*") &&
      left.kind === "binary" &&
      left.operator === "^" &&
      isReals(left.left)
    ) {
      return [left.right, right];
    }
  }
  report.add("syntax", space, "Expected a space such as R^3 after the colon.", {
    hint: "write x: R^3 for a vector of 3 numbers, A: R^(2×3) for a matrix, z: C for a complex number",
  });
  return [missing(space.from, space.to)];
}

function isReals(space: Expression): boolean {
  return isNamed(space, "R", "ℝ");
}

function isNamed(space: Expression, ...names: readonly string[]): boolean {
  return space.kind === "name" && names.includes(space.name);
}

function extentsOf(exponent: Expression): Expression[] {
  const inner = exponent.kind === "group" ? exponent.inner : exponent;
  if (inner.kind === "binary" && (inner.operator === "×" || inner.operator === "*"))
    return [inner.left, inner.right];
  if (inner.kind === "tuple" && inner.items.length === 2) return [...inner.items];
  return [inner];
}

function readInterval(ends: Expression, range: Range, report: Report): DefinitionSyntax["interval"] {
  if (ends.kind === "list" || ends.kind === "tuple") {
    const [low, high, ...more] = ends.items;
    if (ends.kind === "list" && low && high && more.length === 0) return { low, high, range };
  }
  report.add("syntax", ends, "Expected the two ends of the slider, [lo, hi], after `in`.", {
    hint: "write for example a = 1 in [0, 3]",
  });
  return null;
}

function reportNoDefinition(range: Range, tree: TreeSource, report: Report): void {
  const text = tree.source.slice(range.from, range.to);
  const comparison = /^[^=<>!≤≥≠]*==/.exec(text);
  if (comparison) {
    const at = range.from + comparison[0].length - 2;
    report.add("syntax", { from: at, to: at + 2 }, "Expected `=` here: `==` compares, `=` defines.", {
      fixes: [{ label: "write =", from: at, to: at + 2, insert: "=" }],
    });
    return;
  }
  report.add(
    "syntax",
    range,
    `Expected a definition, name = … or name(x, y) = …, but found only ${quote(text)}.`,
    {
      hint: "give it a name",
    },
  );
}

/** Reports what the expressions of a definition complained of; whether there was anything. */
function complain({ source, grievances }: TreeSource, report: Report): boolean {
  const pending = grievances.splice(0);
  for (const { kind, range } of pending) {
    if (kind === "numbers-side-by-side") {
      const text = source.slice(range.from, range.to);
      const product = text.replace(/^(\S+)\s+/, "$1 * ");
      const spaced = product !== text;
      report.add("syntax", range, `Expected an operator between the numbers in ${quote(text)}.`, {
        hint: spaced ? `write ${product}` : null,
        fixes: spaced ? [{ label: `write ${product}`, ...range, insert: product }] : [],
      });
    } else {
      report.add("syntax", range, "A colon with a space, as in x: R^3, belongs left of `=`.");
    }
  }
  return pending.length > 0;
}
