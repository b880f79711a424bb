import { describe, expect, it } from "vitest";
import { checkSource } from "../../engine/language/check.ts";
import type { Field } from "../../engine/language/program.ts";
import { structurePicture } from "./structure.ts";

function picture(source: string) {
  return structurePicture(checkSource(source).fields.at(-1) as Field) ?? expect.fail("it can be drawn");
}

describe("structure on show", () => {
  it("of asdex's differences: two diagonals and two colours, as their README says", () => {
    const { rows, colouring, chosen } = picture("D(x: R^50) = concat((x[1:] - x[:-1])^2, [x[0]])");
    expect(rows.slice(0, 49)).toEqual(Array.from({ length: 49 }, (_, i) => [i, i + 1]));
    expect(rows[49]).toEqual([0]);
    expect(colouring?.count).toBe(2);
    for (const [i, row] of rows.entries())
      for (const j of row) if (i !== j) expect(colouring?.colours[i]).not.toBe(colouring?.colours[j]);
    expect(["colouring", "hollow"]).toContain(chosen);
  });

  it("of skew couplings: what cancels is left out, and one colour does", () => {
    const { colouring, rows } = picture(
      "S = randn(9, 9, seed=1)\nK(x: R^9) = (S - transpose(S)) @ x + sin(x)",
    );
    expect(colouring?.count).toBe(1);
    expect(colouring?.cancelling.map((row) => row.length)).toEqual(new Array(9).fill(8));
    expect(rows.every((row) => row.length === 9)).toBe(true);
  });

  it("of a hollow net: the diagonal is what counts", () => {
    const { hollow } = picture("M = (1 - eye(20)) * randn(20, 20, seed=3)\nH(x: R^20) = sin(x) * cos(M @ x)");
    expect(hollow?.rows).toEqual(Array.from({ length: 20 }, (_, i) => [i]));
    expect(hollow?.colouring?.count).toBe(1);
  });

  it("of FFJORD's bottleneck: three numbers between fifty and fifty", () => {
    const { cut } = picture(
      "U = randn(3, 50, seed=2) / 7\nV = randn(20, 3, seed=3)\nW = randn(50, 20, seed=5)\nX = randn(50, 50, seed=6) / 7\nB(x: R^50) = W @ tanh(V @ sin(U @ tanh(X @ x)))",
    );
    expect(cut?.width).toBe(3);
    expect(cut?.from.map((own) => own.length)).toEqual([50, 50, 50]);
    expect(cut?.to.map((own) => own.length)).toEqual([50, 50, 50]);
  });

  it("is not drawn where there is too much of it", () => {
    expect(structurePicture(checkSource("E(x: R^200) = x^3").fields[0] as Field)).toBeNull();
  });
});
