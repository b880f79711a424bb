import { describe, expect, it } from "vitest";
import { methods } from "../divergence/method.ts";
import { compileField } from "./compiled-field.ts";
import { type DivergenceOptions, divergence } from "./divergence.ts";

/** The thread's program: X = arange(500).reshape(50, 10), theta = eye(10). */
const threadPoints = Float64Array.from({ length: 500 }, (_, i) => i);
const thread = compileField("theta = eye(10)\nf(x: R^10) = x @ theta");

const scaled = "f(x, y, z) = (x, 2y, 3z)";

describe("JAX issue 3022", () => {
  it("is fifty times 10, without a pass at any point", () => {
    const { values, standardError, predictedVariance, passes, method, plan } = divergence(thread, {
      points: threadPoints,
    });
    expect([...values]).toEqual(Array(50).fill(10));
    expect([standardError, predictedVariance, passes, method]).toEqual([null, null, 0, "structured"]);
    expect(plan.chosen).toMatchObject({ structure: "constant", applies: true });
  });

  it.each(methods)("is fifty times 10 by %s as well", (method) => {
    // Of the identity one sign or sphere probe is exact, and a sketch is once it spans all ten dimensions (signs may
    // repeat one another, which xtrace cannot do with); a finite difference has the rounding of 500 / (2/1000).
    const distribution = method === "xtrace" ? "sphere" : "rademacher";
    const { values } = divergence(thread, { points: threadPoints, method, probes: 60, distribution });
    const bound = method === "finite-difference" ? 1e-9 : method === "structured" ? 0 : 1e-12;
    for (const value of values) expect(Math.abs(value - 10)).toBeLessThanOrEqual(10 * bound);
  });

  it("prints 6.1945624, as JAX of the time did", () => {
    const result = divergence(compileField(scaled), {
      points: [[1, 1, 1]],
      method: "hutchinson",
      probes: 1000,
      distribution: "gaussian",
      layout: "jax-legacy",
    });
    expect(Math.abs((result.values[0] as number) - 6.1945624)).toBeLessThan(5e-5);
    // numbers.md: √(28/1000).
    expect(result.predictedVariance?.[0]).toBeCloseTo(28 / 1000, 15);
    expect(result.passes).toBe(1000);
  });
});

describe("the divergence of a field with sliders and time", () => {
  const field = compileField("a = 2\nF(x, y) = (a x^2 + t x, x y^3)");
  const points = [
    [1, 2],
    [-0.5, 3],
  ];
  const byHand = (a: number, t: number) => points.map(([x = 0, y = 0]) => 2 * a * x + t + 3 * x * y ** 2);

  it.each(["auto", "structured", "jacobian-forward", "jacobian-reverse", "per-component"] as const)(
    "is that by hand (%s)",
    (method) => {
      expect([...divergence(field, { points, method }).values]).toEqual(byHand(2, 0));
      const { values } = divergence(field, { points, method, parameters: { a: -1 }, time: 0.5 });
      expect([...values]).toEqual(byHand(-1, 0.5));
    },
  );

  it("is the same again when asked again, whatever was asked between", () => {
    const asked: DivergenceOptions = {
      points,
      method: "hutchinson",
      probes: 3,
      distribution: "gaussian",
      seed: 4,
    };
    const first = divergence(field, asked);
    const other = divergence(field, { ...asked, seed: 5 });
    expect(divergence(field, asked).values).toEqual(first.values);
    expect(other.values).not.toEqual(first.values);
    const perPoint = divergence(field, { ...asked, keys: "per-point" });
    expect(perPoint.values).not.toEqual(first.values);
  });

  it("predicts variances unless told not to", () => {
    const asked: DivergenceOptions = { points, method: "hutchinson", probes: 2 };
    // Rademacher: 2(F − Σ J_ii²) / m with F of (J + Jᵀ)/2, which leaves (J_12 + J_21)² / m.
    expect([...(divergence(field, asked).predictedVariance ?? [])]).toEqual(
      points.map(([, y = 0]) => y ** 6 / 2),
    );
    expect(divergence(field, { ...asked, predictVariance: false }).predictedVariance).toBeNull();
  });

  it("takes 16 probes when nothing is said, and no points at all", () => {
    expect(divergence(field, { points, method: "hutchinson" }).passes).toBe(16);
    expect(divergence(field, { points: [] }).values).toEqual(new Float64Array(0));
  });
});

describe("options that make no sense are refused in one sentence", () => {
  const field = compileField(scaled);
  const points = [[1, 2, 3]];
  it.each<[object, string]>([
    [{ method: "newton" }, "newton is not a method; there are auto, jacobian-forward"],
    [{ distribution: "cauchy" }, "cauchy is not a distribution; there are rademacher, gaussian"],
    [{ probes: 0 }, "The number of probes is a whole number from 1 to 1000000, not 0."],
    [{ probes: 2.5 }, "The number of probes is a whole number from 1 to 1000000, not 2.5."],
    [{ method: "hutch++", probes: 2 }, "The number of probes is a whole number from 3 to 1000000, not 2."],
    [{ seed: -1 }, "The seed is a whole number from 0 to 4294967295, not -1."],
    [{ layout: "numpy" }, "numpy is not a layout of keys; there are jax, jax-legacy."],
    [{ keys: "none" }, "none is not a way to share keys; there are shared, per-point."],
    [{ method: "finite-difference", step: 0 }, "The step is a number above 0, not 0."],
    [{ parameters: { a: 1 } }, "There is no parameter a; there are none."],
    [{ points: [[1, 2]] }, "Point 0 has length 2; the field is on R^3."],
    [{ method: "xtrace", distribution: "orthogonal" }, "xtrace leaves out one probe at a time"],
  ])("%j", (options, message) => {
    const run = () => divergence(field, { points, ...options } as DivergenceOptions);
    expect(run).toThrow(RangeError);
    expect(run).toThrow(message);
  });

  it("what is no field, or no options", () => {
    const sentence = "It is divergence(field, { points, … }), with a field that compileField made.";
    const loose = divergence as (...given: unknown[]) => unknown;
    expect(() => loose(scaled, { points })).toThrow(new TypeError(sentence));
    expect(() => loose(field)).toThrow(new TypeError(sentence));
  });

  it("a name that is no option", () => {
    const run = () => divergence(field, { points, probe: 3 } as DivergenceOptions);
    expect(run).toThrow(TypeError);
    expect(run).toThrow("divergence has no option probe.");
  });
});
