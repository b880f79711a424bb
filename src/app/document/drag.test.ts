import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyCell, withCellAt } from "./cells.ts";
import { type Cell, createDocument, type Document, withCell } from "./document.ts";
import { draggedWith, landingsOf, withMovedBefore } from "./drag.ts";
import { rowsOf } from "./rows.ts";

const kinds: readonly Cell["kind"][] = ["text", "code", "code", "plane", "plane", "cost"];

const anyDocument = fc
  .array(fc.record({ kind: fc.constantFrom(...kinds), collapsed: fc.boolean() }), { maxLength: 12 })
  .map((wanted) =>
    wanted.reduce<Document>(
      (document, { kind, collapsed }) => {
        const cell = emptyCell(document, kind);
        const next = withCellAt(document, cell, document.cells.length);
        return collapsed && kind !== "plane"
          ? withCell(next, cell.id, (one) => ({ ...one, collapsed }))
          : next;
      },
      createDocument("", ""),
    ),
  );

const idsOf = ({ cells }: Document) => cells.map(({ id }) => id);

describe("dragging cells", () => {
  it("moves what is dragged before where it lands, and leaves the others in their order", () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(), fc.nat(), (document, which, where) => {
        const { cells } = document;
        const id = cells[which % cells.length]?.id ?? "";
        const landings = landingsOf(cells);
        const before = landings[where % landings.length] ?? null;
        const ids = draggedWith(cells, id);
        const moved = withMovedBefore(document, ids, before);
        const order = idsOf(moved);
        expect([...order].sort()).toEqual([...idsOf(document)].sort());
        expect(order.filter((one) => !ids.includes(one))).toEqual(
          idsOf(document).filter((one) => !ids.includes(one)),
        );
        const first = order.indexOf(ids[0] ?? "");
        expect(order.slice(first, first + ids.length)).toEqual(ids);
        if (before === null) expect(first + ids.length).toBe(order.length);
        else if (!ids.includes(before)) expect(order[first + ids.length]).toBe(before);
        // Nothing is a step of the history that changes nothing.
        if (order.join() === idsOf(document).join()) expect(moved).toBe(document);
        // A picture that was dragged still stands beside its source, and no other row was torn apart.
        const pairs = (one: Document) =>
          rowsOf(one.cells).flatMap(({ code, plane }) => (code && plane ? [`${code} ${plane}`] : []));
        for (const pair of pairs(document))
          if (pair !== `${id} ${ids[1]}` && !pair.startsWith(`${id} `)) expect(pairs(moved)).toContain(pair);
      }),
    );
  });

  it("takes a source out of its row, and a row as a whole", () => {
    const document = withCellAt(createDocument("", ""), { id: "end", kind: "text", source: "" }, 2);
    expect(landingsOf(document.cells)).toEqual(["code", "end", null]);
    expect(idsOf(withMovedBefore(document, draggedWith(document.cells, "code"), "end"))).toEqual([
      "plane",
      "code",
      "end",
    ]);
    expect(idsOf(withMovedBefore(document, draggedWith(document.cells, "plane"), null))).toEqual([
      "end",
      "code",
      "plane",
    ]);
    expect(withMovedBefore(document, draggedWith(document.cells, "plane"), "end")).toBe(document);
  });
});
