import { describe, expect, it } from "vitest";
import { deldot } from "./testing/command.ts";

const source = "k = 2 in [0, 3]\na = 1\nF(x, y) = (a x^2 + y, sin(k y))\nW(x, y) = (t y, x)\n";

const print = async (...argv: string[]) => {
  const { code, stdout, stderr } = await deldot(["print", "-", ...argv], source);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
};

describe("deldot print", () => {
  it("writes the field as it was read, and the divergence simplified", async () => {
    const field = await print("--as", "latex");
    expect(field).toMatch(/^F\(x, y\) = .*\\sin\(k y\).*\n$/);
    const divergence = await print("--as", "latex", "--what", "divergence");
    expect(divergence).toMatch(/^\\nabla \\cdot F = .*2 a x.*\n$/);
    expect(divergence).toContain("\\cos(k y)");
    expect(await print("--as", "latex", "--what", "divergence", "--field", "W")).toMatch(/= 0\n$/);
  });

  it("writes MathML that stands by itself", async () => {
    const text = await print("--as", "mathml", "--what", "divergence");
    expect(text).toMatch(/^<math xmlns="http:\/\/www\.w3\.org\/1998\/Math\/MathML".*<\/math>\n$/);
  });

  it("writes GLSL with the meaning of its uniforms", async () => {
    const text = await print("--as", "glsl", "--what", "divergence");
    expect(text).toContain("// u_parameters[0]: k\n// u_parameters[1]: a\n");
    expect(text).toContain("uniform float u_parameters[2];");
    expect(text).toContain("float divergence(vec2 p) {");
    expect(await print("--as", "glsl", "--field", "W")).toContain("vec2 field(vec2 p) {");
  });

  it("writes programs, by the method and with the seed that are asked for", async () => {
    const exact = await print("--as", "jax", "--what", "divergence");
    expect(exact).toContain("def F(p, k=2.0, a=1.0):\n");
    expect(exact).toContain("    return jnp.array([y + a * x**2, jnp.sin(k * y)])\n");
    expect(exact).toContain("def div_F(p, k=2.0, a=1.0):\n");
    const estimate = ["--method", "hutch++", "--probes", "9", "--seed", "5", "--distribution", "gaussian"];
    expect(await print("--as", "pytorch", "--what", "divergence", "--field", "W", ...estimate)).toContain(
      "def div_W(p, t=0.0, seed=5, probes=9):\n",
    );
    expect(await print("--as", "numpy")).not.toContain("div_F");
  });

  it("refuses GLSL where there is no such vector, and a wrong source", async () => {
    const wide = await deldot(["print", "-", "--as", "glsl"], "F(a, b, c, d, e) = (a, b, c, d, e)");
    expect(wide).toMatchObject({ code: 2, stdout: "" });
    expect(wide.stderr).toMatch(/^deldot: error: .* no vectors of more than 4\n$/);
    const wrong = await deldot(["print", "-", "--as", "latex"], "F(x, y) = (x, z)");
    expect(wrong).toMatchObject({ code: 1, stdout: "" });
  });
});
