import { describe, expect, it } from "vitest";
import { pixelGrid, worldOf } from "../../shaders/pixels.ts";
import { gridPoints } from "../export/grid.ts";
import { finished } from "../testing/finished.ts";
import { createPlaneState } from "../testing/plane-state.ts";
import { scheduledByHand } from "../testing/scheduler.ts";
import { createCompiler } from "./compile.ts";
import { csvTable } from "./csv-table.ts";
import { pinReadings } from "./pin-readings.ts";
import type { CpuRequest, CsvTask, Readout, Statistics, Subject } from "./protocol.ts";
import { readoutAt } from "./readout.ts";
import { statisticsOver } from "./statistics.ts";

const subject: Subject = {
  source: "a = 2 in [0, 3]\nF(x, y) = (a x^2 y + t, sin(x y))",
  field: "F",
  time: 0.25,
  quantity: "divergence",
  method: "jacobian-forward",
  probes: 8,
  distribution: "gaussian",
  keys: "per-point",
  layout: "jax",
  seed: 5,
};
const plot = { width: 30, height: 20, pixelRatio: 2 };
const pixels = pixelGrid(createPlaneState(plot, { x: 0.5, y: -0.25, span: 3 }));

function finish<Value>(steps: Generator<unknown, Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe("what is compiled", () => {
  it("is kept for several sources by turns, of which one is changing", () => {
    const compile = createCompiler();
    const still = { ...subject, source: "F(x, y) = (x y, x)" };
    const { exact, estimate } = compile(still);
    for (let step = 0; step <= 10; step += 1) {
      const source = subject.source.replace("2", String(step / 5));
      expect(compile({ ...subject, source }).program.source).toBe(source);
      const again = compile(still);
      expect(again.exact).toBe(exact);
      expect(again.estimate).toBe(estimate);
    }
  });
});

describe("readout", () => {
  it("gives what calculus gives", () => {
    const [x, y] = [0.7, -1.3];
    const readout = finished(
      readoutAt(createCompiler()(subject), {
        kind: "readout",
        subject,
        point: { x, y },
        index: 3,
        step: 1e-3,
      }),
    ).value;
    const jacobian = [4 * x * y, 2 * x * x, y * Math.cos(x * y), x * Math.cos(x * y)];
    expect(readout.components[0]).toBeCloseTo(2 * x * x * y + 0.25, 13);
    expect(readout.components[1]).toBeCloseTo(Math.sin(x * y), 13);
    for (const [entry, value] of jacobian.entries()) expect(readout.jacobian[entry]).toBeCloseTo(value, 13);
    expect(readout.exact).toBeCloseTo((jacobian[0] as number) + (jacobian[3] as number), 13);
    expect(readout.standardError).toBeGreaterThan(0);
    const [a = 0, b = 0, c = 0, d = 0] = jacobian;
    expect(readout.curl).toBeCloseTo(c - b, 13);
    // λ² − tr λ + det = 0, by the formula for quadratic equations.
    const root = (a + d) ** 2 / 4 - (a * d - b * c);
    const { real, imaginary } = readout.eigenvalues ?? { real: [], imaginary: Number.NaN };
    expect(imaginary).toBeCloseTo(Math.sqrt(Math.max(0, -root)), 12);
    expect(real[0]).toBeCloseTo((a + d) / 2 + Math.sqrt(Math.max(0, root)), 12);
    expect(real[1]).toBeCloseTo((a + d) / 2 - Math.sqrt(Math.max(0, root)), 12);
  });

  it("has no standard error of a single probe", () => {
    const one = { ...subject, probes: 1 };
    const task = { kind: "readout", subject: one, point: { x: 1, y: 1 }, index: 0, step: 1e-3 } as const;
    expect(finished(readoutAt(createCompiler()(one), task)).value.standardError).toBeNull();
  });

  it("makes kernels again only for another source", () => {
    const compile = createCompiler();
    const first = compile(subject);
    expect(compile({ ...subject, time: 1 }).exact).toBe(first.exact);
    expect(compile({ ...subject, seed: 6 }).estimate).not.toBe(first.estimate);
    expect(compile({ ...subject, source: `${subject.source}\n` }).exact).not.toBe(first.exact);
  });

  it("says which field is missing", () => {
    expect(() => createCompiler()({ ...subject, field: "G" })).toThrow("There is no field G in the source.");
  });
});

describe("pin readings", () => {
  it.each(["shared", "per-point"] as const)(
    "are a readout a pin, with the key of its pixel, whichever row it stands in (%s keys)",
    (keys) => {
      // So many probes that the pins take several steps.
      const own = { ...subject, keys, probes: 4000 };
      const compile = createCompiler();
      const points = Array.from({ length: 11 }, (_, k) => ({
        x: k / 3,
        y: 1 - k / 7,
        index: (k * 523) % 1201,
      }));
      const told = finish(pinReadings(compile(own), { kind: "pins", subject: own, points }));
      expect(told).toMatchObject({ field: "F", coordinateNames: ["x", "y"], passes: 2 });
      const single = points.map(({ index, ...point }) => {
        const readout = finished(
          readoutAt(compile(own), { kind: "readout", subject: own, point, index, step: 1e-3 }),
        ).value;
        const { place, components, exact, estimate, curl, eigenvalues, spectrum } = readout;
        return { point, index, place, components, exact, estimate, curl, eigenvalues, spectrum };
      });
      expect(told.readings).toEqual(single);
      const fewer = points.toSpliced(0, 1);
      const left = finish(pinReadings(compile(own), { kind: "pins", subject: own, points: fewer }));
      expect(left.readings).toEqual(single.slice(1));
    },
  );

  it("of no pins are none", () => {
    const told = finish(pinReadings(createCompiler()(subject), { kind: "pins", subject, points: [] }));
    expect(told.readings).toEqual([]);
  });
});

describe("statistics", () => {
  it.each(["shared", "per-point"] as const)("are those of the pixels' own estimates (%s keys)", (keys) => {
    const own = { ...subject, keys };
    const compiled = createCompiler()(own);
    const statistics = finish(statisticsOver(compiled, { kind: "statistics", subject: own, pixels }));
    // 60 × 40 pixels are fewer than the samples wanted, so every pixel is one.
    let squares = 0;
    let largest = 0;
    for (let row = 0; row < pixels.height; row++) {
      for (let column = 0; column < pixels.width; column++) {
        const point = Float64Array.from(worldOf(pixels, column, row));
        const index = row * pixels.width + column;
        const estimate = compiled.estimate.evaluate(point, compiled.bindings, index).values[0] as number;
        const error = estimate - (compiled.exact.evaluate(point, compiled.bindings).values[0] as number);
        squares += error * error;
        largest = Math.max(largest, Math.abs(error));
      }
    }
    expect(statistics.points).toBe(2400);
    expect(statistics.finite).toBe(2400);
    expect(statistics.rms).toBeCloseTo(Math.sqrt(squares / 2400), 12);
    expect(statistics.largest).toBe(largest);
  });

  it("leave out what is not finite", () => {
    const own = { ...subject, source: "F(x, y) = (sqrt(x), y)", keys: "shared" as const };
    const statistics = finish(
      statisticsOver(createCompiler()(own), { kind: "statistics", subject: own, pixels }),
    );
    expect(statistics.finite).toBeGreaterThan(0);
    expect(statistics.finite).toBeLessThan(statistics.points);
    expect(Number.isFinite(statistics.rms)).toBe(true);
  });
});

describe("CSV table", () => {
  const axes = [
    { name: "x", low: -1, high: 1.5, count: 37 },
    { name: "y", low: 0, high: 2, count: 29 },
  ];
  const task: CsvTask = { kind: "csv", subject, axes, version: "1.2.3" };

  it("has every point of the grid once, in order, with values that read back exactly", () => {
    const compiled = createCompiler()(subject);
    const text = [...csvTable(compiled, task)].map((piece) => piece.text).join("");
    const [header, ...rows] = text
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("#"));
    expect(header).toBe("x,y,F_x,F_y,exact,estimate,error");
    expect(rows).toHaveLength(37 * 29);
    const points = gridPoints(axes, 0, rows.length);
    const exact = compiled.exact.evaluate(points, compiled.bindings).values;
    // One call for the whole grid is the oracle for the table's blocks: row r has index r.
    const estimate = compiled.estimate.evaluate(points, compiled.bindings, 0).values;
    for (const [row, line] of rows.entries()) {
      const [x, y, , , div, estimated, error] = line.split(",").map(Number);
      expect([x, y, div, estimated]).toEqual([
        points[2 * row],
        points[2 * row + 1],
        exact[row],
        estimate[row],
      ]);
      expect(error).toBe((estimated as number) - (div as number));
    }
  });

  it("says above it what it was made from", () => {
    const text = [...csvTable(createCompiler()(subject), task)].map((piece) => piece.text).join("");
    for (const words of [
      "Deldot 1.2.3",
      "a=2",
      "t: 0.25",
      "seed: 5",
      "8 gaussian probes",
      "x=-1:1.5:37,y=0:2:29",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("has a column for what the map is of, and says what that is", () => {
    const compile = createCompiler();
    for (const [quantity, name, words] of [
      ["curl", "curl_F", "Curl of F"],
      ["magnitude", "magnitude_F", "Magnitude of F"],
    ] as const) {
      const shown = { ...subject, quantity };
      const text = [...csvTable(compile(shown), { ...task, subject: shown })]
        .map((piece) => piece.text)
        .join("");
      const [header, ...rows] = text
        .trimEnd()
        .split("\n")
        .filter((line) => !line.startsWith("#"));
      expect(header).toBe(`x,y,F_x,F_y,exact,estimate,error,${name}`);
      expect(text).toContain(`# map: ${words}\n`);
      for (const line of rows) {
        const [x = 0, y = 0, fx = 0, fy = 0, , , , value] = line.split(",").map(Number);
        const point = { x, y };
        const read = finished(
          readoutAt(compile(shown), {
            kind: "readout",
            subject: shown,
            point,
            index: 0,
            step: 1e-3,
          }),
        ).value;
        expect(value).toBe(read.quantity?.value);
        const [, xy = 0, yx = 0] = read.jacobian;
        expect(value).toBeCloseTo(quantity === "curl" ? yx - xy : Math.hypot(fx, fy), 12);
      }
    }
  });

  it("refuses a grid past the limit", () => {
    const huge = axes.map((axis) => ({ ...axis, count: 5000 }));
    expect(() => [...csvTable(createCompiler()(subject), { ...task, axes: huge })]).toThrow("points at most");
  });
});

describe("scheduler", () => {
  const statistics = (id: number): CpuRequest => ({
    type: "task",
    purpose: "view",
    id,
    task: { kind: "statistics", subject, pixels },
  });
  const readout = (id: number): CpuRequest => ({
    type: "task",
    purpose: "view",
    id,
    task: { kind: "readout", subject, point: { x: 0, y: 0 }, index: 0, step: 1e-3 },
  });

  it("answers a readout at once, and between the slices of longer work", () => {
    const { replies, handle, turn } = scheduledByHand();
    handle(readout(1));
    expect(replies.map(({ type }) => type)).toEqual(["turn", "result"]);
    handle(statistics(2));
    turn();
    handle(readout(3));
    turn();
    expect(
      (replies.find(({ id, type }) => id === 3 && type === "result") as { value: Readout }).value.exact,
    ).toBe(0);
    expect(replies.some(({ id, type }) => id === 2 && type === "result")).toBe(false);
  });

  it("finishes, telling its progress, and then is still", () => {
    const { replies, handle, turn, idle } = scheduledByHand();
    handle(statistics(1));
    for (let turns = 0; turns < 1000 && !idle(); turns++) turn();
    expect(idle()).toBe(true);
    const last = replies.at(-1) as { type: string; value: Statistics };
    expect(last.type).toBe("result");
    expect(last.value.points).toBe(2400);
    const progress = replies.filter((reply) => reply.type === "progress").map((reply) => reply.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it("drops the older of two tasks of one kind, and what is cancelled", () => {
    const { replies, handle, turn, idle } = scheduledByHand();
    handle(statistics(1));
    turn();
    handle(statistics(2));
    expect(replies.at(-1)).toEqual({ type: "cancelled", id: 1 });
    turn();
    handle({ type: "cancel", id: 2 });
    expect(replies.at(-1)).toEqual({ type: "cancelled", id: 2 });
    turn();
    expect(idle()).toBe(true);
    expect(replies.some(({ type }) => type === "result")).toBe(false);
  });

  it("goes on with a file while its preview is dropped", () => {
    const { replies, handle, turn, idle } = scheduledByHand();
    handle({ ...statistics(1), purpose: "file" } as CpuRequest);
    handle({ ...statistics(2), purpose: "preview" } as CpuRequest);
    handle({ ...statistics(3), purpose: "preview" } as CpuRequest);
    expect(replies).toEqual([{ type: "cancelled", id: 2 }]);
    while (!idle()) turn();
    const results = replies.flatMap((reply) => (reply.type === "result" ? [reply.id] : []));
    expect(results.sort()).toEqual([1, 3]);
  });

  it("says in words what went wrong", () => {
    const { replies, handle } = scheduledByHand();
    handle({
      type: "task",
      purpose: "view",
      id: 1,
      task: {
        kind: "readout",
        subject: { ...subject, field: "G" },
        point: { x: 0, y: 0 },
        index: 0,
        step: 1e-3,
      },
    });
    expect(replies.slice(1)).toEqual([
      { type: "failed", id: 1, message: "There is no field G in the source." },
    ]);
  });
});
