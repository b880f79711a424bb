import { describe, expect, it } from "vitest";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { countingClock, finished } from "../testing/finished.ts";
import { comparison } from "./compare.ts";
import { comparedIndex, comparedPixels } from "./compared-view.ts";
import { createPreparer, type Subject } from "./subject.ts";
import { createValueReader, type ValueTask } from "./value-at.ts";

const field = ["a = 0.7 in [0, 2]", "F(x, y, z) = (x^2 sin(y), a y z^2, exp(-z) x)"];
const subject: Subject = { source: field, field: "F", time: 0, seed: 8, layout: "jax", slice: null };
const exact = (x: number, y: number) => 2 * x * Math.sin(y) - x;

const estimate = (method: "xtrace" | "hutch++", keys: "shared" | "per-point"): MethodChoice => ({
  method,
  probes: 6,
  distribution: "gaussian",
  keys,
});

function createReader() {
  const read = createValueReader(createPreparer());
  return (task: ValueTask) => finished(read(task)).value;
}

describe("the value where a pointer is", () => {
  it("is the table's to the last bit, whatever was asked before", () => {
    const valueAt = createReader();
    const methods = [estimate("xtrace", "shared"), estimate("hutch++", "per-point")];
    const pixels = comparedPixels({ x: 0.5, y: 0, span: 3 });
    for (const [x, y] of [
      [0.25, -1.2],
      [-0.8, 0.4],
      [5, 5],
    ] as const) {
      const probe = { at: [x, y], index: comparedIndex(pixels, { x, y }) };
      const task = { kind: "compare", subject, methods, over: { pixels }, probe } as const;
      const { value } = finished(comparison(createPreparer()(subject), task, countingClock()));
      const own = methods.map((choice) => valueAt({ kind: "value", subject, choice, probe }));
      expect(own).toEqual(value.rows.map((row) => row.status === "done" && row.value));
    }
  });

  it("is by an exact method that of calculus, of the present source and time", () => {
    const valueAt = createReader();
    const probe = { at: [0.25, -1.2], index: 0 };
    const choice = { method: "jacobian-reverse" } as const;
    // z = 0 on the slice that is meant where none is given.
    expect(valueAt({ kind: "value", subject, choice, probe })).toBeCloseTo(exact(0.25, -1.2), 12);
    const moving = { ...subject, source: "F(x, y, z) = (t x, y, z)" };
    for (const time of [0, 3])
      expect(valueAt({ kind: "value", subject: { ...moving, time }, choice, probe })).toBe(time + 2);
  });

  it("is refused in a sentence where a method cannot be used", () => {
    const valueAt = createReader();
    const choice = { method: "xtrace", probes: 6, distribution: "hadamard", keys: "shared" } as const;
    const task = { kind: "value", subject, choice, probe: { at: [0, 0], index: 0 } } as const;
    expect(() => valueAt(task)).toThrow(/so they must be independent.*\.$/);
  });
});
