import { describe, expect, it } from "vitest";
import { checkSource } from "../language/check.ts";
import type { Field, FunctionDefinition, Program } from "../language/program.ts";
import { limits } from "../limits.ts";
import { between, seededRandom } from "../testing/random.ts";
import { workTime } from "../testing/work-time.ts";
import { divergenceFormula, expandedFormula, type Formula, fieldFormula, functionFormula } from "./index.ts";
import { tokensOf } from "./shorten.ts";
import { evaluateTree } from "./testing/evaluate-tree.ts";
import { checkMathml, parseXml, textOf } from "./testing/strict-xml.ts";

function fieldOf(source: string, name?: string): { program: Program; field: Field } {
  const program = checkSource(source);
  const errors = program.diagnostics.filter(({ severity }) => severity === "error");
  const field = name ? program.fields.find((item) => item.name === name) : program.fields.at(-1);
  if (!field) throw new Error(`${source}: ${errors.map(({ message }) => message).join(" ")}`);
  return { program, field };
}

function divergence(source: string): string {
  const { program, field } = fieldOf(source);
  return divergenceFormula(program, field).latex.replace(/^\\nabla \\cdot [^=]*= /, "");
}

/** What a lecturer would write under the field. */
const textbook: readonly (readonly [source: string, latex: string])[] = [
  ["F(x, y) = (x^2, y^2)", "2 x + 2 y"],
  ["F(x, y) = (sin(x y) + x^2, cos(x) - y^3)", "y \\cos(x y) + 2 x - 3 y^{2}"],
  ["F(x, y) = (-y, x)", "0"],
  ["a = 1\nb = 2\nF(x, y) = (a x, b y)", "a + b"],
  ["F(x, y) = (x, y)/(x^2 + y^2)", "0"],
  ["F(x, y) = (x, y)/sqrt(x^2 + y^2)", "\\frac{1}{\\sqrt{x^{2} + y^{2}}}"],
  ["F(x, y, z) = (x/r^3, y/r^3, z/r^3) where r = sqrt(x^2 + y^2 + z^2)", "0"],
  ["F(x, y, z) = (x, y, z)/hypot(x, y, z)^3", "0"],
  ["phi(x, y, z) = 1/sqrt(x^2 + y^2 + z^2)\nE = -grad(phi)", "0"],
  ["g(x, y) = log(sqrt(x^2 + y^2))\nG = -grad(g)", "0"],
  ["A(x, y, z) = (y z, x^2 z, sin(x y))\nB = curl(A)", "0"],
  ["F(x, y) = ((x^2 - y^2)/(x^2 + y^2)^2, 2 x y/(x^2 + y^2)^2)", "0"],
  ["F(x, y) = (exp(-x^2), exp(-y^2/2))", "-2 x e^{-x^{2}} - y e^{-y^{2}/2}"],
  ["F(x, y) = (x, y) exp(-x^2 - y^2)", "2 (1 - x^{2} - y^{2}) e^{-x^{2} - y^{2}}"],
  ["F(x, y) = (x^2 sin(y) + exp(-x^2), cos(x y))", "2 x \\sin(y) - 2 x e^{-x^{2}} - x \\sin(x y)"],
  ["F(x, y) = (x sin(y)^2, y cos(x)^2 + x)", "\\sin^{2}(y) + \\cos^{2}(x)"],
  ["F(x, y) = (x sin(y)^2, y cos(y)^2)", "1 - 2 y \\sin(y) \\cos(y)"],
  [
    "F(x, y) = (if(x > 0, x^2, -x), y)",
    "\\begin{cases} 2 x + 1 & \\text{if }x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
  ],
  ["F(x, y) = (abs(x), y)", "\\operatorname{sgn}(x) + 1"],
  ["F(x, y) = (2^x, log2(y))", "2^{x} \\ln(2) + \\frac{1}{y \\ln(2)}"],
  ["F(x, y) = (x^y, y^x)", "x y^{x - 1} + y x^{y - 1}"],
  ["F(x, y) = (sin(pi x)/pi, erf(y))", "\\frac{2 e^{-y^{2}}}{\\sqrt{\\pi}} + \\cos(\\pi x)"],
  ["F(x, y) = (x^3/3 - x, y/2 + 0.3 x)", "x^{2} - \\frac{1}{2}"],
  ["F(x, y) = (x/3 + 0.1 x, 0.2 y)", "\\frac{19}{30}"],
  ["F(x, y) = ((x + 1)^5, x (y - 2)^7)", "7 x\\, (y - 2)^{6} + 5 (x + 1)^{4}"],
  ["F(x, y) = (y, (1 - x^2) y - x)", "1 - x^{2}"],
  ["s = 10\nr = 28\nb = 2.6\nF(x, y, z) = (s (y - x), x (r - z) - y, x y - b z)", "-b - s - 1"],
  ["F(x, y) = (tan(x), cosh(y)^2 - sinh(y)^2)", "\\tan^{2}(x) + 1"],
  ["F(x: R^4) = [x[i]^i for i in 0..3]", "3 x_{3}^{2} + 2 x_{2} + 1"],
  ["F(x, y) = (0.123456789 x, 3)", "0.123456789"],
  ["F(x, y) = (x sin(t), y sin(t))", "2 \\sin(t)"],
  ["e = 2\nF(x, y) = (e x, exp(x y))", "x \\exp(x y) + e"],
];

