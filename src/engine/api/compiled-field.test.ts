import { describe, expect, it } from "vitest";
import { checkSource } from "../language/check.ts";
import { between, seededRandom } from "../testing/random.ts";
import { compileField } from "./compiled-field.ts";
import { FieldError } from "./field-error.ts";
import type { Points } from "./points.ts";

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
}

const spiral = "k = 2\nω = 0.5\nG(x, y) = (y, x)\nF(x, y) = (k x^2 - ω y + t, ω x y^3)";

describe("a compiled field", () => {
  const field = compileField(spiral, "F");

  it("knows its name, its coordinates and its parameters", () => {
    expect([field.name, field.dimension, field.coordinateNames]).toEqual(["F", 2, ["x", "y"]]);
    expect(field.parameters.map(({ name, value }) => [name, value])).toEqual([
      ["k", 2],
      ["ω", 0.5],
    ]);
    expect(compileField(spiral).name).toBe("G");
    expect(compileField(checkSource("E(x: R^3) = 2x")).coordinateNames).toEqual(["x0", "x1", "x2"]);
  });

  it("is evaluated row by row, from rows or from one array, with parameters by name and time", () => {
    const rows = [
      [1, 2],
      [-3, 0.5],
    ];
    const wanted = (k: number, w: number, t: number) =>
      rows.flatMap(([x = 0, y = 0]) => [k * x ** 2 - w * y + t, w * x * y ** 3]);
    expect([...field.evaluate(rows)]).toEqual(wanted(2, 0.5, 0));
    expect([...field.evaluate(Float64Array.from(rows.flat()))]).toEqual(wanted(2, 0.5, 0));
    const settings = { parameters: { omega: 4 }, time: 0.25 };
    expect([...field.evaluate(rows, settings)]).toEqual(wanted(2, 4, 0.25));
    expect([...field.evaluate(rows.map((row) => Float32Array.from(row)))]).toEqual(wanted(2, 0.5, 0));
    expect(field.evaluate([])).toEqual(new Float64Array(0));
  });

  it("has its Jacobian row by row: by hand in the plane, for a net by the chain rule", () => {
    const [x, y] = [1.5, -2];
    expect([...field.jacobian([[x, y]])]).toEqual([4 * x, -0.5, 0.5 * y ** 3, 1.5 * x * y ** 2]);
    const seed = 907;
    const random = seededRandom(seed);
    // 20 coordinates: past what is written out in one kernel.
    const [n, hidden] = [20, 3];
    const matrix = (rows: number, columns: number) =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, () => between(random, -1, 1)));
    const [A, B] = [matrix(hidden, n), matrix(n, hidden)];
    const net = compileField(
      `A = ${JSON.stringify(A)}\nB = ${JSON.stringify(B)}\nN(x: R^${n}) = B @ tanh(A @ x)`,
    );
    const points = matrix(2, n);
    const jacobian = net.jacobian(points);
    expect(jacobian).toHaveLength(2 * n * n);
    points.forEach((point, p) => {
      const slopes = A.map(
        (row) => 1 - Math.tanh(row.reduce((sum, a, j) => sum + a * (point[j] ?? 0), 0)) ** 2,
      );
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const wanted = slopes.reduce((sum, d, k) => sum + (B[i]?.[k] ?? 0) * d * (A[k]?.[j] ?? 0), 0);
          expect(jacobian[(p * n + i) * n + j], `seed ${seed}: ${p} ${i} ${j}`).toBeCloseTo(wanted, 13);
        }
      }
    });
  });

  it("shows values that are not finite as such", () => {
    expect([...compileField("F(x, y) = (1/x, log(y))").evaluate([[0, -1]])]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
  });
});

describe("what is no field", () => {
  it.each([
    ["F(x, y) = (siny, x)", undefined, "1:12: `siny` is not defined (did you mean `sin`?)"],
    ["\n  F(x, y) = (x, y", undefined, /^2:/],
    ["F(x, y) = (x, y)", "G", "There is no field G; there are F."],
    ["r(x, y) = x y\nF(x, y) = (x, r(x, y))", "r", /^r is not a field: a field has/],
    ["a = 2", undefined, /field/],
    ["", undefined, /field/],
  ])("is told in one sentence: %j", (source, name, message) => {
    const error = caught(() => compileField(source, name));
    expect(error).toBeInstanceOf(FieldError);
    const { message: told, diagnostics } = error as FieldError;
    expect(told).toMatch(message);
    expect(told).not.toContain("\n");
    expect(diagnostics).toEqual(checkSource(source).diagnostics);
  });
});

describe("arguments that make no sense", () => {
  const field = compileField(spiral, "F");
  it.each<[string, () => unknown, ErrorConstructor, string]>([
    [
      "a short row",
      () => field.evaluate([[1, 2], [3]]),
      RangeError,
      "Point 1 has length 1; the field is on R^2.",
    ],
    [
      "half a point",
      () => field.evaluate(new Float64Array(3)),
      RangeError,
      "3 numbers are not whole points of R^2.",
    ],
    [
      "no text",
      () => compileField(null as unknown as string),
      TypeError,
      "A field is made of a text, or of what checkSource made of one.",
    ],
    [
      "flat numbers",
      () => field.evaluate([1, 2] as unknown as Points),
      TypeError,
      "Point 0 is not a row of numbers.",
    ],
    [
      "text in a row",
      () => field.jacobian([[1, "2"]] as unknown as Points),
      TypeError,
      "Entry 1 of point 0 is not a number.",
    ],
    [
      "no points",
      () => field.evaluate(undefined as unknown as Points),
      TypeError,
      "Points are a Float64Array, or an array of rows of numbers.",
    ],
    [
      "another parameter",
      () => field.evaluate([[1, 2]], { parameters: { b: 1 } }),
      RangeError,
      "There is no parameter b; there are k, ω.",
    ],
    [
      "no number",
      () => field.evaluate([[1, 2]], { parameters: { k: "1" as unknown as number } }),
      TypeError,
      "The value of k is not a number.",
    ],
    [
      "no time",
      () => field.evaluate([[1, 2]], { time: null as unknown as number }),
      TypeError,
      "The time is not a number.",
    ],
  ])("%s", (_, run, type, message) => {
    const error = caught(run);
    expect(error).toBeInstanceOf(type);
    expect((error as Error).message).toBe(message);
  });
});
