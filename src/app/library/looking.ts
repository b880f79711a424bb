import type { Document } from "../document/document.ts";

/** Where readers look, what they point at, which moment they are at, and what they fold away. */
const looking: ReadonlySet<string> = new Set(["view", "camera", "cursor", "time", "collapsed"]);

/** Whether one of two states of a document differs from the other by nothing but what readers do while they read it. */
export function isOnlyLooking(before: Document, after: Document): boolean {
  const { cells: cellsBefore, ...restBefore } = before;
  const { cells, ...rest } = after;
  return (
    isAlike(restBefore, rest) &&
    cells.length === cellsBefore.length &&
    cells.every((cell, k) => cell === cellsBefore[k] || isAlike(cell, cellsBefore[k]))
  );
}

function isAlike(one: unknown, other: unknown): boolean {
  const [a, b] = [one, other].map((value) =>
    JSON.stringify(value, (name, part) => (looking.has(name) ? undefined : part)),
  );
  return a === b;
}
