import { expect, test } from "vitest";
import { canonicalName, componentOf } from "./names.ts";

test.each([
  ["x", "x"],
  ["phi", "phi"],
  ["φ", "phi"],
  ["ϕ", "phi"],
  ["Φ", "Phi"],
  ["ω", "omega"],
  ["ς", "sigma"],
  ["µ", "mu"],
  ["φ_x", "phi_x"],
  ["x₁", "x_1"],
  ["x₁₂", "x_12"],
  ["x_₁", "x_1"],
  ["𝑥", "x"],
  ["𝜑₀", "phi_0"],
  ["é", "é"],
  ["__proto__", "__proto__"],
])("%s is known as %s", (name, canonical) => {
  expect(canonicalName(name)).toBe(canonical);
  expect(canonicalName(canonical)).toBe(canonical);
});

test("every Greek letter has a name of its own, but for final sigma", () => {
  const letters = Array.from({ length: 25 }, (_, i) => String.fromCharCode(0x3b1 + i));
  const names = letters.map(canonicalName);
  expect(new Set(names).size).toBe(24);
  expect(names.at(-1)).toBe("omega");
  const capitals = letters
    .filter((letter) => letter !== "ς")
    .map((letter) => canonicalName(letter.toUpperCase()));
  expect(capitals).toEqual([...new Set(names)].map((name) => name.charAt(0).toUpperCase() + name.slice(1)));
});

test("a component is what follows the last underscore", () => {
  expect(componentOf("F_x")).toEqual({ base: "F", suffix: "x" });
  expect(componentOf("F_a_0")).toEqual({ base: "F_a", suffix: "0" });
  for (const name of ["F", "_x", "F_", "_"]) expect(componentOf(name)).toBeNull();
});
