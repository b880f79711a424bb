import { describe, expect, it } from "vitest";
import { checkSource } from "../language/check.ts";
import type { Program } from "../language/program.ts";
import { normal } from "../random/normal.ts";
import { prngKey } from "../random/threefry.ts";
import type { Node, Table } from "./node.ts";
import { topological } from "./traverse.ts";

/** The arrays that a program's last field is made with, the largest first. */
function arraysIn({ fields }: Program): Float64Array[] {
  const output = fields.at(-1)?.output as Node;
  return topological([output])
    .filter(({ op }) => op.name === "array")
    .map(({ attribute }) => (attribute as Table<Float64Array>).entries)
    .sort((a, b) => b.length - a.length);
}

const field = "N(x: R^40) = W @ tanh(x)";

describe("arrays of numbers", () => {
  it("are the same from one program to the next, drawn and worked out", () => {
    for (const made of ["randn(40, 40, seed=3)", "exp(-randn(40, 40, seed=4)) / 7"]) {
      const [first, second] = [1, 2].map((a) => arraysIn(checkSource(`a = ${a}\nW = ${made}\n${field}`))[0]);
      expect(first?.length, made).toBe(1600);
      expect(second, made).toBe(first);
    }
  });

  it("are what they are made of: of other seeds, kinds, numbers and shapes they are others", () => {
    const draws = normal(prngKey(5), 1600, "jax");
    const of = (made: string) => [...(arraysIn(checkSource(`W = ${made}\n${field}`))[0] ?? [])];
    // Twice each, in turn, so that each could be taken for another.
    for (let turn = 0; turn < 2; turn += 1) {
      expect(of("randn(40, 40, seed=5)")).toEqual([...draws]);
      expect(of("randn(40, 40, seed=6)")).toEqual([...normal(prngKey(6), 1600, "jax")]);
      expect(of("randn(40, 40, seed=5) * 2")).toEqual(Array.from(draws, (value) => value * 2));
      expect(of("randn(40, 40, seed=5) * 3")).toEqual(Array.from(draws, (value) => value * 3));
      expect(of("randn(40, 40, seed=5) / 3")).toEqual(Array.from(draws, (value) => value / 3));
      expect(of("3 / randn(40, 40, seed=5)")).toEqual(Array.from(draws, (value) => 3 / value));
      expect(of("randn(40, 40, seed=5)^2")).toEqual(Array.from(draws, (value) => value * value));
      expect(of("transpose(randn(40, 40, seed=5))")).toEqual(
        Array.from(draws, (_, k) => draws[(k % 40) * 40 + Math.floor(k / 40)]),
      );
    }
  });

  it("count as much work where they are there already, so that a text is refused always or never", () => {
    const layers = Array.from({ length: 40 }, (_, k) => `W${k} = randn(1000, 1000, seed=${k})`);
    const text = `${layers.join("\n")}\nF(x, y) = (x, y)`;
    const said = [0, 1].map(() => checkSource(text).diagnostics.map(({ code, from }) => [code, from]));
    expect(said[0]?.length).toBeGreaterThan(0);
    expect(said[1]).toEqual(said[0]);
  });
});