describe("the divergence as a formula", () => {
  for (const [source, latex] of textbook) {
    it(source.replaceAll("\n", "; "), () => {
      expect(divergence(source)).toBe(latex);
    });
  }

  it("names the field", () => {
    const { program, field } = fieldOf("theta_1 = 2\nEarth(x, y) = (theta_1 x, y)");
    expect(divergenceFormula(program, field).latex).toBe("\\nabla \\cdot \\mathrm{Earth} = \\theta_{1} + 1");
    expect(textOf(parseXml(divergenceFormula(program, field).mathml))).toBe("∇⋅Earth=θ1+1");
  });

  it("equals central differences of the printed field", () => {
    const seed = 7;
    const random = seededRandom(seed);
    for (const [source] of textbook) {
      const { program, field } = fieldOf(source);
      if (field.dimension > 3 || /if|abs|\^y|log2/.test(source)) continue;
      const values = new Map(program.parameters.map(({ name, value }) => [name, value]));
      values.set("t", 0.4);
      const at = (formula: Formula, entry: number | null, point: readonly number[]): number => {
        const bindings = new Map(values);
        for (const [i, name] of field.coordinateNames.entries()) bindings.set(name, point[i] as number);
        const { tree } = formula;
        const right = tree.kind === "definition" ? tree.right : tree;
        const component = entry === null || right.kind !== "matrix" ? right : right.rows[entry]?.[0];
        if (!component) throw new Error(`${source} has no component ${entry}`);
        return evaluateTree(component, bindings);
      };
      const whole = expandedFormula(program, field);
      const formula = divergenceFormula(program, field);
      for (let time = 0; time < 5; time++) {
        const point = field.coordinateNames.map(() => between(random, 0.4, 1.6));
        const step = 1e-4;
        const difference = point.reduce((total, value, i) => {
          const [above, below] = [point.with(i, value + step), point.with(i, value - step)];
          return total + (at(whole, i, above) - at(whole, i, below)) / (2 * step);
        }, 0);
        const exact = at(formula, null, point);
        expect(Math.abs(exact - difference), `${source} at ${point}, seed ${seed}`).toBeLessThan(
          1e-4 * (1 + Math.abs(exact)),
        );
      }
    }
  });
});

