import { describe, expect, it, test } from "vitest";
import { parseSource } from "./parse.ts";
import { printDefinition, printExpression } from "./print.ts";
import type { DefinitionSyntax, Expression } from "./syntax.ts";

/** The tree with every operation in brackets of its own. */
function shown(expression: Expression): string {
  switch (expression.kind) {
    case "unary":
      return `{${expression.operator} ${shown(expression.operand)}}`;
    case "binary":
      return `{${shown(expression.left)} ${expression.operator} ${shown(expression.right)}}`;
    case "juxtaposition":
      return `{${shown(expression.left)} ${shown(expression.right)}}`;
    case "group":
      return `(${shown(expression.inner)})`;
    case "call":
      return `${shown(expression.callee)}(${expression.args.map(shown).join(", ")})`;
    case "index":
      return `${shown(expression.target)}[…]`;
    case "tuple":
      return `<${expression.items.map(shown).join(", ")}>`;
    default:
      return printExpression(expression);
  }
}

function only(source: string): DefinitionSyntax {
  const { syntax, diagnostics } = parseSource(source);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  expect(syntax.definitions).toHaveLength(1);
  return syntax.definitions[0] as DefinitionSyntax;
}

function reading(text: string): string {
  return shown(only(`a = ${text}`).body);
}

describe("expressions are read as", () => {
  test.each([
    ["1 - 2 - 3", "{{1 - 2} - 3}"],
    ["1 - 2 * 3", "{1 - {2 * 3}}"],
    ["2^3^x", "{2 ^ {3 ^ x}}"],
    ["2**3", "{2 ^ 3}"],
    ["-x^2", "{- {x ^ 2}}"],
    ["2^-1", "{2 ^ {- 1}}"],
    ["x^-2 y", "{{x ^ {- 2}} y}"],
    ["--x", "{- {- x}}"],
    ["1/2x", "{{1 / 2} x}"],
    ["2 x / 3 y", "{{{2 x} / 3} y}"],
    ["x y^2 z", "{{x {y ^ 2}} z}"],
    ["a -b", "{a - b}"],
    ["a - -b", "{a - {- b}}"],
    ["-2x", "{{- 2} x}"],
    ["2 sin(x)", "{2 sin(x)}"],
    ["2 sin (x)", "{2 sin(x)}"],
    ["a(x)(y)[0]^2", "{a(x)(y)[…] ^ 2}"],
    ["x²", "{x ^ 2}"],
    ["x⁻¹⁰ y", "{{x ^ {- 10}} y}"],
    ["-x² y³", "{{- {x ^ 2}} {y ^ 3}}"],
    ["sin²(x)", "{sin ^ 2}(x)"],
    ["√x y", "{sqrt(x) y}"],
    ["√x²", "sqrt({x ^ 2})"],
    ["2√(x + 1)", "{2 sqrt((x + 1))}".replace("x + 1", "{x + 1}")],
    ["∛x", "cbrt(x)"],
    ["a · b × c ÷ d − e", "{{{{a · b} × c} / d} - e}"],
    ["∇φ(x, y)", "grad(φ)(x, y)"],
    ["∇·F(x)", "div(F)(x)"],
    ["∇×∇×F", "curl(curl(F))"],
    ["Δφ + ∇²φ", "{laplacian(φ) + laplacian(φ)}"],
    ["2 ∇·(F + G)", "{2 div(({F + G}))}"],
    ["a < b and not c == d or e", "{{{a < b} and {not {c == d}}} or e}"],
    ["a ≤ b ≥ c ≠ d", "{{{a <= b} >= c} != d}"],
    ["1 + 2 < 3 x", "{{1 + 2} < {3 x}}"],
    ["x @ A @ y", "{{x @ A} @ y}"],
    ["(1, 2)", "<1, 2>"],
    ["(1,)", "<1>"],
    ["(1)", "(1)"],
    ["3e", "{3 e}"],
    ["3e2", "3e2"],
    ["1_000.5e-3x", "{1_000.5e-3 x}"],
    [".5x + 2.", "{{.5 x} + 2.}"],
    ["step(0, x)", "step(0, x)"],
  ])("%s → %s", (text, expected) => {
    expect(reading(text)).toBe(expected);
  });

  it("keeps the forms of lists, slices and comprehensions", () => {
    const text = "[x[1:], x[:-1], x[::2], x[1:2:3, 0], [a[i] for i in 0..n - 1], f(1, seed=2)]";
    expect(printExpression(only(`a = ${text}`).body)).toBe(text);
  });

  it("reads the numbers as Python does", () => {
    const { body } = only("a = [1, .5, 2., 1e3, 1.5E-2, 1_000]");
    const values =
      body.kind === "list" ? body.items.map((item) => (item.kind === "number" ? item.value : null)) : [];
    expect(values).toEqual([1, 0.5, 2, 1000, 0.015, 1000]);
  });
});

