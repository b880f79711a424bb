import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workTime } from "../../engine/testing/work-time.ts";
import { bounds } from "./bounds.ts";
import { mathAt, withoutMath } from "./math-span.ts";

/** All formulas of a text, from left to right. */
function formulasOf(text: string): string[] {
  const found: string[] = [];
  for (let place = 0; place < text.length; ) {
    const span = mathAt(text, place);
    if (span) found.push(span.tex);
    place += span?.length ?? (text[place] === "\\" ? 2 : 1);
  }
  return found;
}

describe("formulas in a text", () => {
  it.each<[text: string, formulas: string[]]>([
    ["$x$", ["x"]],
    ["a $x$, b $y$.", ["x", "y"]],
    ["$5 and $6", []],
    ["$20,000 and USD$30", []],
    ["from $5 (or $6) to $7", []],
    ["$ x$ and $x $", []],
    ["$x$5", []],
    ["$", []],
    ["$$", []],
    ["$$ $$", []],
    ["\\$x$", []],
    ["$a\\$b$", ["a\\$b"]],
    ["$$x$$", ["x"]],
    ["$$\nx\n$$", ["\nx\n"]],
    ["$$x\n\ny$$", []],
    ["$x\n \t\ny$", []],
    ["\\(x\\) and \\[y\\]", ["x", "y"]],
    ["\\(a \\\\) b\\)", ["a \\\\) b"]],
    ["\\\\(a)", []],
    ["$\\text{if $x$ is}$ so", ["\\text{if $x$ is}"]],
    ["$\\text{if$ so", ["\\text{if"]],
    ["$\\text{a}b$", ["\\text{a}b"]],
    ["$x", []],
    ["\\(x", []],
  ])("%j", (text, formulas) => {
    expect(formulasOf(text)).toEqual(formulas);
  });

  it("are found however they are put into words", () => {
    const word = fc.constantFrom("so", "that", "is 5", "(", ").", "5%", "“a”", "");
    const formula = fc.constantFrom(
      "x",
      "x_1",
      "\\frac{a}{b}",
      "a*b*c",
      "\\text{as $t$}",
      "\\{1, 2\\}",
      "-5",
    );
    const signs = fc.constantFrom(["$", "$"], ["$$", "$$"], ["\\(", "\\)"], ["\\[", "\\]"]);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, formula, signs), { maxLength: 8 }), (parts) => {
        const text = parts.map(([word, tex, [open, close]]) => `${word} ${open}${tex}${close}`).join(" ");
        expect(formulasOf(text)).toEqual(parts.map(([, tex]) => tex));
      }),
    );
  });

  it("are looked for no further than the longest reaches", () => {
    const far = "x".repeat(2 * bounds.formulaLength);
    expect(mathAt(`$${far}$`, 0)).toBeNull();
    const dollars = "$a".repeat(bounds.length / 2);
    const worked = workTime();
    withoutMath(dollars);
    withoutMath("$\\text{".repeat(bounds.length / 7));
    withoutMath("\\(".repeat(bounds.length / 2));
    withoutMath("`".repeat(bounds.length));
    expect(worked()).toBeLessThan(5000);
  });
});

describe("a text without its formulas", () => {
  it("is as long, and keeps everything else where it was", () => {
    const signs = fc.constantFrom(
      "$",
      "$$",
      "\\(",
      "\\)",
      "\\[",
      "\\]",
      "`",
      "``",
      "\\",
      "*",
      "_",
      "a",
      " ",
      "5",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        const masked = withoutMath(text);
        expect(masked.length).toBe(text.length);
        for (let k = 0; k < text.length; k += 1) if (masked[k] !== text[k]) expect(masked[k]).toBe("a");
        if (formulasOf(text).length === 0) expect(masked).toBe(text);
      }),
    );
  });

  it("keeps stars of the text and loses those of formulas, but for code", () => {
    expect(withoutMath("*a $b*c$ d*")).toBe("*a aaaaa d*");
    expect(withoutMath("`$` *a* `$`")).toBe("`$` *a* `$`");
    expect(withoutMath("``$`` $x$ `")).toBe("``$`` aaa `");
  });
});
