import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLatex } from "./latex.ts";
import { call, type MathTree, negate, number, power, product, quotient, symbol } from "./math-tree.ts";
import { toMathml } from "./mathml.ts";
import { numberTree } from "./numerals.ts";
import { shortened, tokensOf } from "./shorten.ts";
import { evaluateTree } from "./testing/evaluate-tree.ts";
import { evaluateLatex } from "./testing/latex-oracle.ts";
import { checkMathml, parseXml, textOf } from "./testing/strict-xml.ts";

const seed = Number(process.env.DELDOT_SEED ?? 20250611);

/** Names nobody should be able to type, and some they can. */
const name = fc.oneof(
  fc.constantFrom(
    "x",
    "theta",
    "x_1",
    "W2",
    "speed",
    "F_x",
    "φ₁",
    "a_b_c",
    "_",
    "__",
    "x_",
    "é",
    "𝑥",
    "日本",
  ),
  fc.constantFrom(
    "}",
    "\\",
    "\\def\\x{}",
    "$$",
    "%",
    "#1",
    "^",
    "~",
    "&amp;",
    "</math>",
    "<script>alert(1)</script>",
    "\u0000",
    "\ud800",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 8 }),
);

const tree: fc.Arbitrary<MathTree> = fc.letrec<{ tree: MathTree }>((tie) => {
  const inner = tie("tree");
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  return {
    tree: fc.oneof(
      { maxDepth: 5 },
      name.map(symbol),
      fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => number(value)),
      fc.constantFrom<MathTree>(
        { kind: "placeholder" },
        { kind: "ellipsis", note: "3 more terms" },
        { kind: "constant", name: "pi" },
      ),
      fc
        .array(fc.record({ negative: fc.boolean(), tree: inner }), { minLength: 1, maxLength: 3 })
        .map((terms): MathTree => ({ kind: "sum", terms })),
      fc
        .tuple(some, fc.constantFrom("implicit", "explicit", "dot", "cross"))
        .map(([factors, operator]) => product(factors, operator)),
      fc.tuple(inner, inner).map(([over, under]) => quotient(over, under)),
      fc.tuple(inner, inner).map(([base, exponent]) => power(base, exponent)),
      fc
        .tuple(inner, fc.constantFrom(2, 3))
        .map(([radicand, degree]): MathTree => ({ kind: "root", radicand, degree })),
      fc.tuple(inner, some).map(([head, args]) => call(head, args)),
      fc
        .tuple(fc.constantFrom("abs", "norm", "floor", "ceil"), inner)
        .map(([fence, item]): MathTree => ({ kind: "fence", fence, inner: item })),
      some.map((items): MathTree => ({ kind: "tuple", items })),
      some.map((items): MathTree => ({ kind: "matrix", rows: items.map((item) => [item]) })),
      fc.tuple(inner, inner, fc.constantFrom("<", "≤", "=", "≠", "and", "or", "∈")).map(
        ([left, right, operator]): MathTree => ({
          kind: "relation",
          operands: [left, right],
          operators: [operator],
        }),
      ),
      inner.map((operand): MathTree => ({ kind: "not", operand })),
      fc.tuple(inner, inner, inner).map(
        ([a, b, condition]): MathTree => ({
          kind: "cases",
          branches: [
            { value: a, condition },
            { value: b, condition: null },
          ],
        }),
      ),
      fc
        .tuple(fc.constantFrom("gradient", "divergence", "curl", "laplacian"), inner)
        .map(([operator, operand]): MathTree => ({ kind: "nabla", operator, operand })),
      fc.tuple(inner, some).map(([base, subscripts]): MathTree => ({ kind: "subscript", base, subscripts })),
      fc
        .tuple(inner, inner)
        .map(([left, right]): MathTree => ({ kind: "definition", left, right, where: [left] })),
      inner.map((operand): MathTree => ({ kind: "transpose", operand })),
      fc
        .tuple(fc.option(inner), fc.option(inner))
        .map(([start, stop]): MathTree => ({ kind: "range", start, stop, step: null })),
    ),
  };
}).tree;

