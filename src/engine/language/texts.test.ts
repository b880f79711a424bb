import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../limits.ts";
import { checkSource, checkTexts } from "./check.ts";
import { hostileSources } from "./hostile-sources.ts";
import type { Program } from "./program.ts";
import { joined } from "./texts.ts";

const hostile = Object.values(hostileSources).filter((text) => text.length < 30_000);
const whole = ["a = 1.5 in [0, 3]", "# helpers\nr2(x, y) = x^2 + y^2", "F(x, y) = (a x, r2(x, y))", "b = 2"];

/** All that is told of a program without its graph. */
const told = ({ source, diagnostics, parameters, fields }: Program) => ({
  source,
  diagnostics,
  parameters: parameters.map(({ node, ...rest }) => rest),
  fields: fields.map(({ name, coordinateNames, syntax }) => ({ name, coordinateNames, syntax })),
});

describe("programs of several texts", () => {
  it("are those of the texts put together, where each is whole", () => {
    expect(told(checkTexts(whole))).toEqual(told(checkSource(joined(whole))));
  });

  it("mean the same in any order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(whole, { minLength: whole.length }), (texts) => {
        const { diagnostics, fields, parameters } = checkTexts(texts);
        expect(diagnostics).toEqual([]);
        expect(fields.map(({ name }) => name)).toEqual(["F"]);
        expect(parameters.map(({ name }) => name).sort()).toEqual(["a", "b"]);
      }),
    );
  });

  it("have what each needs of the others, also for a slider's ends and for components", () => {
    const { texts } = checkTexts([
      "m = 2 * 3",
      "c = 1 in [0, m]",
      "F(x, y) = (x, y)",
      "g(x, y) = F_x(x, y) c",
    ]);
    expect(texts.map(({ needs }) => needs)).toEqual([[], [0], [], [1, 2]]);
  });

  it("keep what is left open in one text from the next, and say what is wrong at its place", () => {
    const texts = ["F(x, y) = (x, (y", "G(x, y) = (y, u)", "H(x, y) = (x, y)"];
    const { source, diagnostics, fields } = checkTexts(texts);
    expect(fields.map(({ name }) => name)).toEqual(["H"]);
    const [syntax, unknown] = diagnostics;
    expect(syntax).toMatchObject({ code: "syntax" });
    expect(syntax?.to).toBeLessThanOrEqual(texts[0]?.length ?? 0);
    expect(source.slice(unknown?.from, unknown?.to)).toBe("u");
  });

  it("report a name of two texts at the later one, and a cycle through several", () => {
    const twice = checkTexts(["a = 1", "a = 2\nF(x, y) = (a x, y)"]);
    expect(twice.diagnostics).toMatchObject([{ code: "duplicate-name", from: 6, to: 7 }]);
    expect(twice.parameters.map(({ value }) => value)).toEqual([1]);
    const cycle = checkTexts(["u = v + 1", "F(x, y) = (x, y)", "v = 2 u"]);
    expect(cycle.diagnostics).toMatchObject([{ code: "cycle" }]);
    expect(cycle.fields.map(({ name }) => name)).toEqual(["F"]);
  });

  it("are read up to the same length as one text", () => {
    const long = `# ${"x".repeat(limits.sourceLength - 20)}`;
    const { diagnostics, fields } = checkTexts([long, "F(x, y) = (x, y)", "G(x, y) = (x, y)"]);
    expect(fields.map(({ name }) => name)).toEqual(["F"]);
    expect(diagnostics.map(({ code }) => code)).toContain("too-large");
  });

  it("are whole whatever the texts are, with every range in the source", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...whole, ...hostile), { maxLength: 5 }), (texts) => {
        const { source, diagnostics } = checkTexts(texts);
        expect(source).toBe(joined(texts));
        for (const { from, to } of diagnostics) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(source.length);
        }
      }),
      { numRuns: 30 },
    );
  });
});
