import { describe, expect, it } from "vitest";
import { checkSource } from "../../engine/language/check.ts";
import { createDocument, type Document } from "../document/document.ts";
import { chooseField, type Picture } from "../store/picture.ts";
import { readDocument } from "../store/reading.ts";
import { definitionsOf, formulasOf } from "./formulas.ts";

function pictureOf(source: string): Picture {
  const program = checkSource(source);
  const field = chooseField(program, null);
  if (!field) throw new Error("no field");
  return { program, field };
}

describe("formulas", () => {
  it("are the field's and its divergence's", () => {
    const lines = formulasOf(pictureOf("a = 2 in [0, 3]\nF(x, y) = (a x^2, x y)"));
    expect(lines.map(({ name }) => name)).toEqual(["F", "divergence of F"]);
    for (const { mathml } of lines) expect(mathml).toMatch(/^<math [\s\S]*<\/math>$/);
    expect(lines[1]?.latex).toContain("a");
  });

  it("show what a field without arguments comes to", () => {
    const lines = formulasOf(pictureOf("phi(x, y) = x^2 + y^2\nE = -grad(phi)"));
    expect(lines.map(({ name }) => name)).toEqual(["E", "E worked out", "divergence of E"]);
  });

  it("are made anew for another text, and not for another value of a slider", () => {
    const first = formulasOf(pictureOf("a = 2 in [0, 3]\nF(x, y) = (a x, y)"));
    expect(formulasOf(pictureOf("a = 1.75 in [0, 3]\nF(x, y) = (a x, y)"))).toBe(first);
    const other = formulasOf(pictureOf("a = 1.75 in [0, 3]\nF(x, y) = (a x, 2 y)"));
    expect(other).not.toBe(first);
    expect(other[1]?.latex).not.toBe(first[1]?.latex);
  });
});

function readingOfSources(...sources: readonly string[]) {
  const document: Document = {
    ...createDocument("", ""),
    cells: sources.map((source, k) => ({ id: `cell ${k}`, kind: "code", source })),
  };
  return readDocument(document, null);
}

describe("formulas of a code cell", () => {
  it("are those of the functions it defines, not of its numbers nor of other cells", () => {
    const reading = readingOfSources(
      "a = 2 in [0, 3]\nM = [[1, 2], [3, 4]]\nu(x, y) = a x^2 + y^2",
      "E = -grad(u)\nrho = div(E)",
    );
    expect(definitionsOf(reading, "cell 0")?.map(({ latex }) => latex)).toEqual([
      "u(x, y) = a x^{2} + y^{2}",
    ]);
    expect(definitionsOf(reading, "cell 1")?.map(({ name }) => name)).toEqual(["E", "rho"]);
    expect(definitionsOf(reading, "no such cell")).toEqual([]);
  });

  it("are none while there is an error in the cell or in what it needs, and some while there is one elsewhere", () => {
    const reading = readingOfSources("f(x) = oops", "g(x) = f(x)", "h(x) = x^2");
    expect(definitionsOf(reading, "cell 0")).toBeNull();
    expect(definitionsOf(reading, "cell 1")).toBeNull();
    expect(definitionsOf(reading, "cell 2")).toHaveLength(1);
  });

  it("are the same while only a slider moves", () => {
    const [one, other] = [2, 2.5].map((a) =>
      definitionsOf(readingOfSources(`a = ${a}\nf(x) = a x`), "cell 0"),
    );
    expect(one).toHaveLength(1);
    expect(other).toBe(one);
  });
});
