import { describe, expect, it } from "vitest";
import { workTime } from "../../engine/testing/work-time.ts";
import { bounds } from "./bounds.ts";
import { typeset } from "./typeset.ts";

/** A formula that has to be set. */
function set(tex: string, display = false): string {
  const result = typeset(tex, display);
  if (result.problem !== null) throw new Error(result.problem);
  return result.mathml;
}

describe("TeX", () => {
  it("becomes MathML and nothing else", () => {
    expect(set("x^2")).toBe("<math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>");
    expect(set("x", true)).toBe('<math display="block"><mrow><mi>x</mi></mrow></math>');
    for (const tex of ["a < b", '\\text{<b>&amp;"x"}', "\\text{</annotation></semantics>}", "a & b"])
      expect(typeset(tex, false).mathml ?? "").not.toMatch(/<(?!\/?m)|<annotation|xmlns|katex/);
  });

  it("has its letters in the alphabets of Unicode, as browsers know no others", () => {
    expect(set("\\mathbf{F}(\\mathbf{x}) \\in \\mathbb{R}^n")).toMatch(/𝐅.*𝐱.*ℝ/);
    expect(set("\\boldsymbol{\\nabla} \\mathcal{L} \\mathfrak{g} \\mathtt{x}")).toMatch(/𝛁.*ℒ.*𝔤.*𝚡/);
    expect(set("\\mathbf{a<b}")).toMatch(/𝐚.*&lt;.*𝐛/);
    expect(set("\\mathbf{F}\\mathrm{d}")).not.toMatch(/mathvariant="(?!normal)/);
  });

  it.each([
    ["\\frac{1", "The formula ends before its }."],
    ["\\foo", "There is no TeX command \\foo at character 1 of the formula."],
    ["a}", "} has no meaning at character 2 of the formula."],
    ["a & b", "& has no meaning at character 3 of the formula."],
    ["x^a^b", "Double superscript at character 4 of the formula."],
    ["\\def\\a{b}\\a", "\\def is not available here: write out what it stands for."],
    ["\\newcommand{\\a}{b}", "\\newcommand is not available here: write out what it stands for."],
    ["\\href{javascript:alert(1)}{x}", "\\href is not available in formulas."],
    ["\\htmlStyle{color:red}{x}", "\\htmlStyle is not available in formulas."],
    ["\\includegraphics{https://example.org/a.png}", "\\includegraphics is not available in formulas."],
  ])("is answered in one sentence where it is broken: %s", (tex, problem) => {
    expect(typeset(tex, false)).toEqual({ mathml: null, problem });
  });

  it("is answered in one sentence where it is too long or nested too deeply", () => {
    expect(typeset("x".repeat(bounds.formulaLength + 1), false).problem).toBe(
      "This formula has 2001 characters; at most 2000 are set.",
    );
    for (const [open, close] of [
      ["\\sqrt{", "}"],
      ["x^{", "}"],
      ["\\left(", "\\right)"],
      ["\\begin{matrix}", "\\end{matrix}"],
    ] as const) {
      const nested = (times: number) => typeset(`${open.repeat(times)}x${close.repeat(times)}`, true).problem;
      expect(nested(8), open).toBeNull();
      expect(nested(65), open).toBe("This formula is nested too deeply to be set.");
    }
  });

  it("is set in bounded time, whatever it is", () => {
    for (const part of [
      "\\left(",
      "x^{",
      "\\begin{matrix}",
      "&\\\\",
      "'",
      "\\not",
      "\\sqrt",
      "\\text{",
      "{\\bf ",
      "^",
      "$",
    ]) {
      const worked = workTime();
      const tex = part.repeat(bounds.formulaLength / part.length);
      typeset(tex, true);
      typeset(`\\begin{matrix}${tex.slice(40)}\\end{matrix}`, true);
      expect(worked(), part).toBeLessThan(2000);
    }
  });
});