/** Every command the printer writes itself. */
const ownCommands = new Set(
  (
    "text frac sqrt left right begin end operatorname mathrm mathbb quad cdot times le ge ne in nabla Delta dots lfloor rfloor " +
    "lceil rceil lvert rvert lVert rVert infty square partial ell"
  ).split(" "),
);
const named = new Set(
  (
    "sin cos tan arcsin arccos arctan sinh cosh tanh ln log exp min max det alpha beta gamma delta varepsilon epsilon zeta eta " +
    "theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon varphi phi chi psi omega Gamma Theta Lambda Xi Pi Sigma " +
    "Upsilon Phi Psi Omega"
  ).split(" "),
);

/** Throws where the text could do more than show a formula. */
function checkHarmless(latex: string): void {
  const fail = (what: string): never => {
    throw new Error(`${what} in ${latex}`);
  };
  const plain = latex.replaceAll("\\\\", " ").replace(/\\[_$%&#{}]/g, "");
  for (const [, command = ""] of plain.matchAll(/\\([A-Za-z]+)/g)) {
    if (!ownCommands.has(command) && !named.has(command)) fail(`\\${command}`);
  }
  if (/[\\$%#~]/.test(plain.replace(/\\([A-Za-z]+|[,!])/g, ""))) fail("a character with a meaning");
  let depth = 0;
  for (const character of plain) {
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (depth < 0) fail("a brace too many");
  }
  if (depth !== 0) fail("a brace too few");
  if (plain.match(/\\begin\{\w+\}/g)?.length !== plain.match(/\\end\{\w+\}/g)?.length)
    fail("an open environment");
  if (plain.match(/\\left(?![a-z])/g)?.length !== plain.match(/\\right(?![a-z])/g)?.length)
    fail("an open bracket");
}

describe("printing", () => {
  it("is well-formed and harmless whatever the tree and its names", () => {
    fc.assert(
      fc.property(tree, (item) => {
        checkMathml(parseXml(toMathml(item)));
        checkHarmless(toLatex(item));
      }),
      { seed, numRuns: 3000 },
    );
  });

  it("keeps names as text", () => {
    const attack = '</mi><script>alert("1")</script>';
    const mathml = toMathml(symbol(attack));
    expect(mathml).not.toContain("<script");
    expect(textOf(parseXml(mathml))).toBe(attack);
    expect(toLatex(symbol("}\\input{x}$"))).toBe("\\mathrm{\\}?input\\{x\\}\\$}");
  });

  it("sets letters, words and subscripts", () => {
    expect(toMathml(symbol("theta_1"), { display: false })).toBe(
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><msub><mi>θ</mi><mn>1</mn></msub></math>',
    );
    expect(toLatex(symbol("W2"))).toBe("W_{2}");
    expect(toLatex(symbol("speed_max"))).toBe("\\mathrm{speed}_{\\mathrm{max}}");
    expect(toLatex(power(symbol("x_1"), number(2)))).toBe("x_{1}^{2}");
    expect(toMathml(symbol("Omega"))).toContain('<mi mathvariant="normal">Ω</mi>');
  });

  it("marks products and calls for those who cannot see them", () => {
    expect(textOf(parseXml(toMathml(product([symbol("a"), symbol("x")]))))).toBe("a\u2062x");
    expect(textOf(parseXml(toMathml(call("sin", [symbol("x")]))))).toBe("sin\u2061(x)");
    expect(textOf(parseXml(toMathml(negate(symbol("x")))))).toBe("−x");
  });

  it("puts brackets where the value needs them", () => {
    const leaf = fc.oneof(
      fc.constantFrom("x", "y", "a").map(symbol),
      fc.nat(9).map((value) => number(value + 1)),
    );
    const arithmetic: fc.Arbitrary<MathTree> = fc.letrec<{ tree: MathTree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .array(fc.record({ negative: fc.boolean(), tree: tie("tree") }), { minLength: 1, maxLength: 3 })
          .map((terms): MathTree => ({ kind: "sum", terms })),
        fc.array(tie("tree"), { minLength: 2, maxLength: 3 }).map((factors) => product(factors)),
        fc.tuple(tie("tree"), tie("tree")).map(([over, under]) => quotient(over, under)),
        fc
          .tuple(
            tie("tree"),
            fc.oneof(
              fc.constantFrom(2, 3).map((value) => number(value)),
              tie("tree"),
            ),
          )
          .map(([base, exponent]) => power(base, exponent)),
        tie("tree").map((item) => call("sin", [item])),
        tie("tree").map((item): MathTree => ({ kind: "fence", fence: "abs", inner: item })),
        tie("tree").map((radicand): MathTree => ({ kind: "root", radicand, degree: 2 })),
      ),
    })).tree;
    const bindings = new Map([
      ["x", 1.3],
      ["y", 0.7],
      ["a", 2.1],
    ]);
    let compared = 0;
    fc.assert(
      fc.property(arithmetic, (item) => {
        const value = evaluateTree(item, bindings);
        if (!Number.isFinite(value) || Math.abs(value) > 1e9) return;
        const latex = toLatex(item);
        expect(Math.abs(evaluateLatex(latex, bindings) - value), latex).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(value)),
        );
        compared += 1;
      }),
      { seed, numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(1500);
  });
});

describe("numbers", () => {
  const written: readonly (readonly [value: number, latex: string])[] = [
    [2, "2"],
    [-3, "-3"],
    [0.5, "\\frac{1}{2}"],
    [1 / 3, "\\frac{1}{3}"],
    [-2 / 3, "-\\frac{2}{3}"],
    [0.1, "0.1"],
    [1.75, "\\frac{7}{4}"],
    [0.3, "0.3"],
    [2 * Math.PI, "2 \\pi"],
    [Math.PI / 4, "\\frac{\\pi}{4}"],
    [2 / Math.sqrt(Math.PI), "\\frac{2}{\\sqrt{\\pi}}"],
    [1 / Math.sqrt(2 * Math.PI), "\\frac{1}{\\sqrt{2 \\pi}}"],
    [Math.SQRT1_2, "\\frac{1}{\\sqrt{2}}"],
    [Math.LN2, "\\ln(2)"],
    [Math.E, "e"],
    [1e-7, "10^{-7}"],
    [1.5e30, "1.5 \\cdot 10^{30}"],
    [0.123456789, "0.123456789"],
    [Math.sin(1), "0.841471…"],
    [Number.POSITIVE_INFINITY, "\\infty"],
    [Number.NaN, "\\mathrm{NaN}"],
    [0, "0"],
  ];
  for (const [value, latex] of written) {
    it(`${value} as ${latex}`, () => {
      expect(toLatex(numberTree(value))).toBe(latex);
    });
  }

  it("stand for what they are", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
        fc.constantFrom(1, Math.PI, Math.SQRT2, 1 / 7),
        (value, unit) => {
          const number = value * unit;
          const printed = evaluateTree(numberTree(number), new Map());
          expect(Math.abs(printed - number)).toBeLessThanOrEqual(1e-14 * Math.abs(number));
        },
      ),
      { seed, numRuns: 1000 },
    );
  });
});

describe("shortened", () => {
  it("leaves what is short and shortens what is long, honestly", () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: 15, max: 60 }), (item, most) => {
        const short = shortened(item, most);
        if (tokensOf(item) <= most) expect(short).toBe(item);
        else {
          expect(toMathml(short)).toContain("…");
          expect(tokensOf(short)).toBeLessThan(2 * most + 20);
        }
      }),
      { seed, numRuns: 1500 },
    );
  });
});
