import { describe, expect, it } from "vitest";
import { between, seededRandom } from "../../engine/testing/random.ts";
import { createPreparer } from "../laboratory/subject.ts";
import { paceOf } from "./pace.ts";

const box = { low: [-1, 0, 10], high: [1, 8, 11] } as const;
const size = [2, 8, 1];

function paced(source: string, section: null | { origin: number[]; directions: number[][] } = null) {
  const subject = { source, field: "F", time: 0, quantity: "divergence", section } as const;
  const prepared = createPreparer()({ source, field: "F", time: 0, seed: 0, layout: "jax" });
  return paceOf(prepared, { kind: "pace", subject: subject as never, box });
}

describe("how fast and how finely particles are carried", () => {
  it("is a round number by which what flows alike everywhere crosses a fifth of the box in a second, or a little more", () => {
    for (const [field, speed] of [
      ["(3, 0, 0)", 3 / 2],
      ["(0, -0.02, 0)", 0.02 / 8],
      ["(0, 0, 500)", 500],
      ["(2, 8, 0)", Math.SQRT2],
    ] as const) {
      const { rate, stiffness } = paced(`F(x, y, z) = ${field}`);
      const carried = rate * speed;
      expect(carried, field).toBeGreaterThanOrEqual(0.2 * (1 - 1e-6));
      expect(carried, field).toBeLessThanOrEqual(0.5 * (1 + 1e-6));
      expect(Number(rate.toPrecision(2)), field).toBe(rate);
      expect(stiffness, field).toBe(0);
    }
  });

  it("is ten times slower of a field that is ten times faster, which is ten times as stiff", () => {
    const field = "(sin(y) + z, x y, cos(3 x))";
    const [one, ten] = [paced(`F(x, y, z) = ${field}`), paced(`F(x, y, z) = 10 ${field}`)];
    expect(one.rate / ten.rate).toBeCloseTo(10, 9);
    expect(ten.stiffness / one.stiffness).toBeCloseTo(10, 9);
  });

  it("knows the size of a linear field's Jacobian, in boxes (seed 3)", () => {
    const random = seededRandom(3);
    for (let trial = 0; trial < 8; trial += 1) {
      const rows = [0, 1, 2].map(() => [0, 1, 2].map(() => between(random, -2, 2)));
      const text = rows.map(([a, b, c]) => `(${a}) x + (${b}) y + (${c}) z`).join(", ");
      const squares = rows.flatMap((row, i) =>
        row.map((entry, j) => ((entry * (size[j] as number)) / (size[i] as number)) ** 2),
      );
      const wanted = Math.sqrt(squares.reduce((sum, square) => sum + square));
      expect(paced(`F(x, y, z) = (${text})`).stiffness / wanted).toBeCloseTo(1, 9);
    }
  });

  it("is of the part in the section, of more dimensions", () => {
    // Along the last two coordinates and the first; the others are not in the box.
    const directions = [
      [0, 0, 0, 1, 0],
      [0, 0, 0, 0, 1],
      [1, 0, 0, 0, 0],
    ];
    const section = { origin: [0, 7, 7, 0, 0], directions };
    const whole = paced("F(x: R^5) = [3 x[4], 1e6 x[0], x[1]^3, x[0] + x[3], 2 x[3]]", section);
    expect(whole).toEqual(paced("F(s, t, u) = (u + s, 2 s, 3 t)"));
  });

  it("is nothing where nothing flows or has a value, and a pole does not stop all the rest", () => {
    const still = { rate: 0, stiffness: 0 };
    expect(paced("F(x, y, z) = (0, 0, 0)")).toEqual(still);
    expect(paced("F(x, y, z) = (sqrt(-1 - x^2), y, z)")).toEqual(still);
    const { rate, stiffness } = paced(
      "F(x, y, z) = (1 + 1e-9 / ((x - 0.1)^2 + (y - 4)^2 + (z - 10.5)^2)^3, 0, 0)",
    );
    // Of all but what is beside it, as without it.
    expect(rate).toBe(paced("F(x, y, z) = (1, 0, 0)").rate);
    expect(stiffness).toBeLessThan(1);
  });
});
