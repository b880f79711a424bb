import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutRanges } from "../testing/language.ts";
import { parseSource } from "./parse.ts";
import { printExpression, printSource } from "./print.ts";
import type { BinaryOperator, DefinitionSyntax, Expression, SourceSyntax, Subscript } from "./syntax.ts";

const seed = 20251123;
const nowhere = { from: 0, to: 0 };

const numberTexts = ["0", "1", "2.5", ".5", "3.", "1e3", "2E-5", "1_000", "12345678901234567890"];
const names = [
  "x",
  "y",
  "F",
  "sin",
  "phi",
  "φ",
  "x_1",
  "x₁",
  "F_x",
  "step",
  "W1",
  "inf",
  "__proto__",
  "μ",
  "𝑥",
];
const binaryOperators: readonly BinaryOperator[] = [
  "+",
  "-",
  "*",
  "/",
  "^",
  "@",
  "·",
  "×",
  "<",
  "<=",
  ">",
  ">=",
  "==",
  "!=",
  "and",
  "or",
];

/** Any tree at all, also those that nobody can type without brackets. */
const expressions = fc.letrec<{ any: Expression; atom: Expression; subscript: Subscript }>((tie) => {
  const any = tie("any");
  const few = { minLength: 1, maxLength: 3 };
  const optional = fc.option(any, { nil: null });
  return {
    atom: fc.oneof(
      fc.constantFrom(...numberTexts).map((text): Expression => {
        return { ...nowhere, kind: "number", value: Number(text.replaceAll("_", "")), text };
      }),
      fc.constantFrom(...names).map((name): Expression => ({ ...nowhere, kind: "name", name })),
    ),
    subscript: fc.oneof(
      any.map((index): Subscript => ({ ...nowhere, kind: "at", index })),
      fc
        .tuple(optional, optional, optional)
        .map(([start, stop, step]): Subscript => ({ ...nowhere, kind: "slice", start, stop, step })),
    ),
    any: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      tie("atom"),
      any.map((inner): Expression => ({ ...nowhere, kind: "group", inner })),
      fc.tuple(fc.constantFrom("-", "+", "not"), any).map(([operator, operand]): Expression => {
        return { ...nowhere, kind: "unary", operator: operator as "-", operand };
      }),
      fc.tuple(fc.constantFrom(...binaryOperators), any, any).map(([operator, left, right]): Expression => {
        return { ...nowhere, kind: "binary", operator, left, right };
      }),
      fc
        .tuple(any, any)
        .map(([left, right]): Expression => ({ ...nowhere, kind: "juxtaposition", left, right })),
      fc.array(any, few).map((items): Expression => ({ ...nowhere, kind: "tuple", items })),
      fc.array(any, { maxLength: 3 }).map((items): Expression => ({ ...nowhere, kind: "list", items })),
      fc.tuple(any, fc.constantFrom("i", "j"), any, any).map(
        ([body, variable, low, high]): Expression => ({
          ...nowhere,
          kind: "comprehension",
          body,
          variable,
          low,
          high,
        }),
      ),
      fc
        .tuple(any, fc.array(any, { maxLength: 3 }), fc.option(any))
        .map(([callee, args, seedValue]): Expression => {
          const named = seedValue ? [{ ...nowhere, name: "seed", value: seedValue }] : [];
          return { ...nowhere, kind: "call", callee, args, named };
        }),
      fc.tuple(any, fc.array(tie("subscript"), few)).map(([target, subscripts]): Expression => {
        return { ...nowhere, kind: "index", target, subscripts };
      }),
    ),
  };
}).any;

const parameters = fc.array(
  fc.tuple(
    fc.constantFrom("x", "y", "z"),
    fc.option(fc.array(expressions, { minLength: 1, maxLength: 2 }), { nil: null }),
  ),
  { minLength: 1, maxLength: 2 },
);

const definitions: fc.Arbitrary<DefinitionSyntax> = fc
  .record({
    name: fc.constantFrom("a", "F", "θ"),
    parameters: fc.option(parameters, { nil: null }),
    body: expressions,
    helpers: fc.array(expressions, { maxLength: 2 }),
    interval: fc.option(fc.tuple(expressions, expressions), { nil: null }),
    step: fc.option(expressions, { nil: null }),
  })
  .map(({ name, parameters, body, helpers, interval, step }) => ({
    ...nowhere,
    name,
    nameRange: nowhere,
    parameters: parameters?.map(([name, dimensions]) => ({ ...nowhere, name, dimensions })) ?? null,
    body,
    where: helpers.map((helper, i) => definition(`u${i}`, helper)),
    interval: interval && { low: interval[0], high: interval[1], range: nowhere },
    step,
  }));

function definition(name: string, body: Expression): DefinitionSyntax {
  return {
    ...nowhere,
    name,
    nameRange: nowhere,
    parameters: null,
    body,
    where: [],
    interval: null,
    step: null,
  };
}

/** Two numbers side by side cannot be typed. */
function isTypable(text: string): boolean {
  return !parseSource(text).diagnostics.some(({ message }) => message.includes("between the numbers"));
}

function parsed(text: string): SourceSyntax {
  const { syntax, diagnostics } = parseSource(text);
  expect(diagnostics.map(({ message }) => `${message} in ${text}`)).toEqual([]);
  return syntax;
}

/** Without groups, and with x(y) for x (y), which no text tells apart. */
function essence(expression: unknown): unknown {
  return JSON.parse(JSON.stringify(expression), (_, value) =>
    value?.kind === "group" ? value.inner : value,
  );
}

describe(`printing (seed ${seed})`, () => {
  it("gives text that reads back as the same tree", () => {
    let tried = 0;
    fc.assert(
      fc.property(expressions, (expression) => {
        const text = `a = ${printExpression(expression)}`;
        fc.pre(isTypable(text));
        tried += 1;
        const first = parsed(text);
        const again = parsed(printSource(first));
        expect(withoutRanges(again)).toEqual(withoutRanges(first));
      }),
      { seed, numRuns: 600 },
    );
    expect(tried).toBeGreaterThan(300);
  });

  it("changes nothing but brackets", () => {
    const hasBracketAfterFactor = (text: string) => /"juxtaposition"/.test(text);
    fc.assert(
      fc.property(expressions, (expression) => {
        // A factor in brackets after another is read as a call until names have meanings.
        fc.pre(!hasBracketAfterFactor(JSON.stringify(expression)));
        const text = `a = ${printExpression(expression)}`;
        const [read] = parsed(text).definitions;
        expect(essence(withoutRanges(read?.body as Expression))).toEqual(essence(withoutRanges(expression)));
      }),
      { seed: seed + 1, numRuns: 600 },
    );
  });

  it("prints whole programs", () => {
    fc.assert(
      fc.property(fc.array(definitions, { maxLength: 4 }), (list) => {
        const text = printSource({ definitions: list });
        fc.pre(isTypable(text));
        const first = parsed(text);
        expect(first.definitions.map(({ name }) => name)).toEqual(list.map(({ name }) => name));
        expect(withoutRanges(parsed(printSource(first)))).toEqual(withoutRanges(first));
      }),
      { seed: seed + 2, numRuns: 150 },
    );
  });
});
