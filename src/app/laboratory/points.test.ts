import { describe, expect, it } from "vitest";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { finished } from "../testing/finished.ts";
import { type PointsTask, pointTable } from "./points.ts";
import { createPreparer, type Subject } from "./subject.ts";

const subject = (source: string, field: string): Subject => ({
  source,
  field,
  time: 0,
  seed: 4,
  layout: "jax",
});
const spiral = subject("a = 1.5 in [0, 3]\nF(x, y) = (a x^2 + y, x y^3)", "F");
const linear = subject("theta = eye(10)\nL(x: R^10) = x @ theta", "L");
const gaussian = {
  method: "hutchinson",
  probes: 1000,
  distribution: "gaussian",
  keys: "shared",
} as const satisfies MethodChoice;

async function table(own: Subject, settings: Partial<PointsTask>) {
  const task: PointsTask = {
    kind: "points",
    subject: own,
    text: "1,2",
    methods: [{ method: "auto" }],
    components: false,
    ...settings,
  };
  const { value, parts } = finished(pointTable(createPreparer()(own), task));
  const width = value.columns.length;
  const rows = parts.flatMap(({ values }) =>
    Array.from({ length: values.length / width }, (_, row) => [
      ...values.slice(row * width, (row + 1) * width),
    ]),
  );
  expect(rows).toHaveLength(value.count);
  return { ...value, rows, text: await value.csv.text() };
}

describe("points", () => {
  it("have the thread's answer: fifty times 10", async () => {
    const { rows, count, columns, methods, text } = await table(linear, { text: "arange(500) as 50x10" });
    expect([count, columns.at(-1)]).toEqual([50, "div"]);
    expect(rows.map((row) => row.at(-1))).toEqual(new Array(50).fill(10));
    expect(rows.flatMap((row) => row.slice(0, 10))).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(methods).toEqual([{ words: "cheapest exact", passes: 0 }]);
    expect(text.split("\n")).toHaveLength(52);
  });

  it("have the thread's estimate with its own random numbers, beside the exact 6", async () => {
    const own = { ...subject("f(x, y, z) = (x, 2y, 3z)", "f"), seed: 0, layout: "jax-legacy" as const };
    const { rows, columns } = await table(own, {
      text: "1 1 1",
      methods: [{ method: "structured" }, gaussian, { ...gaussian, distribution: "rademacher" }],
    });
    expect(columns).toEqual([
      "x",
      "y",
      "z",
      "structured",
      "hutchinson",
      "hutchinson_standardError",
      "hutchinson_predictedVariance",
      "hutchinson_2",
      "hutchinson_2_standardError",
      "hutchinson_2_predictedVariance",
    ]);
    const [, , , exact, estimate, , variance, rademacher] = rows[0] as number[];
    expect(exact).toBe(6);
    // numbers.md: 6.1945624 in float32.
    expect(estimate).toBeCloseTo(6.1945624, 6);
    expect(variance).toBeCloseTo(28 / 1000, 14);
    expect(rademacher).toBe(6);
  });

  it("stop at a bad row with one sentence, and go without a method that cannot be used", async () => {
    await expect(table(spiral, { text: "1,2\n3,x" })).rejects.toThrow('Line 2: "x" is not a number.');
    const { columns, problems } = await table(spiral, {
      methods: [{ method: "structured" }, { ...gaussian, method: "xtrace", distribution: "hadamard" }],
    });
    expect(columns).toEqual(["x", "y", "div"]);
    expect(problems).toEqual([{ method: 1, problem: expect.stringMatching(/^xtrace .*\.$/) }]);
  });

  it("come in blocks that agree with the whole, with keys of their own", async () => {
    const text = "arange(0, 26, 0.01) as 1300x2";
    const methods: MethodChoice[] = [{ ...gaussian, probes: 3, keys: "per-point" }];
    const { rows } = await table(spiral, { text, methods });
    expect(rows).toHaveLength(1300);
    // Alone, the point with index 0 has the first row's key.
    const alone = await table(spiral, { text: rows[0]?.slice(0, 2).join(",") as string, methods });
    expect(alone.rows[0]).toEqual(rows[0]);
    const estimates = rows.map((row) => (row[2] as number) / (1 + Math.abs(row[0] as number)));
    expect(new Set(estimates).size).toBeGreaterThan(1000);
  });
});
