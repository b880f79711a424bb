import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { InputAttribute, Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { limits } from "../limits.ts";
import { inputAttribute } from "../ops/index.ts";
import { workTime } from "../testing/work-time.ts";
import { builtins } from "./builtins.ts";
import { checkSource } from "./check.ts";
import { completionsAt, signatureAt } from "./completions.ts";
import { hostileSources } from "./hostile-sources.ts";
import { printSource } from "./print.ts";
import type { Program } from "./program.ts";
import type { Range } from "./syntax.ts";

const seed = 20251125;

/** What does not hold of a program although it must, whatever its text. */
function faultsOf(source: string, program: Program): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, name: string) => {
    if (!holds) faults.push(name);
  };
  const within = ({ from, to }: Range) => 0 <= from && from <= to && to <= source.length;
  const { diagnostics, graph, parameters, fields, functions } = program;
  must(program.source === source, "the source is the source");
  must(diagnostics.length <= limits.diagnostics, "not too many diagnostics");
  must(graph.size <= limits.graphNodes, "not too many nodes");
  for (const [i, diagnostic] of diagnostics.entries()) {
    must(within(diagnostic), `in the text: ${diagnostic.message}`);
    must(diagnostic.from >= (diagnostics[i - 1]?.from ?? 0), `in order: ${diagnostic.message}`);
    must(/^[^\n]+\.$/.test(diagnostic.message), `a sentence: ${diagnostic.message}`);
    must(diagnostic.fixes.every(within), `fixes in the text: ${diagnostic.message}`);
  }
  for (const [i, { name, low, high, value, step, node, literal }] of parameters.entries()) {
    must(
      low < high && [low, high, value].every(Number.isFinite) && (step === null || step > 0),
      `slider ${name}`,
    );
    must(node.graph === graph && (node.attribute as InputAttribute).index === i, `node of slider ${name}`);
    must(
      Number(source.slice(literal.from, literal.to).replace(/[_\s]/g, "").replace(/[−–]/, "-")) === value,
      `literal ${name}`,
    );
  }
  for (const { name, output, inputs } of functions) {
    must(
      [output, ...inputs].every((node) => node.graph === graph),
      `nodes of ${name}`,
    );
  }
  // Bound variables of helpers and derivatives are gone. All at once: thousands may stand on each other.
  const free = topological(functions.map(({ output }) => output))
    .map(inputAttribute)
    .filter((attribute) => attribute !== null);
  for (const { name, role } of free) {
    must(/^(coordinate|parameter|time)$/.test(role), `the bound variable ${name} is left`);
  }
  for (const { name, dimension, output, coordinateNames } of fields) {
    must(output.shape.join() === `${dimension}` && coordinateNames.length === dimension, `field ${name}`);
  }
  return faults;
}

/** Milliseconds that a run takes when nothing else gets in the way: the least of a few, as long as they are too many. */
function cost(run: () => void, enough: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 4 && least > enough; tries++) {
    const worked = workTime();
    run();
    least = Math.min(least, worked());
  }
  return least;
}

/** Tells a hang from work that is bounded (limits.ts), on however slow a machine; speed is the bench's matter. */
const allowed = 20_000;

const pieces = [
  "x",
  "y",
  "a",
  "F",
  "f",
  "phi",
  "φ",
  "t",
  "e",
  "pi",
  "F_x",
  "x_1",
  "x₁",
  "1",
  "2.5",
  "1e3",
  "1e999",
  ".5",
  "0..3",
  "(",
  ")",
  "[",
  "]",
  ",",
  ";",
  ":",
  "=",
  "==",
  "+",
  "-",
  "−",
  "*",
  "**",
  "/",
  "^",
  "@",
  "·",
  "×",
  "<",
  "<=",
  "≥",
  "≠",
  "√",
  "∛",
  "∇",
  "∇·",
  "∇×",
  "Δ",
  "²",
  "⁻¹",
  "where",
  "in",
  "step",
  "for",
  "and",
  "or",
  "not",
  "if",
  "R^3",
  "#",
  "\n",
  "\n  ",
  " ",
  "F(x, y) = ",
  "(x, y)",
  "f(x)",
  "grad(f)",
  "div(F)",
  "a = 1\n",
  "[x[i] for i in 0..3]",
  "in [0, 3]",
  "__proto__",
  "constructor",
  "|",
  "'",
  "{",
  "\\",
  "\u0000",
  "\ud800",
  "\udc00",
  "𝑥",
  "é",
  "漢",
  "😀",
  "\u200b",
  "\ufeff",
  "\u2028",
  "\r",
  ...builtins.keys(),
];

const validSources = [
  "a = 1.5 in [0, 3] step 0.1\nk = 2\nF(x, y) = (a sin(k y), x y)\n",
  "r2(x, y) = x^2 + y^2\nG(x, y) = (x u, y u) where u = exp(-r2(x, y)), h(v) = v²\n",
  "phi(x, y, z) = 1 / sqrt(x^2 + y^2 + z^2)\nE = -grad(phi)\nrho = ∇·E\nH(x, y, z) = curl(E)(x, y, z) + (0, 0, sin(t))\n",
  "L(x: R^10) = [x[i]^i for i in 0..9]\nP(p: R^4) = (p[1:], p[::2])[0] + if(p[0] < 1 and not p[1] == 2, p, -p)\n",
];

