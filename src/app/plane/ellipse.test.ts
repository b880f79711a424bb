import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ellipseOf } from "./ellipse.ts";

const entry = fc.double({ min: -100, max: 100, noNaN: true });

describe("the ellipse of a linear map", () => {
  it("goes through where the map carries the circle, and its longer axis is the farthest of them", () => {
    fc.assert(
      fc.property(
        entry,
        entry,
        entry,
        entry,
        fc.double({ min: 0, max: 7, noNaN: true }),
        (a, b, c, d, at) => {
          const ellipse = ellipseOf([a, b, c, d]);
          if (!ellipse) throw new Error("finite entries give an ellipse");
          const { major, minor, angle, turnedOver } = ellipse;
          const [x, y] = [Math.cos(at), Math.sin(at)];
          const [u, v] = [a * x + b * y, c * x + d * y];
          const along = u * Math.cos(angle) + v * Math.sin(angle);
          const across = v * Math.cos(angle) - u * Math.sin(angle);
          // (along / major)² + (across / minor)² = 1, without the divisions.
          const lengths = (along * minor) ** 2 + (across * major) ** 2;
          expect(Math.abs(lengths - (major * minor) ** 2)).toBeLessThanOrEqual(1e-13 * major ** 4);
          expect(Math.hypot(u, v)).toBeLessThanOrEqual(major * (1 + 1e-14));
          expect(Math.abs(major * minor * (turnedOver ? -1 : 1) - (a * d - b * c))).toBeLessThanOrEqual(
            1e-14 * major ** 2,
          );
          expect(angle).toBeGreaterThan(-Math.PI / 2 - 1e-15);
          expect(angle).toBeLessThanOrEqual(Math.PI / 2);
        },
      ),
    );
  });

  it("of maps known by name", () => {
    expect(ellipseOf([3, 0, 0, 1])).toEqual({ major: 3, minor: 1, angle: 0, turnedOver: false });
    expect(ellipseOf([1, 0, 0, -3])).toEqual({ major: 3, minor: 1, angle: Math.PI / 2, turnedOver: true });
    expect(ellipseOf([0, -2, 2, 0])).toMatchObject({ major: 2, minor: 2, turnedOver: false });
    expect(ellipseOf([1, 1, 1, 1])).toMatchObject({ major: 2, minor: 0, angle: Math.PI / 4 });
    expect(ellipseOf([0, 0, 0, 0])).toMatchObject({ major: 0, minor: 0 });
    expect(ellipseOf([Number.NaN, 0, 0, 1])).toBeNull();
  });
});
