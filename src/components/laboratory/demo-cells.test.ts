import { describe, expect, it } from "vitest";
import { demos } from "../../app/demos.ts";
import type { Document, LabCell } from "../../app/document/document.ts";
import { comparison } from "../../app/laboratory/compare.ts";
import { convergence } from "../../app/laboratory/convergence.ts";
import { costs } from "../../app/laboratory/cost.ts";
import { familyNames } from "../../app/laboratory/families.ts";
import { type PointRows, pointTable } from "../../app/laboratory/points.ts";
import { type StructurePicture, structurePicture } from "../../app/laboratory/structure.ts";
import { createPreparer, type Subject } from "../../app/laboratory/subject.ts";
import { labPicture } from "../../app/store/picture.ts";
import { readDocument } from "../../app/store/reading.ts";
import { DemoNotebook } from "../../app/testing/demo.ts";
import { countingClock, finished } from "../../app/testing/finished.ts";
import { compareTask } from "./compare-task.ts";
import { placeIn } from "./place.ts";

function documentOf(id: string): Document {
  return new DemoNotebook(id).document;
}

function isLab(cell: Document["cells"][number]): cell is LabCell {
  return cell.kind !== "text" && cell.kind !== "code" && cell.kind !== "plane";
}

function cellOf<Kind extends LabCell["kind"]>(document: Document, kind: Kind, field: string | null) {
  const found = document.cells.find((cell) => cell.kind === kind && cell.field === field);
  return (found ?? expect.fail(`There is no ${kind} of ${field}.`)) as Extract<LabCell, { kind: Kind }>;
}

/** What a cell is about, as the page hands it to the laboratory. */
function prepared(document: Document, cell: LabCell) {
  const picture = labPicture(readDocument(document, null), cell.field);
  if (!picture) return expect.fail(`${cell.id} is about no field.`);
  const { program, field } = picture;
  const source = program.texts.map(({ from, to }) => program.source.slice(from, to));
  const subject: Subject = { source, field: field.name, time: cell.time, seed: document.seed, layout: "jax" };
  return { field, subject, prepared: createPreparer()(subject) };
}

function valuesCompared(id: string, field: string): number[] {
  const document = documentOf(id);
  const cell = cellOf(document, "compare", field);
  const about = prepared(document, cell);
  const task = compareTask(cell, about.subject, about.field.dimension);
  const steps = comparison(createPreparer()(task.subject), task, countingClock());
  return finished(steps).value.rows.map((row) => (row.status === "done" ? row.value : Number.NaN));
}

function drawn(id: string, field: string): StructurePicture {
  const document = documentOf(id);
  const picture = structurePicture(prepared(document, cellOf(document, "cost", field)).prepared.field);
  return picture ?? expect.fail(`${field} is not drawn.`);
}

describe.each(demos.filter(({ id }) => documentOf(id).cells.some(isLab)))("$title", ({ id }) => {
  const document = documentOf(id);
  const cells = document.cells.filter(isLab);

  it("has cells of the laboratory that can do what they are asked, all of it", () => {
    for (const cell of cells) {
      if (cell.kind === "cost" && cell.family !== null) {
        const family = familyNames.find((name) => name === cell.family) ?? expect.fail(cell.family);
        const methods = cell.methods.slice(0, 1);
        const task = { kind: "cost", family, most: 4, methods, seed: 0, layout: "jax" } as const;
        expect(finished(costs(task, countingClock())).parts.length).toBeGreaterThan(0);
        continue;
      }
      const about = prepared(document, cell);
      const { dimension } = about.field;
      if (cell.kind === "cost") expect(structurePicture(about.prepared.field)).not.toBeNull();
      if (cell.kind === "compare" || cell.kind === "convergence")
        expect(cell.point.length).toBeLessThanOrEqual(dimension);
      if (cell.kind !== "convergence") continue;
      const at = placeIn(cell.point, dimension);
      const { value } = finished(convergence(about.prepared, { ...cell, subject: about.subject, at }));
      expect(value.problems).toEqual([]);
    }
  });
});

describe("what the cells of demos show", () => {
  it("is fifty times 10 for the thread's points", () => {
    const document = documentOf("jax-thread");
    const cell = cellOf(document, "points", "L");
    const { subject, prepared: own } = prepared(document, cell);
    const { table: text, methods, components } = cell;
    const steps = pointTable(own, { kind: "points", subject, text, methods, components });
    const parts: readonly PointRows[] = finished(steps).parts;
    const rows = parts.flatMap(({ columns, values }) =>
      Array.from({ length: values.length / columns.length }, (_, row) =>
        [...values.subarray(row * columns.length, (row + 1) * columns.length)].slice(10),
      ),
    );
    expect(rows).toEqual(Array.from({ length: 50 }, () => [10, 10]));
  });

  it("is what the thread printed, for today's keys", () => {
    const [reverse, gradients, gaussian, signs] = valuesCompared("jax-thread", "f");
    expect([reverse, gradients, signs]).toEqual([6, 6, 6]);
    expect(gaussian).toBeCloseTo(5.69566, 4);
  });

  it("is what finite differences are said to give", () => {
    const [exact, coarse, fine] = valuesCompared("finite-differences", "Q");
    expect(exact).toBe(2);
    expect(coarse).toBeCloseTo((2 * Math.sinh(0.1)) / 0.1, 12);
    expect(fine).toBeCloseTo(2.00000033, 8);
  });

  it("is the structure that is told of", () => {
    expect(drawn("jax-thread", "N").chosen).toBe("layers");
    expect(drawn("ffjord", "g").cut?.width).toBe(3);
    expect(drawn("sparse-jacobians", "T").colouring?.count).toBe(2);
    expect(drawn("sparse-jacobians", "R").colouring?.count).toBe(2);
    expect(drawn("local-kinetic-energy", "Q").colouring?.count).toBe(3);
    const { rows, hollow } = drawn("hollow-networks", "H");
    expect(rows.every((row) => row.length === 12)).toBe(true);
    expect(hollow?.rows).toEqual(Array.from({ length: 12 }, (_, i) => [i]));
  });
});
