import { describe, expect, it } from "vitest";
import { countText } from "../../app/count-text.ts";
import type { CompareCell } from "../../app/document/document.ts";
import { defaultLab } from "../../app/document/lab-cells.ts";
import { sampleOf } from "../../app/laboratory/sample-errors.ts";
import { createPreparer, placesOf, type Subject } from "../../app/laboratory/subject.ts";
import { compareTask } from "./compare-task.ts";
import { bytesText, counted, durationText, spreadText, timingText } from "./figure-text.ts";
import { memorySentence } from "./memory-sentence.ts";
import { clampProbes, clampStep, withMethod } from "./method-choice.ts";
import { complaintOf, placeIn, placeText, readPlace } from "./place.ts";

const cell = defaultLab("compare", "c") as CompareCell;
const subjectOf = (source: string): Subject => ({ source, field: "F", time: 0, seed: 0, layout: "jax" });

describe("words and numbers of the laboratory's cells", () => {
  it("writes times, sizes and counts for people", () => {
    expect([3.14, 85, 999.6, 1250, 33_000, 2.4e5, 1.5e6, 2e9].map(durationText)).toEqual([
      "3.1 ns",
      "85 ns",
      "1 µs",
      "1.3 µs",
      "33 µs",
      "240 µs",
      "1.5 ms",
      "2 s",
    ]);
    const time = { nanoseconds: 1500, low: 900, high: 2100 };
    expect([timingText(time), timingText(null)]).toEqual(["1.5 µs", "–"]);
    expect(spreadText(time)).toBe("Four of five runs took 900 ns to 2.1 µs for a point.");
    expect([72, 999, 1500, 2.5e6].map(bytesText)).toEqual(["72 B", "999 B", "1.5 kB", "2.5 MB"]);
    expect([7, 1234, 1_234_567, null].map(countText)).toEqual([
      "7",
      "1\u202f234",
      "1\u202f234\u202f567",
      "–",
    ]);
    expect([counted(1, "probe"), counted(0, "method")]).toEqual(["1 probe", "0 methods"]);
  });

  it("reads points as they are typed", () => {
    expect(readPlace("1, −2.5; 3e-2")).toEqual([1, -2.5, 0.03]);
    expect(readPlace(" (4) ")).toEqual([4]);
    for (const text of ["", " , ", "1, a", "1e999"]) expect(readPlace(text)).toBeNull();
    expect(placeIn([1], 3)).toEqual([1, 0, 0]);
    expect(placeText([1, -2])).toBe("(1, −2)");
    expect(placeText(placeIn([1], 6))).toBe("(1, 0, 0, 0, … 6 numbers)");
  });

  it("says in one sentence why nothing can be computed", () => {
    const subject = subjectOf("F(x, y) = (x, y)");
    const { field } = createPreparer()(subject);
    const about = { subject, field, fields: ["F"], error: null };
    const none = { ...about, subject: null, field: null };
    expect(complaintOf(cell, about)).toBeNull();
    expect(complaintOf({ ...cell, point: [1] }, about)).toBeNull();
    expect(complaintOf({ ...cell, point: [1, 2, 3] }, about)).toBe(
      "F takes 2 numbers for a point, and here are 3.",
    );
    expect(complaintOf({ ...cell, field: "G" }, none)).toBe(
      "There is no field G in this document: choose another.",
    );
  });

  it("keeps what methods have in common, and bounds what is typed", () => {
    const sketch = withMethod(
      { method: "hutchinson", probes: 2, distribution: "sphere", keys: "per-point" },
      "hutch++",
    );
    expect(sketch).toEqual({ method: "hutch++", probes: 3, distribution: "sphere", keys: "per-point" });
    expect(withMethod(sketch, "auto")).toEqual({ method: "auto" });
    expect(withMethod({ method: "auto" }, "finite-difference")).toEqual({
      method: "finite-difference",
      step: 1e-3,
    });
    expect([clampProbes(0.2), clampProbes(7.6), clampStep(9)]).toEqual([1, 8, 1]);
  });

  it("takes errors around the view and the value at the point, in any dimension", () => {
    for (const [source, dimension] of [
      ["F(x: R^1) = x^2", 1],
      ["F(x, y) = (x, y)", 2],
      ["F(x: R^5) = x^2", 5],
    ] as const) {
      const own = { ...cell, point: [0.5, -1, 2, 3, 4].slice(0, dimension), view: { x: 1, y: -2, span: 4 } };
      const task = compareTask(own, subjectOf(source), dimension);
      const prepared = createPreparer()(task.subject);
      expect([...placesOf(prepared, Float64Array.from(task.probe.at))]).toEqual(own.point);
      const { points, indices } = sampleOf(prepared, task.over, 1);
      const row = [...indices].indexOf(task.probe.index);
      for (let i = 0; i < dimension; i++) {
        const middle = [1, -2][i];
        const values = points.filter((_, k) => k % dimension === i);
        if (middle === undefined) expect(new Set(values)).toEqual(new Set([own.point[i]]));
        else {
          expect((Math.min(...values) + Math.max(...values)) / 2).toBeCloseTo(middle, 9);
          expect(Math.max(...values) - Math.min(...values)).toBeCloseTo((4 * 63) / 64, 9);
          // The probe lies in the pixel that its key is of.
          expect(Math.abs((values[row] as number) - (own.point[i] as number))).toBeLessThanOrEqual(4 / 64);
        }
      }
    }
  });

  it("says what either mode keeps", () => {
    const memory = (forward: number, reverse: number) => ({
      evaluation: { peak: 4, steps: [] },
      forward: { peak: forward, steps: [] },
      reverse: { peak: reverse, steps: [] },
    });
    expect(memorySentence(memory(10, 35), "F")).toBe(
      "A pass in reverse keeps up to 35 numbers at once, 3.5 times forward mode's 10; F alone keeps 4.",
    );
    expect(memorySentence(memory(9, 9), "F")).toContain("at once, and forward mode 9;");
  });
});
