import { bounds } from "./bounds.ts";
import { type Cell, codeCells, type Document, defaultPlane, planeCells } from "./document.ts";
import { defaultLab } from "./lab-cells.ts";
import { namesDefined, renamedSource } from "./renamed.ts";
import { defaultSpace } from "./space-cell.ts";

/** An id that no cell of the document has: ids stay short, and the same changes give the same document. */
export function freshId(document: Document, kind: string): string {
  const taken = new Set(document.cells.map(({ id }) => id));
  if (!taken.has(kind)) return kind;
  let serial = 2;
  while (taken.has(`${kind}-${serial}`)) serial += 1;
  return `${kind}-${serial}`;
}

/** An empty cell of a kind, as it is added to this document. */
export function emptyCell(document: Document, kind: Cell["kind"]): Cell {
  const id = freshId(document, kind);
  if (kind === "plane") return defaultPlane(id);
  if (kind === "space") return defaultSpace(id);
  return kind === "text" || kind === "code" ? { id, kind, source: "" } : defaultLab(kind, id);
}

/** Why no cell can be added; null where one can. */
export function fullOf({ cells }: Document): string | null {
  return cells.length >= bounds.cells ? `A notebook has at most ${bounds.cells} cells.` : null;
}

/** The document with a cell put in at a position; as it was where it is full. */
export function withCellAt(document: Document, cell: Cell, position: number): Document {
  if (fullOf(document)) return document;
  return { ...document, cells: document.cells.toSpliced(position, 0, cell) };
}

/** The document without the cell. */
export function withoutCell(document: Document, id: string): Document {
  const cells = document.cells.filter((cell) => cell.id !== id);
  return cells.length === document.cells.length ? document : { ...document, cells };
}

/** The document with a second cell like this one just after it; what a source defines has new names there. */
export function withDuplicate(document: Document, id: string): Document {
  const position = document.cells.findIndex((cell) => cell.id === id);
  const cell = document.cells[position];
  if (!cell) return document;
  const copy = { ...cell, id: freshId(document, cell.kind) };
  if (copy.kind !== "code") return withCellAt(document, copy, position + 1);
  const sources = codeCells(document).map(({ source }) => source);
  const source = renamedSource(copy.source, namesDefined(copy.source), sources);
  return withCellAt(document, { ...copy, source }, position + 1);
}

/** The document with the cell at another position, counted without it. */
export function withMoved(document: Document, id: string, position: number): Document {
  const from = document.cells.findIndex((cell) => cell.id === id);
  const cell = document.cells[from];
  const to = Math.min(document.cells.length - 1, Math.max(0, position));
  if (!cell || to === from) return document;
  return { ...document, cells: document.cells.toSpliced(from, 1).toSpliced(to, 0, cell) };
}

/** What a cell is called where it is listed: the first words of what it says. */
export function cellName(document: Document, cell: Cell): string {
  if (cell.kind === "plane") {
    const planes = planeCells(document);
    const number = planes.length > 1 ? ` ${planes.indexOf(cell) + 1}` : "";
    return `Picture${number}${cell.field === null ? "" : ` of ${cell.field}`}`;
  }
  if (cell.kind !== "text" && cell.kind !== "code") return labNames[cell.kind];
  const line = cell.source.split("\n").find((one) => one.trim() !== "") ?? "";
  const words = line.replace(/^[#\s>*-]+/, "").slice(0, nameLength);
  return words || (cell.kind === "text" ? "Text" : "Source");
}

const labNames = {
  space: "Space",
  compare: "Methods compared",
  convergence: "Convergence",
  cost: "Cost",
  points: "Points",
} as const;

const nameLength = 60;