/** How a source is shown to have been read. */
const readings: readonly (readonly [source: string, latex: string])[] = [
  [
    "a = 1.5\nk = 2\nF(x, y) = (a sin(k y), x y)",
    "F(x, y) = \\begin{pmatrix} a \\sin(k y) \\\\ x y \\end{pmatrix}",
  ],
  [
    "G(x, y) = (x u, y u) where u = exp(-x^2 - y^2)",
    "G(x, y) = \\begin{pmatrix} x u \\\\ y u \\end{pmatrix}\\quad \\text{where }u = e^{-x^{2} - y^{2}}",
  ],
  ["phi(x, y) = 1/sqrt(x^2 + y^2)\nE = -grad(phi)", "E = -\\nabla \\varphi"],
  [
    "E(x, y, z) = (x, y, z)\nH(x, y, z) = curl(E)(x, y, z) + (0, 0, sin(t))",
    "H(x, y, z) = (\\nabla \\times E)(x, y, z) + \\begin{pmatrix} 0 \\\\ 0 \\\\ \\sin(t) \\end{pmatrix}",
  ],
  [
    "P(x: R^4) = [x[i]^i for i in 0..3]",
    "P(x) = (x_{i}^{i})_{i = 0, \\dots, 3}\\quad \\text{where }x \\in \\mathbb{R}^{4}",
  ],
  // A number before brackets multiplies them, a function takes them.
  [
    "a = 2\nF(x, y) = (a(x + 1), 3(x + 1))",
    "F(x, y) = \\begin{pmatrix} a \\cdot (x + 1) \\\\ 3 (x + 1) \\end{pmatrix}",
  ],
  [
    "a(x) = x^2\nF(x, y) = (a(x + 1), 2a(y))",
    "F(x, y) = \\begin{pmatrix} a(x + 1) \\\\ 2\\, a(y) \\end{pmatrix}",
  ],
  [
    "F(x, y) = (1/2x, 1/(2x))",
    "F(x, y) = \\begin{pmatrix} \\frac{1}{2}\\, x \\\\ \\frac{1}{2 x} \\end{pmatrix}",
  ],
  ["F(x, y) = (-x^2, (-x)^2)", "F(x, y) = \\begin{pmatrix} -x^{2} \\\\ (-x)^{2} \\end{pmatrix}"],
  ["F(x, y) = (x^y^2, (x^y)^2)", "F(x, y) = \\begin{pmatrix} x^{y^{2}} \\\\ (x^{y})^{2} \\end{pmatrix}"],
  [
    "F(x, y) = (x - (y - 1), x - y - 1)",
    "F(x, y) = \\begin{pmatrix} x - (y - 1) \\\\ x - y - 1 \\end{pmatrix}",
  ],
  ["F(x, y) = (sin(x)^2, x^(y/2))", "F(x, y) = \\begin{pmatrix} \\sin^{2}(x) \\\\ x^{y/2} \\end{pmatrix}"],
  [
    "F(x, y) = (2·3 x, 2e-7 x)",
    "F(x, y) = \\begin{pmatrix} 2 \\cdot 3 x \\\\ (2 \\cdot 10^{-7}) x \\end{pmatrix}",
  ],
  [
    "F(x, y) = (if(x > 0 and not y < 1, abs(x), √y), speed(x)) where speed(s) = floor(s)",
    "F(x, y) = \\begin{pmatrix} \\begin{cases} \\lvert x\\rvert & \\text{if }x > 0\\text{ and }\\text{not }y < 1 \\\\ \\sqrt{y} & \\text{otherwise} \\end{cases} \\\\ \\operatorname{speed}(x) \\end{pmatrix}\\quad \\text{where }\\operatorname{speed}(s) = \\lfloor s\\rfloor",
  ],
  [
    "theta_1 = 2\nomega2 = 3\nF(x, y) = (theta_1 x, ω2 y)",
    "F(x, y) = \\begin{pmatrix} \\theta_{1} x \\\\ \\omega_{2} y \\end{pmatrix}",
  ],
];

describe("the source as a formula", () => {
  for (const [source, latex] of readings) {
    it(source.replaceAll("\n", "; "), () => {
      const { program, field } = fieldOf(source);
      expect(fieldFormula(program, field).latex).toBe(latex);
    });
  }

  it("is worked out where the definition is point-free", () => {
    const { program, field } = fieldOf("phi(x, y) = x^2 y\nE = -grad(phi)");
    expect(expandedFormula(program, field).latex).toBe(
      "E(x, y) = \\begin{pmatrix} -2 x y \\\\ -x^{2} \\end{pmatrix}",
    );
  });
});

/** Sources made to be too much for a printer. */
const hostile: Readonly<Record<string, string>> = {
  "a long sum": `F(x, y) = (${Array.from({ length: 150 }, (_, i) => `sin(${i} y)`).join("+")}, y)`,
  "a long product": `F(x, y) = (${Array.from({ length: 90 }, () => "x y").join(" ")}, y)`,
  "deep brackets": `F(x, y) = (${"sin(".repeat(150)}x${")".repeat(150)}, y)`,
  "deep powers": `F(x, y) = (${"x^".repeat(120)}y, y)`,
  "deep fractions": `F(x, y) = (${"1/(1+".repeat(45)}x${")".repeat(45)}, y)`,
  "a long vector": `F(x: R^800) = [${Array.from({ length: 800 }, (_, i) => `x[${i}]^2`).join(",")}]`,
  "sharing without end": `f(x) = sin(x) cos(x) + x\n${Array.from({ length: 40 }, (_, i) => `f${i}(x) = ${i ? `f${i - 1}` : "f"}(${i ? `f${i - 1}` : "f"}(x))`).join("\n")}\nF(x, y) = (f9(x), y)`,
};

describe("whatever the source", () => {
  for (const [name, source] of Object.entries(hostile)) {
    it(`prints something short: ${name}`, () => {
      const program = checkSource(source);
      const worked = workTime();
      const formulas = program.functions.map((fn: FunctionDefinition) => functionFormula(program, fn));
      for (const field of program.fields)
        formulas.push(divergenceFormula(program, field), expandedFormula(program, field));
      expect(worked()).toBeLessThan(30_000);
      expect(formulas.length).toBeGreaterThan(0);
      for (const { tree, mathml } of formulas) {
        expect(tokensOf(tree)).toBeLessThanOrEqual(limits.formulaTokens + 50);
        expect(checkMathml(parseXml(mathml))).toBeLessThan(400);
      }
    });
  }
});
