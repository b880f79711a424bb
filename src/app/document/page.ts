import { type Cell, createDocument, type Document } from "./document.ts";

/** The document with a code and a plane cell added where it has none: what the page needs to show anything. */
export function wholePage(document: Document): Document {
  const missing = createDocument("", "").cells.filter(
    (cell) => !document.cells.some(({ kind }) => kind === cell.kind),
  );
  if (missing.length === 0) return document;
  return { ...document, cells: [...document.cells, ...missing.map((cell) => withFreshId(cell, document))] };
}

function withFreshId<Kind extends Cell>(cell: Kind, document: Document): Kind {
  const taken = new Set(document.cells.map(({ id }) => id));
  let id = cell.id;
  for (let serial = 2; taken.has(id); serial++) id = `${cell.id}-${serial}`;
  return { ...cell, id };
}