describe(`any text gives a program (seed ${seed})`, () => {
  const check = (source: string) => {
    const program = checkSource(source);
    expect(faultsOf(source, program)).toEqual([]);
    const position = Math.floor(source.length / 2);
    expect(completionsAt(program, position).length).toBeGreaterThan(50);
    signatureAt(program, position);
  };

  it("soup of the language's own pieces", () => {
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(fc.property(soup, check), { seed, numRuns: 1_200 });
  });

  it("soup of pieces with spaces, as the body of a field", () => {
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(" "));
    const program = soup.map(
      (text) => `a = 2\nf(x, y) = x y\nF(x, y) = (${text}, y)\nG = div(F) F + 2 ${text}`,
    );
    fc.assert(fc.property(program, check), { seed: seed + 1, numRuns: 1_200 });
  });

  it("soup of Unicode", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), check), {
      seed: seed + 2,
      numRuns: 1_500,
    });
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), check), {
      seed: seed + 3,
      numRuns: 1_000,
    });
  });

  it("sound programs with pieces cut out, doubled, moved and put in", () => {
    const edit = fc.tuple(fc.nat(400), fc.nat(12), fc.constantFrom("", ...pieces));
    const mutated = fc
      .tuple(fc.constantFrom(...validSources), fc.array(edit, { minLength: 1, maxLength: 6 }))
      .map(([source, edits]) =>
        edits.reduce((text, [place, length, insert]) => {
          const at = place % (text.length + 1);
          return text.slice(0, at) + insert + text.slice(at + length);
        }, source),
      );
    fc.assert(fc.property(mutated, check), { seed: seed + 4, numRuns: 1_500 });
  });

  it("every beginning of a sound program, as it is typed", () => {
    for (const source of validSources) {
      for (let end = 0; end <= source.length; end++) check(source.slice(0, end));
    }
  });
});

/** Ways to make an expression of two. */
const forms = [
  "P Q",
  "P Q",
  "P(Q)",
  "P(Q)^2",
  "P (Q) Q",
  "(P)(Q)",
  "P/Q",
  "1/P(Q)",
  "P * Q",
  "P + Q",
  "P - Q",
  "P -Q",
  "-P(Q)",
  "P^Q",
  "P²(Q)",
  "P^-2 Q",
  "√P Q",
  "(P, Q)",
  "(P, Q)[0]",
  "P[0] Q",
  "P · Q",
  "P × Q",
  "if(P < Q, P, Q)",
  "sin(P)(Q)",
  "(P Q)",
  "norm(P)",
];

describe(`the syntax as it was read (seed ${seed})`, () => {
  it("is read the same again, call by call and product by product", () => {
    const { any: texts } = fc.letrec<{ any: string; atom: string }>((tie) => ({
      atom: fc.constantFrom(
        "x",
        "y",
        "a",
        "t",
        "2",
        ".5",
        "π",
        "f(x, y)",
        "sin",
        "f",
        "f",
        "F(x, y)",
        "F",
        "∇f",
        "F_x",
        "b",
      ),
      any: fc.oneof(
        { depthSize: "small" },
        tie("atom"),
        fc
          .tuple(fc.constantFrom(...forms), tie("any"), tie("any"))
          .map(([form, p, q]) => form.replace("P", p).replace("Q", q)),
      ),
    }));
    let compared = 0;
    const same = (text: string) => {
      const helper = `H(y, x) = (c, y) where b = x - a, c = (${text})`;
      const source = `a = 2\nf(x, y) = x y\nF(x, y) = (x, 2 y)\nG(x, y) = ${text} where b = a y\n${helper}`;
      const program = checkSource(source);
      if (program.diagnostics.some(({ severity }) => severity === "error")) return;
      const helpers = "a = 2\n";
      const definitions = program.functions.map(({ syntax }) => syntax);
      const again = checkSource(helpers + printSource({ definitions }));
      const shown = (functions: Program["functions"]) =>
        functions.map(({ name, output }) => [name, textOf(output)]);
      compared += 1;
      expect(shown(again.functions)).toEqual(shown(program.functions));
    };
    fc.assert(fc.property(texts, same), { seed: seed + 5, numRuns: 1_500 });
    expect(compared).toBeGreaterThan(200);
  });
});

/** A graph as text, without the numbers of its nodes. */
function textOf(node: Node): string {
  const { op, inputs, attribute } = node;
  const own =
    attribute && typeof attribute === "object" && "role" in attribute
      ? attribute.name
      : JSON.stringify(attribute);
  return `${op.name}[${own}](${inputs.map(textOf).join(", ")})`;
}

describe("hostile texts are answered at once", () => {
  // Warm up, so that the first is not charged with the compiler.
  for (const source of validSources) for (let i = 0; i < 20; i++) checkSource(source);

  const programs = new Map<string, Program>();

  test.each(Object.entries(hostileSources))("%s", (name, source) => {
    expect(source.length).toBeLessThanOrEqual(limits.sourceLength);
    expect(cost(() => programs.set(name, checkSource(source)), allowed)).toBeLessThanOrEqual(allowed);
    expect(faultsOf(source, programs.get(name) as Program)).toEqual([]);
  });

  const tooLarge = (name: string) => {
    const program = programs.get(name) ?? checkSource(hostileSources[name] ?? "");
    return program.diagnostics.filter(({ code }) => code === "too-large").map(({ message }) => message);
  };

  test.each([
    "brackets, closed",
    "sums",
    "60 doublings by composition",
    "60 doublings by two calls",
    "10,000 dimensions squared",
    "comprehension without bound",
    "Laplacians of Laplacians",
    "huge identity",
    "huge random arrays",
    "huge constants",
    "huge outer products",
    "identities of identities",
    "60 doublings by concat",
  ])("%s is too large for a limit that is named", (name) => {
    expect(tooLarge(name)[0]).toMatch(/limit (?:of|is) \d+\.$/);
  });

  test.each([
    "products of unknown matrices",
    "60 doublings that are shared",
    "10,000 dimensions",
    "many definitions",
    "long rows",
  ])("%s only looks large", (name) => {
    expect(tooLarge(name)).toEqual([]);
  });
});