describe("definitions", () => {
  it("have names, arguments, spaces, intervals, steps and helpers", () => {
    const f = only("f(x, y: R^3, A ∈ ℝ^(2×3), z: R) = x u where u = 2, v(w) = w");
    expect(f.name).toBe("f");
    expect(
      f.parameters?.map(({ name, dimensions }) => [name, dimensions?.map(printExpression) ?? null]),
    ).toEqual([
      ["x", null],
      ["y", ["3"]],
      ["A", ["2", "3"]],
      ["z", null],
    ]);
    expect(f.where.map(({ name, parameters }) => [name, parameters?.length ?? null])).toEqual([
      ["u", null],
      ["v", 1],
    ]);
    const a = only("a = -1.5 in [-2, 2 pi] step 0.1");
    expect(a.interval && [a.interval.low, a.interval.high].map(printExpression)).toEqual(["-2", "2 pi"]);
    expect(a.step && printExpression(a.step)).toBe("0.1");
  });

  it("know the place of every piece", () => {
    const source = "# f\n  f(x) = x^2 +  sin( x )\n";
    const [f] = parseSource(source).syntax.definitions;
    const piece = (range: { from: number; to: number } | undefined) =>
      range && source.slice(range.from, range.to);
    expect(piece(f?.nameRange)).toBe("f");
    expect(piece(f?.parameters?.[0])).toBe("x");
    expect(piece(f?.body)).toBe("x^2 +  sin( x )");
    expect(f?.body.kind === "binary" && piece(f.body.right)).toBe("sin( x )");
  });
});

describe("lines", () => {
  const bodies = (source: string) => {
    const { syntax, diagnostics } = parseSource(source);
    expect(diagnostics).toEqual([]);
    return syntax.definitions.map(({ name, body }) => `${name} ${shown(body)}`);
  };

  test.each([
    ["end a definition", "a = 1\nb = 2", ["a 1", "b 2"]],
    ["may be empty or comments", "\n\n# one\na = 1 # two\n\n\n# three\nb = 2\n#four", ["a 1", "b 2"]],
    ["end with CR LF", "a = 1\r\nb = 2\r\n", ["a 1", "b 2"]],
    ["do not count inside brackets", "a = (1,\n\n  2\n)\nb = 2", ["a <1, 2>", "b 2"]],
    ["go on after an operator", "a = 1 +\n  2 *\n3", ["a {1 + {2 * 3}}"]],
    ["go on before an operator", "a = 1\n  + 2\n* 3\n# note\n  and 4", ["a {{1 + {2 * 3}} and 4}"]],
    ["go on after =", "a =\n  1\nf(x)\n  = x", ["a 1", "f x"]],
    ["may be indented alike", "  a = 1\n  b = 2", ["a 1", "b 2"]],
    ["may hold several definitions", "a = 1; b = 2;\n;c = 3", ["a 1", "b 2", "c 3"]],
    ["go on with where", "f(x) = u\n  where u = 1,\n    v = 2\ng = 3", ["f u", "g 3"]],
    ["go on with in and step", "a = 1\n  in [0, 2]\n  step 1\nb = 2", ["a 1", "b 2"]],
    ["may define step", "a = 1\nstep(x) = x\nstep = 3", ["a 1", "step x", "step 3"]],
    ["give seed in brackets", "a = f(1,\nseed=2)", ["a f(1)"]],
  ])("%s", (_, source, expected) => {
    expect(bodies(source)).toEqual(expected);
  });

  it("at the margin begin a definition whatever is open above", () => {
    for (const open of ["(1 + ", "(1,", "f(x", "1 +", "", "u where v = 1,", "[x for i in"]) {
      const { syntax, diagnostics } = parseSource(`a = 1\nb = ${open}\nc = 3\nF(x, y) = (x, y)`);
      expect(syntax.definitions.map(({ name }) => name)).toEqual(["a", "b", "c", "F"]);
      expect(syntax.definitions[1]?.body.kind).toBe("missing");
      expect(diagnostics.every(({ from, to }) => from >= 6 && to <= 6 + 4 + open.length)).toBe(true);
      expect(diagnostics).toHaveLength(1);
    }
  });
});

describe("an error in one definition", () => {
  const sound = [
    "a = 1.5 in [0, 3]\n  step 0.1",
    "F(x, y) = (\n  sin(x),\n  y\n)",
    "G(x, y) = (x u, y)\n  where u = 2,\n    h(v) = v",
    "f(x) =\n  # half\n  x / 2",
    "b = 1\n  + 2\n  - 3",
    "c = [x[i]\n  for i in 0..3]",
    "m = randn(2,\n  seed=3)",
    "d = 4; k = 5",
  ];
  // Lines that begin with `=`, `)` or `where` go on with the definition before them.
  const broken = [
    "q = (1",
    "q = 1)",
    "q = [1, (2]",
    "q = 1 +",
    "q =",
    "q",
    "q = 1 2",
    "q(x = 3",
    "q = |x|",
    "q = 2 where",
    "q = u where u",
    "q = u where u = (",
    "1 + ",
    "(",
    "q = 3 in",
    "q = 3 step",
    "q = sin(x",
    "q = x y z = 3",
    "q = a,",
    "q := 2",
    "?",
  ];

  it("leaves the definitions around it as they are", () => {
    const read = (source: string) => parseSource(source).syntax.definitions.map(printDefinition);
    const alone = sound.flatMap(read);
    for (const line of broken) {
      for (let place = 0; place <= sound.length; place++) {
        const source = [...sound.slice(0, place), line, ...sound.slice(place)].join("\n");
        const others = read(source).filter((text) => !/^(q|1)\b/.test(text));
        expect(others, source).toEqual(alone);
        const from = sound.slice(0, place).join("\n").length;
        const inside = parseSource(source).diagnostics.every(
          (found) => found.from >= from && found.to <= from + line.length + 1,
        );
        expect(inside, source).toBe(true);
        expect(parseSource(source).diagnostics.length, source).toBeGreaterThan(0);
      }
    }
  });
});
