import { describe, expect, it } from "vitest";
import { installMoreColours } from "../../shaders/more-colours.ts";
import { evenLevels } from "../../shaders/space/levels.ts";
import { createPreparer } from "../laboratory/subject.ts";
import { createLevelRange } from "./level-range.ts";
import { samplePlaces } from "./places.ts";
import { samplesOf } from "./samples.ts";

installMoreColours();

const box = { low: [-2, -2, -2], high: [2, 2, 2] } as const;
const places = samplePlaces({ box, slices: { at: box.low, shown: [false, false, false] } });

const prepare = createPreparer();

function rangeOf(source: string, find = createLevelRange()) {
  const subject = { source, field: "F", time: 0, quantity: "divergence", map: null, section: null } as const;
  const prepared = prepare({ source, field: "F", time: 0, seed: 0, layout: "jax" });
  return find(samplesOf(prepared, { kind: "samples", subject, places, checked: 64, reach: 0 }));
}

describe("levels of surfaces", () => {
  it.each([
    ["F(x, y, z) = (x, y, z) / (x^2 + y^2 + z^2)^1.5"],
    ["G(x, y, z) = (sin(y z), x^2 cos(z), exp(x) y)\nF = curl(G)"],
    ["F(x, y, z) = (-y, x, 0) / (x^2 + y^2)"],
    ["F(x, y, z) = (2, 3, 4)"],
    ["F(x, y, z) = (x, 2 y, 3 z + sin(x))"],
  ])("are none of what is the same everywhere: %s", (source) => {
    expect(rangeOf(source).isFlat).toBe(true);
  });

  it("are among the colours where there are poles, and all over the range elsewhere", () => {
    for (const [source, most] of [
      ["F(x, y, z) = (tan(x), tan(y), z)", 100],
      ["F(x, y, z) = (1 / x, y, z)", 50],
      ["F(x, y, z) = (1 / x, 1 / y, 1 / z)", 200],
      ["F(x, y, z) = (x, y, z) / (x^2 + y^2 + z^2)^2", 4],
    ] as const) {
      const { range, isFlat } = rangeOf(source);
      expect(isFlat, source).toBe(false);
      const levels = evenLevels(range, 0, 3);
      expect(Math.max(...levels.map(Math.abs)), source).toBeLessThan(most);
      // Some of the box is beyond each of them.
      expect(range.high - range.low, source).toBeGreaterThan(0.2);
    }
    for (const [source, low, high] of [
      ["F(x, y, z) = (x^3 / 3, y^3 / 3, z^3 / 3)", 0, 10],
      ["F(x, y, z) = (x y, y z, z x)", -6, 6],
      ["F(x, y, z) = exp(-x^2 - y^2 - z^2) (x, y, z)", -0.2, 0.2],
      ["F(x, y, z) = (x + 1e-3 x^2, 0, 0)", 0.996, 1.004],
    ] as const) {
      const { range, isFlat } = rangeOf(source);
      expect(isFlat, source).toBe(false);
      expect(Math.abs(range.low - low), source).toBeLessThan(0.15 * (high - low));
      expect(Math.abs(range.high - high), source).toBeLessThan(0.25 * (high - low));
    }
  });

  it("stay while what they are of moves a little", () => {
    const find = createLevelRange();
    const first = rangeOf("F(x, y, z) = (x^3 / 3, y^3 / 3, z^3 / 3)", find);
    expect(rangeOf("F(x, y, z) = 0.98 (x^3 / 3, y^3 / 3, z^3 / 3)", find).range).toEqual(first.range);
  });
});
