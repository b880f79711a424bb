import { describe, expect, it } from "vitest";
import { countOf, footText, partsNeeded, rowsShown, shownRows } from "./point-rows.ts";

/** Rows from `first` on, each with its number and multiples of that. */
function part(first: number, count: number, width = 2) {
  const rows = Array.from({ length: count }, (_, row) =>
    Array.from({ length: width }, (_, column) => (first + row) * (column + 1)),
  );
  const columns = Array.from({ length: width }, (_, column) => `c${column + 1}`);
  return { columns, first, values: Float64Array.from(rows.flat()) };
}

describe("rows on show", () => {
  it("are those of all parts in their order", () => {
    const parts = [part(0, 3), part(3, 2)];
    const table = shownRows(parts) ?? expect.fail("there are rows");
    expect(table.rows).toEqual([0, 1, 2, 3, 4].map((x) => [x, 2 * x]));
    expect([countOf(parts), partsNeeded(parts)]).toEqual([5, 2]);
    expect(footText("done", table, 5)).toBe("5 rows in all.");
    expect(footText("done", { ...table, rows: [[1]] }, 1)).toBe("1 row in all.");
    expect([shownRows([]), countOf([]), partsNeeded([])]).toEqual([null, 0, 0]);
  });

  it("are the first of many, and no more parts than it takes are looked at", () => {
    const parts = Array.from({ length: 50 }, (_, k) => part(64 * k, 64));
    const needed = partsNeeded(parts);
    expect(needed).toBe(4);
    const table = shownRows(parts.slice(0, needed)) ?? expect.fail("there are rows");
    expect(table).toEqual(shownRows(parts));
    expect(table.rows).toHaveLength(rowsShown);
    expect(table.rows.at(-1)).toEqual([199, 398]);
    expect(footText("done", table, countOf(parts))).toBe(
      "The first 200 of 3\u202f200 rows; all are in the CSV.",
    );
  });

  it("go without columns in the middle where there are very many", () => {
    const table = shownRows([part(1, 1, 101)]) ?? expect.fail("there is a row");
    expect(table.rows[0]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, ...Array.from({ length: 40 }, (_, k) => k + 62)]);
    expect(table.shown.map((k) => table.columns[k]).at(-1)).toBe("c101");
    expect(footText("done", table, 1)).toBe(
      "1 row in all, without 53 of their 101 columns; they are in the CSV.",
    );
  });

  it("are said to be all only when they are", () => {
    const table = shownRows([part(0, 300)]) ?? expect.fail("there are rows");
    expect(footText("running", table, 1300)).toBe("1\u202f300 rows so far.");
    expect(footText("cancelled", table, 1300)).toBe("Cancelled after 1\u202f300 rows.");
    expect(footText("failed", table, 1300)).toBe(
      "Stopped after 1\u202f300 rows: the rest could not be computed.",
    );
    expect(footText("done", table, 0)).toBe("These are the results of the settings before.");
  });
});
