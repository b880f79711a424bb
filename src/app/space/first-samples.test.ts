import { describe, expect, it } from "vitest";
import { compileSpace } from "../../shaders/space/space-field.ts";
import { defaultSpace, defaultSpaceMap } from "../document/space-cell.ts";
import { createPreparer } from "../laboratory/subject.ts";
import { firstSamples } from "./first-samples.ts";
import { samplePlaces } from "./places.ts";
import { samplesOf } from "./samples.ts";

const prepare = createPreparer();
const places = samplePlaces(defaultSpace("s"));
const checked = 64;

function sampled(source: string, section: { origin: number[]; directions: number[][] } | null, time = 0) {
  const prepared = prepare({ source, field: "F", time, seed: 0, layout: "jax" });
  const { program, field } = prepared;
  const subject = { source, field: "F", time, quantity: "divergence", map: null, section } as never;
  return {
    first: firstSamples(
      compileSpace(program, field, "divergence", { section } as never),
      subject,
      places,
      checked,
    ),
    later: samplesOf(prepared, { kind: "samples", subject, places, checked, reach: 1e-6 }),
  };
}

describe("samples of a first picture", () => {
  it("are the divergence, with sliders and time", () => {
    const { first } = sampled("a = 1.5\nF(x, y, z) = (a x^2 y, sin(y) z t, x z^3)", null, 2);
    expect(first?.values).toHaveLength(places.length / 3);
    for (const [k, value] of (first?.values ?? []).entries()) {
      const [x, y, z] = places.slice(3 * k) as unknown as [number, number, number];
      expect(value).toBeCloseTo(3 * x * y + 2 * z * Math.cos(y) + 3 * x * z ** 2, 12);
    }
  });

  it("are the worker's, in a section of R^n and where the divergence is not finite as well", () => {
    const directions = [
      [1, 0, 0, 0.5],
      [0, 1, 0.25, 0],
      [0, 0, 1, -1],
    ];
    const oblique = { origin: [0.1, 0.2, 0, -0.4], directions };
    for (const [source, section] of [
      ["F(u: R^4) = tanh(u) + 2 u", oblique],
      ["F(x, y, z, w) = (x w, sin(y + w), z^2, w^3 x)", oblique],
      ["F(x, y, z) = (1 / x, y, z)", null],
    ] as const) {
      const { first, later } = sampled(source, section as never);
      expect(first, source).not.toBe(null);
      for (const [k, value] of (first?.values ?? []).entries()) {
        const own = later.values[k] as number;
        if (Number.isFinite(own))
          expect(Math.abs(value - own)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(own)));
        else expect(Number.isFinite(value), source).toBe(false);
      }
      // What the terms are is a matter of taste within a few times.
      expect(first?.sizes).toHaveLength(checked);
      for (const [k, size] of (first?.sizes ?? []).entries())
        expect(size).toBeGreaterThanOrEqual(Math.abs(first?.values[k] as number) * (1 - 1e-12));
    }
  });

  it("are left to the worker where they are of another map or quantity, or many operations", () => {
    const source = "F(x, y, z) = (x^2, y, z)";
    const { program, field } = prepare({ source, field: "F", time: 0, seed: 0, layout: "jax" });
    const subject = { map: null, section: null, time: 0 };
    const own = compileSpace(program, field, "divergence");
    expect(firstSamples(own, subject, places, checked)).not.toBe(null);
    expect(firstSamples(own, { ...subject, map: defaultSpaceMap as never }, places, checked)).toBe(null);
    expect(firstSamples({ ...own, quantity: "curl" }, subject, places, checked)).toBe(null);
    expect(firstSamples({ ...own, flops: 1000 }, subject, places, checked)).toBe(null);
  });
});
