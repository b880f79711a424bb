import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyCell, withCellAt, withDuplicate, withMoved, withoutCell } from "./cells.ts";
import { type Cell, createDocument, type Document } from "./document.ts";
import { parseDocument } from "./parse.ts";
import { serialiseDocument } from "./serialise.ts";

const kinds: readonly Cell["kind"][] = ["text", "code", "plane", "compare", "convergence", "cost", "points"];

const step = fc.record({
  what: fc.constantFrom("add" as const, "remove" as const, "duplicate" as const, "move" as const),
  kind: fc.constantFrom(...kinds),
  cell: fc.nat(20),
  to: fc.integer({ min: -3, max: 20 }),
});

describe("cells", () => {
  it("are added, removed, doubled and moved; whatever is done, ids differ and the document can be kept", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let document: Document = createDocument("", "F(x, y) = (x, y)");
        for (const { what, kind, cell, to } of steps) {
          const before = document;
          const id = document.cells[cell % Math.max(1, document.cells.length)]?.id ?? "";
          if (what === "add") document = withCellAt(document, emptyCell(document, kind), Math.max(0, to));
          if (what === "remove") document = withoutCell(document, id);
          if (what === "duplicate") document = withDuplicate(document, id);
          if (what === "move") document = withMoved(document, id, to);
          const grown = { add: 1, remove: id ? -1 : 0, duplicate: id ? 1 : 0, move: 0 }[what];
          expect(document.cells.length).toBe(before.cells.length + grown);
          expect(new Set(document.cells.map((one) => one.id)).size).toBe(document.cells.length);
          if (what === "move" && id) {
            const place = Math.min(document.cells.length - 1, Math.max(0, to));
            expect(document.cells[place]?.id).toBe(id);
            expect(withoutCell(document, id).cells).toEqual(withoutCell(before, id).cells);
          }
        }
        expect(parseDocument(serialiseDocument(document))).toEqual({ ok: true, document });
      }),
    );
  });
});
