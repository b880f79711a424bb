import { beforeAll, describe, expect, it } from "vitest";
import { drawProbes, pointKey, prngKey } from "../../engine/random/index.ts";
import { finished } from "../testing/finished.ts";
import { createCompiler } from "./compile.ts";
import { csvTable } from "./csv-table.ts";
import { linesTable } from "./lines-table.ts";
import { pinReadings } from "./pin-readings.ts";
import type { CpuRequest, Subject } from "./protocol.ts";
import { readoutAt } from "./readout.ts";
import * as sliceEvaluators from "./slice-evaluators.ts";
import { installSliceParts, needsSliceParts } from "./slice-parts.ts";
import { statisticsOver } from "./statistics.ts";

const subject: Subject = {
  source: "F(x, y, z) = (x^2 z, y z^2, x y z)",
  field: "F",
  slice: { origin: [0, 0, 0.5], across: [1, 0, 0], up: [0, 1, 0] },
  time: 0,
  quantity: "divergence",
  method: "jacobian-forward",
  probes: 4,
  distribution: "rademacher",
  keys: "shared",
  layout: "jax",
  seed: 2,
};
const readout = { kind: "readout", step: 1e-3, subject, point: { x: 2, y: -3 }, index: 0 } as const;

beforeAll(() => {
  const request: CpuRequest = { type: "task", purpose: "view", id: 1, task: readout };
  expect(needsSliceParts(request)).toBe(true);
  installSliceParts(sliceEvaluators);
  expect(needsSliceParts(request)).toBe(false);
});

