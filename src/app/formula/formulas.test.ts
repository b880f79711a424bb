import { describe, expect, it } from "vitest";
import { checkSource } from "../../engine/language/check.ts";
import { chooseField, type Picture } from "../store/picture.ts";
import { formulasOf } from "./formulas.ts";

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
