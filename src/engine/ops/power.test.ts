import { describe, expect, it } from "vitest";
import { glslNumber } from "../codegen/glsl-text.ts";
import { powerOp } from "./power.ts";

/** What a shader's text of x to a constant power comes to, its calls taken for those of JavaScript. */
function powerOf(x: number, exponent: number): { readonly text: string; readonly value: number } {
  const text = powerOp.elementwise?.text.glsl(["x", glslNumber(exponent)], null) ?? "";
  const run = new Function("x", "dd_square", "dd_sqrt", "dd_pow", `return ${text}`);
  return { text, value: run(x, (of: number) => of * of, Math.sqrt, Math.pow) };
}

describe("a power in a shader", () => {
  it("is products and a root where its exponent is a whole number and a half", () => {
    for (const exponent of [0.5, 1.5, 2.5, 3.5, 4.5, 7.5, 31.5, -0.5, -1.5, -2.5, -3.5, -6.5])
      for (const x of [0, 1e-3, 0.3, 1, 2.75, 40]) {
        const { text, value } = powerOf(x, exponent);
        expect(text).not.toContain("dd_pow");
        expect(text).toContain("dd_sqrt(x)");
        const exact = x ** exponent;
        if (Number.isFinite(exact)) expect(Math.abs(value - exact)).toBeLessThanOrEqual(2e-14 * exact);
        else expect(value).toBe(exact);
      }
    expect(powerOf(-2, 2.5).value).toBeNaN();
  });

  it("is a power of its own otherwise", () => {
    for (const exponent of [0.25, 1.7, -2.3, 1000.5]) expect(powerOf(2, exponent).text).toContain("dd_pow");
    const text = powerOp.elementwise?.text.glsl(["x", "y"], null);
    expect(text).toBe("dd_pow(x, y)");
  });
});
