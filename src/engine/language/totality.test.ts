import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { limits } from "../limits.ts";
import { builtins } from "./builtins.ts";
import { checkSource } from "./check.ts";
import { completionsAt, signatureAt } from "./completions.ts";
import { hostileSources } from "./hostile-sources.ts";
import type { Program } from "./program.ts";

const seed = 20251125;

/** Everything that holds of a program whatever its text. */
function expectWhole(source: string, program: Program): void {
  expect(program.source).toBe(source);
  expect(program.diagnostics.length).toBeLessThanOrEqual(limits.diagnostics);
  expect(program.graph.size).toBeLessThanOrEqual(limits.graphNodes);
  let before = 0;
  for (const { from, to, message, fixes } of program.diagnostics) {
    expect(0 <= from && from <= to && to <= source.length, `${from}..${to} of ${source.length}: ${message}`).toBe(true);
    expect(from).toBeGreaterThanOrEqual(before);
    before = from;
    expect(message.length).toBeGreaterThan(0);
    for (const fix of fixes) expect(0 <= fix.from && fix.from <= fix.to && fix.to <= source.length).toBe(true);
  }
  for (const { low, high, value, step, node } of program.parameters) {
    expect(low < high && Number.isFinite(low) && Number.isFinite(high) && Number.isFinite(value)).toBe(true);
    expect(step === null || step > 0).toBe(true);
    expect(node.graph).toBe(program.graph);
  }
  for (const { dimension, output, coordinateNames } of program.fields) {
    expect(output.shape).toEqual([dimension]);
    expect(coordinateNames).toHaveLength(dimension);
  }
  expect(program.parameters.map(({ node }) => (node.attribute as { index: number }).index)).toEqual(
    program.parameters.map((_, i) => i),
  );
}

/** Milliseconds of processor time, which other programs on the machine do not lengthen much. */
function cost(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const pieces = [
  "x", "y", "a", "F", "f", "phi", "φ", "t", "e", "pi", "F_x", "x_1", "x₁", "1", "2.5", "1e3", "1e999", ".5", "0..3",
  "(", ")", "[", "]", ",", ";", ":", "=", "==", "+", "-", "−", "*", "**", "/", "^", "@", "·", "×", "<", "<=", "≥", "≠",
  "√", "∛", "∇", "∇·", "∇×", "Δ", "²", "⁻¹", "where", "in", "step", "for", "and", "or", "not", "if", "R^3", "#", "\n", "\n  ",
  " ", "F(x, y) = ", "(x, y)", "f(x)", "grad(f)", "div(F)", "a = 1\n", "[x[i] for i in 0..3]", "in [0, 3]", "__proto__",
  "constructor", "|", "'", "{", "\\", "\u0000", "\ud800", "\udc00", "𝑥", "é", "漢", "😀", "\u200b", "\ufeff", "\u2028", "\r",
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
    expectWhole(source, program);
    const position = Math.floor(source.length / 2);
    expect(completionsAt(program, position).length).toBeGreaterThan(50);
    signatureAt(program, position);
  };

  it("soup of the language's own pieces", () => {
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(fc.property(soup, check), { seed, numRuns: 3_000 });
  });

  it("soup of pieces with spaces, as the body of a field", () => {
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(" "));
    const program = soup.map((text) => `a = 2\nf(x, y) = x y\nF(x, y) = (${text}, y)\nG = div(F) F + 2 ${text}`);
    fc.assert(fc.property(program, check), { seed: seed + 1, numRuns: 2_000 });
  });

  it("soup of Unicode", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), check), { seed: seed + 2, numRuns: 1_500 });
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), check), { seed: seed + 3, numRuns: 1_000 });
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
    fc.assert(fc.property(mutated, check), { seed: seed + 4, numRuns: 3_000 });
  });

  it("every beginning of a sound program, as it is typed", () => {
    for (const source of validSources) {
      for (let end = 0; end <= source.length; end++) check(source.slice(0, end));
    }
  });
});

describe("hostile texts are answered at once", () => {
  // Warm up, so that the first is not charged with the compiler.
  for (const source of validSources) for (let i = 0; i < 20; i++) checkSource(source);

  test.each(Object.entries(hostileSources))("%s", (_, source) => {
    expect(source.length).toBeLessThanOrEqual(limits.sourceLength);
    let program: Program | undefined;
    const milliseconds = cost(() => {
      program = checkSource(source);
    });
    expectWhole(source, program as Program);
    // A second on a quiet machine; collectors and caches of a busy one take their share.
    expect(milliseconds).toBeLessThan(2_500);
  });

  it("and where something is too large, it says what", () => {
    const tooLarge = Object.entries(hostileSources).filter(([, source]) =>
      checkSource(source).diagnostics.some(({ code }) => code === "too-large"),
    );
    expect(tooLarge.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        "brackets, closed",
        "sums",
        "60 doublings by composition",
        "60 doublings by two calls",
        "10,000 dimensions squared",
        "comprehension without bound",
        "Laplacians of Laplacians",
      ]),
    );
    for (const [, source] of tooLarge) {
      const { message } = checkSource(source).diagnostics.find(({ code }) => code === "too-large") ?? { message: "" };
      expect(message).toMatch(/limit (?:of|is) \d+/);
    }
  });

  it("and what only looks large is not refused", () => {
    for (const name of ["60 doublings that are shared", "10,000 dimensions", "many definitions", "long rows"]) {
      const { diagnostics } = checkSource(hostileSources[name] ?? "");
      expect(diagnostics.filter(({ code }) => code === "too-large")).toEqual([]);
    }
  });
});
