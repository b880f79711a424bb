import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { joined } from "../../engine/language/texts.ts";
import { codeCells } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { documentTextOf, linkOf } from "../link/link.ts";
import { cellsFor } from "../testing/notebook-lines.ts";
import { NotebookWalk } from "../testing/notebook-walk.ts";
import { rebuilt } from "../testing/shown-notebook.ts";

/** Seeds that have failed once, for ever. */
const failed: readonly number[] = [];
const firstSeed = 20261127;
/** `DELDOT_SEEDS=5000 npx vitest run src/app/store/model.test.ts` is the long version. */
const seeds = [
  ...failed,
  ...Array.from({ length: Number(process.env.DELDOT_SEEDS ?? 100) }, (_, k) => firstSeed + k),
];
const operations = 200;
/** Of the dearer checks: once in so many operations on average. */
const dear = 10;

const happenings = [
  ...["add", "collapse", "delete", "dependents", "duplicate", "hide", "lab", "move", "number", "plane"],
  ...["plane-below", "rebuilt", "redo", "seed", "source", "text", "text-above", "text-below", "title"],
  ...["undo", "undone and redone"],
];

/** The document is what the walk has made of it, and undoing leads where it must. */
function checkDocument({ document, line, at, title, seed, cells }: NotebookWalk): void {
  expect(document).toBe(line[at]);
  expect(document).toMatchObject({ title, seed });
  assertSame(
    document.cells,
    cells.map(({ written: _, ...cell }) => withoutFalse(cell)),
  );
}

/** As `toEqual`, which is asked only for its words: it takes ten times as long. */
function assertSame(value: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(value, wanted)) expect(value).toEqual(wanted);
}

/** Marks of cells are there or not; one that is taken away is as if it never was. */
function withoutFalse(cell: object): object {
  const marks = Object.entries(cell).filter(([key, value]) => !(/^(collapsed|hidden)$/.test(key) && !value));
  return Object.fromEntries(marks);
}

/** What every cell shows is what it would show had the document just been opened. */
function checkRebuilt(walk: NotebookWalk): void {
  const text = serialiseDocument(walk.document);
  const read = parseDocument(text);
  if (!read.ok) throw new Error(read.problem);
  assertSame(read.document, walk.document);
  expect(serialiseDocument(read.document)).toBe(text);
  const { shown } = walk;
  const fresh = rebuilt(read.document);
  assertSame(fresh.sources(), shown.sources());
  assertSame(fresh.laboratory(), shown.laboratory());
  for (const [id, view] of shown.views) {
    const own = shown.plane(id);
    if (shown.remembers(id) && own.field !== null) {
      // Told which field was shown, it comes to the same; and an old picture stays for want of a new one only.
      const { plane } = view.store.getState();
      fresh.notebook.setPlane(id, { field: plane.field ?? own.field });
      expect(fresh.plane(id).stale).toBe(own.stale);
      if (!own.stale) assertSame(fresh.plane(id).asked, own.asked);
    } else assertSame(fresh.plane(id), own);
  }
  fresh.dispose();
}

/** A picture is of the cells that its field needs and no others; it is the very same one while they are. */
function checkDependents(walk: NotebookWalk): number {
  const cells = walk.cells.flatMap(({ id, written }) => (written ? [{ id, lines: written }] : []));
  let known = 0;
  for (const [id, { store }] of walk.shown.views) {
    const { picture, stale } = store.getState();
    const needed = picture && !stale ? cellsFor(picture.field.name, cells) : null;
    if (!picture || !needed) continue;
    known += 1;
    const sources = codeCells(walk.document).flatMap((cell) => (needed.has(cell.id) ? [cell.source] : []));
    expect(picture.program.source).toBe(joined(sources));
    const last = walk.shown.before.get(id);
    const isSame = last?.program.source === picture.program.source && last.field.name === picture.field.name;
    if (isSame) expect(picture).toBe(last);
  }
  return known;
}

async function checkLink(walk: NotebookWalk): Promise<void> {
  const link = await linkOf(serialiseDocument(walk.document));
  if (!link.ok) throw new Error(link.problem);
  const linked = await documentTextOf(link.fragment);
  if (!linked.ok) throw new Error(linked.problem);
  expect(parseDocument(linked.text)).toEqual({ ok: true, document: walk.document });
}

async function walkAlong(seed: number, count: (what: string, times?: number) => void): Promise<void> {
  const walk = new NotebookWalk(seed);
  const told: string[] = [];
  walk.remember();
  try {
    for (let step = 0; step < operations; step += 1) {
      const { document } = walk;
      const what = walk.step();
      told.push(what);
      walk.remember();
      checkDocument(walk);
      count(what.replace(/[ :,].*/s, ""));
      count("dependents", checkDependents(walk));
      if (walk.document === document || walk.random() > 1 / dear) continue;
      if (walk.at > 0 && walk.random() < 0.5) {
        // Back and forth again: both ways it is the same document, and everything follows.
        walk.travel(-1);
        checkDocument(walk);
        walk.travel(1);
        checkDocument(walk);
        count("undone and redone");
      }
      checkRebuilt(walk);
      count("rebuilt");
    }
    await checkLink(walk);
  } catch (error) {
    throw new Error(`Seed ${seed}, after ${told.length} steps, the last ${told.slice(-6).join(" | ")}`, {
      cause: error,
    });
  } finally {
    walk.shown.dispose();
  }
}

describe("a notebook that is worked on", () => {
  it(`is at every moment what its document says, back and forth (seeds ${firstSeed} to ${seeds.at(-1)}, ${operations} operations each)`, async () => {
    const counts = new Map<string, number>();
    const count = (what: string, times = 1) => counts.set(what, (counts.get(what) ?? 0) + times);
    for (const seed of seeds) await walkAlong(seed, count);
    // Each thing was done, and each check had its occasion, more than once a walk.
    for (const [what, times] of counts) expect(times, what).toBeGreaterThan(seeds.length / 2);
    expect([...counts.keys()].sort()).toEqual(happenings);
  }, 600_000);
});
