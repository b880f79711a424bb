import { afterAll, describe, expect, it } from "vitest";
import { comparison } from "../app/laboratory/compare.ts";
import { pointTable } from "../app/laboratory/points.ts";
import { createPreparer, type Subject } from "../app/laboratory/subject.ts";
import { countingClock, finished } from "../app/testing/finished.ts";
import type { MethodChoice } from "../engine/divergence/method-choice.ts";
import { deldot, rowsOf, temporaryFolder } from "./testing/command.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const source = "a = 1.5 in [0, 3]\nF(x, y) = (a x^2 + y, x y^3)";
const subject: Subject = { source, field: "F", time: 0, seed: 4, layout: "jax" };
const file = folder.file("spiral.txt", source);

const cases: readonly (readonly [method: string, choice: MethodChoice, options: string])[] = [
  ["auto", { method: "auto" }, ""],
  ["per-component", { method: "per-component" }, ""],
  ["finite-difference", { method: "finite-difference", step: 1e-3 }, ""],
  [
    "hutchinson",
    { method: "hutchinson", probes: 7, distribution: "gaussian", keys: "per-point" },
    "--probes 7 --distribution gaussian --keys per-point",
  ],
  [
    "xtrace",
    { method: "xtrace", probes: 6, distribution: "sphere", keys: "shared" },
    "--probes 6 --distribution sphere",
  ],
];

const written = (options: string) => options.split(" ").filter((option) => option !== "");

describe("the laboratory and the command", () => {
  it.each(cases)("have one and the same table of points: %s", async (method, choice, options) => {
    const text = "# some points\nx\ty\n1\t2\n-0.5\t1e-3\n3\tnan\n0.25\t-4\n";
    const points = folder.file("points.tsv", text);
    const { stdout, stderr } = await deldot([
      ...["divergence", file, "--points", points, "--components", "--seed", "4", "--method", method],
      ...written(options),
    ]);
    expect(stderr).toBe("");
    const task = { kind: "points", subject, text, methods: [choice], components: true } as const;
    const { value } = finished(pointTable(createPreparer()(subject), task));
    expect(await value.csv.text()).toBe(stdout);
  });

  it("tell the same of a field at a point, by every method", async () => {
    const { value } = finished(
      comparison(
        createPreparer()(subject),
        {
          kind: "compare",
          subject,
          methods: cases.map(([, choice]) => choice),
          over: { points: [0, 1, 1, 2] },
          probe: { at: [0.7, -1.1], index: 0 },
        },
        countingClock(),
      ),
    );
    for (const [position, [method, , options]] of cases.entries()) {
      const { stdout } = await deldot([
        ...["divergence", file, "--at", "0.7,-1.1", "--seed", "4", "--method", method],
        ...written(options),
      ]);
      const [, , div, standardError = null, variance] = rowsOf(stdout)[0] as number[];
      const row = value.rows[position];
      if (row?.status !== "done") expect.fail(`${method} can be used`);
      expect([row.value, row.standardError]).toEqual([div, standardError]);
      if (variance === undefined) expect(row.predictedVariance).toBeNull();
      else expect(row.predictedVariance).toBeCloseTo(variance, 12);
    }
  });
});