describe("numbers on a slice", () => {
  it("are those of the field in space", () => {
    const { place, components, exact, jacobian, curl, eigenvalues } = finished(
      readoutAt(createCompiler()(subject), readout),
    ).value;
    expect(place).toEqual([2, -3, 0.5]);
    expect(components).toEqual([2, -0.75, -3]);
    // 2xz + z² + xy.
    expect(exact).toBe(2 + 0.25 - 6);
    expect(jacobian).toEqual([2, 0, 4, 0, 0.25, -3, -1.5, 1, -6]);
    expect({ curl, eigenvalues }).toEqual({ curl: 0, eigenvalues: null });
  });

  it("follow directions of any kind, and the default where none is given", () => {
    const oblique = { ...subject, slice: { origin: [1, 0, 0], across: [0, 1, 1], up: [2, 0, 0] } };
    expect(
      finished(readoutAt(createCompiler()(oblique), { ...readout, subject: oblique })).value.place,
    ).toEqual([-5, 2, 2]);
    const standard = { ...subject, slice: null };
    expect(
      finished(readoutAt(createCompiler()(standard), { ...readout, subject: standard })).value.place,
    ).toEqual([2, -3, 0]);
  });

  it("stand in tables with all coordinates, in the table of pins as in the readout", () => {
    const compiled = createCompiler()(subject);
    const axes = [
      { name: "x", low: 0, high: 2, count: 2 },
      { name: "y", low: -3, high: -3, count: 1 },
    ];
    const text = [...csvTable(compiled, { kind: "csv", subject, axes, version: "1" })]
      .map((piece) => piece.text)
      .join("");
    expect(text).toContain("# slice: (0, 0, 0.5) + s (1, 0, 0) + t (0, 1, 0)\n");
    expect(text).toContain("# exact: structured, ");
    expect(text).toContain("\nx,y,z,F_x,F_y,F_z,exact,estimate,error\n0,-3,0.5,0,-0.75,-0,0.25,");
    expect(text).toContain("\n2,-3,0.5,2,-0.75,-3,-3.75,");
    const points = [
      { x: 0, y: 0, index: 7 },
      { x: 2, y: -3, index: 7 },
    ];
    const steps = pinReadings(compiled, { kind: "pins", subject, points });
    let step = steps.next();
    while (!step.done) step = steps.next();
    const told = step.value.readings[1];
    expect(told).toMatchObject({ place: [2, -3, 0.5], exact: -3.75, eigenvalues: null });
    expect(told?.spectrum).toEqual(finished(readoutAt(compiled, readout)).value.spectrum);
    // Their sum is the divergence.
    expect(told?.spectrum).toHaveLength(3);
    expect(told?.spectrum?.reduce((sum, { real }) => sum + real, 0)).toBeCloseTo(-3.75, 10);
  });

  it("have lengths along streamlines as they are in space, whatever the directions are", () => {
    const source = "F(x, y, z, w) = (x, y, z, w)";
    const slice = { origin: [1, 0, 0, 0], across: [1, 0, 0.5, 0], up: [0, 1, 0, 1] };
    const own = { ...subject, source, slice };
    // A quarter of a circle in s and t, and so of an ellipse with the half axes √1.25 and √2 in space.
    const steps = 400;
    const angles = Array.from({ length: steps + 1 }, (_, k) => (k / steps) * (Math.PI / 2));
    const line = {
      points: Float64Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)])),
      arcs: Float64Array.from(angles),
    };
    const pieces = [
      ...linesTable(createCompiler()(own), { kind: "lines", subject: own, lines: [line], version: "1" }),
    ];
    const [head = "", body = ""] = pieces.map(({ text }) => text);
    expect(head).toContain("# exact: structured, ");
    const arcs = body
      .trim()
      .split("\n")
      .map((row) => Number(row.split(",")[2]));
    expect(arcs[0]).toBe(0);
    // The midpoint rule for the ellipse's arc length.
    let exact = 0;
    for (let k = 0; k < 10_000; k++) {
      const angle = ((k + 0.5) / 10_000) * (Math.PI / 2);
      exact += (Math.sqrt(1.25 * Math.sin(angle) ** 2 + 2 * Math.cos(angle) ** 2) * (Math.PI / 2)) / 10_000;
      if (k + 1 === 5000) expect(arcs[steps / 2]).toBeCloseTo(exact, 5);
    }
    expect(arcs.at(-1)).toBeCloseTo(exact, 5);
  });

  it.each(["jax", "jax-legacy"] as const)(
    "are those of the first probes while one watches (%s)",
    (layout) => {
      const [probes, taken] = [9, 4];
      for (const keys of ["shared", "per-point"] as const) {
        const own: Subject = { ...subject, distribution: "gaussian", layout, keys, probes, taken };
        const { estimate, standardError, predictedError, jacobian } = finished(
          readoutAt(createCompiler()(own), {
            ...readout,
            subject: own,
            index: 5,
          }),
        ).value;
        const key = keys === "shared" ? prngKey(2) : pointKey(prngKey(2), 5);
        const z = drawProbes(key, probes, 3, "gaussian", layout);
        const each = Array.from({ length: taken }, (_, j) =>
          jacobian.reduce(
            (sum, entry, k) =>
              sum + (z[3 * j + Math.floor(k / 3)] as number) * entry * (z[3 * j + (k % 3)] as number),
            0,
          ),
        );
        const mean = each.reduce((sum, value) => sum + value, 0) / taken;
        const squares = each.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        expect(estimate).toBeCloseTo(mean, 10);
        expect(standardError).toBeCloseTo(Math.sqrt(squares / (taken - 1) / taken), 10);
        // Var zᵀJz = Σ (J_ij + J_ji)²/2 for normal numbers.
        const variance = jacobian.reduce(
          (sum, entry, k) => sum + (entry + (jacobian[3 * (k % 3) + Math.floor(k / 3)] as number)) ** 2 / 2,
          0,
        );
        expect(predictedError).toBeCloseTo(Math.sqrt(variance / taken), 10);
      }
    },
  );

  it("have the error of the estimate over the view", () => {
    const pixels = { width: 6, height: 4, centreX: 0, centreY: 0, step: 1 };
    const steps = statisticsOver(createCompiler()(subject), { kind: "statistics", subject, pixels });
    let step = steps.next();
    while (!step.done) step = steps.next();
    expect(step.value).toMatchObject({ points: 24, finite: 24 });
    expect(step.value.rms).toBeGreaterThan(0);
  });
});
