import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Autosave, createAutosave, type SaveState } from "../storage/autosave.ts";
import { loadSlots, slotNames } from "../storage/slots.ts";
import { documentOfTab, rememberDocument } from "../storage/tab.ts";
import { TestStorage } from "../testing/test-storage.ts";
import { createLibrary, type Library } from "./library.ts";

const seed = 20261127;

/** Every text is another one, so that it says who wrote it. */
const titleOf = (text: string) => JSON.parse(text).title as string;

interface Tab {
  readonly name: string;
  readonly storage: TestStorage;
  readonly session: TestStorage;
  readonly autosave: Autosave;
  readonly page: { text: string };
  /** Texts that this tab has shown: it may write over them. */
  readonly seen: Set<string>;
  /** Documents that this tab may write into besides the one it is on. */
  readonly own: Set<string>;
  /** What was typed last has been written nowhere yet. */
  typed: boolean;
  state: SaveState;
}

/** Up to three tabs, a library, and what must be in the storage, kept apart from them. */
class World {
  readonly items = new Map<string, string>();
  readonly tabs: (Tab | null)[] = [null, null, null];
  readonly sessions = this.tabs.map(() => new Map<string, string>());
  /** Of each document the whole saves, oldest first, at most two: what `loadSlots` gives is the last. */
  readonly whole = new Map<string, string[]>();
  /** Deleted documents with the text they had then, the last one last. */
  aside: { readonly id: string; readonly text: string }[] = [];
  readonly library: Library;
  readonly storage = new TestStorage(this.items);
  /** What must not happen and has: it is kept, since what is thrown in a write is taken for the storage's refusal. */
  readonly faults: string[] = [];
  serial = 0;
  clock = 0;

  constructor() {
    this.library = createLibrary(
      this.storage,
      () => `library-${++this.serial}`,
      () => ++this.clock,
    );
  }

  next(): string {
    return JSON.stringify({ title: `text ${++this.serial}`, filler: "x".repeat(this.serial % 7) });
  }

  newest(id: string): string | null {
    return this.whole.get(id)?.at(-1) ?? null;
  }

  /** Something was written into a document, be it torn: it is not deleted any more. */
  revive(id: string): void {
    this.aside = this.aside.filter((other) => other.id !== id);
  }

  /** A tab has written a text: it must have known what it wrote over. */
  wrote(tab: Tab, id: string, text: string): void {
    const before = this.newest(id);
    const { name, own, seen, autosave, page } = tab;
    if (!own.has(id) && autosave.id() !== id) this.faults.push(`${name} writes into ${id}`);
    if (before !== null && !seen.has(before)) this.faults.push(`${name} writes over ${before} in ${id}`);
    if (text !== page.text) this.faults.push(`${name} writes ${text} instead of ${page.text}`);
    tab.seen.add(text);
    tab.typed = false;
    this.revive(id);
    this.whole.set(id, [...(this.whole.get(id) ?? []), text].slice(-2));
  }

  open(position: number): void {
    const session = new TestStorage(this.sessions[position] as Map<string, string>);
    const storage = new TestStorage(this.items);
    storage.full = this.storage.full;
    const name = `tab ${++this.serial}`;
    const id = documentOfTab(session, storage) ?? this.library.list()[0]?.id ?? `${name} new`;
    const read = loadSlots(storage, id);
    const page = { text: "" };
    let copies = 0;
    const autosave = createAutosave(
      storage,
      id,
      read,
      {
        text: () => page.text,
        onState: (state) => {
          tab.state = state;
        },
        onDocument: (id) => rememberDocument(session, storage, id),
        newId: () => {
          const id = `${name} copy ${++copies}`;
          tab.own.add(id);
          return id;
        },
      },
      () => ++this.clock,
    );
    const tab: Tab = {
      name,
      storage,
      session,
      autosave,
      page,
      seen: new Set(),
      own: new Set(),
      typed: false,
      state: "saved",
    };
    // What is written is told to the model as it happens.
    const set = storage.setItem.bind(storage);
    storage.setItem = (key, value) => {
      set(key, value);
      const id = key.match(/^deldot:(.+):[01]$/)?.[1];
      if (id !== undefined) this.wrote(tab, id, loadSlots(storage, id)?.text as string);
    };
    const remove = storage.removeItem.bind(storage);
    storage.removeItem = (key) => {
      const id = key.match(/^deldot:(.+):[01]$/)?.[1] as string;
      // Only copies that it has made itself.
      if (!tab.own.has(id)) this.faults.push(`${name} removes ${id}`);
      remove(key);
      this.whole.delete(id);
      this.revive(id);
    };
    expect(read?.text ?? null).toBe(this.newest(id));
    this.show(tab, read?.text ?? this.next());
    this.tabs[position] = tab;
  }

  show(tab: Tab, text: string): true {
    tab.page.text = text;
    tab.seen.add(text);
    return true;
  }

  /** Everything of every document is as the model has it, and so is the list. */
  check(): void {
    expect(this.faults).toEqual([]);
    for (const [id, texts] of this.whole) expect(loadSlots(this.storage, id)?.text, id).toBe(texts.at(-1));
    const gone = new Set(this.aside.map(({ id }) => id));
    const alive = [...this.whole].filter(([id]) => !gone.has(id));
    expect(
      this.library
        .list()
        .map(({ id, title }) => `${id}: ${title}`)
        .sort(),
    ).toEqual(alive.map(([id, texts]) => `${id}: ${titleOf(texts.at(-1) as string)}`).sort());
  }

  /** Nothing that was typed is only in a tab once it has had its 300 ms. */
  checkSaved(): void {
    for (const tab of this.tabs) {
      if (!tab) continue;
      expect(tab.typed, tab.name).toBe(false);
      expect(tab.state, tab.name).toMatch(/^(saved|conflict)$/);
    }
  }
}

const operation = fc.record({
  kind: fc.constantFrom(
    ...(["type", "type", "type", "wait", "wait", "look", "open", "move", "flush"] as const),
    ...(["kill", "tear", "damage", "full", "create", "rename", "remove", "undo", "forget"] as const),
    ...(["mine", "theirs", "both", "leave"] as const),
  ),
  tab: fc.nat(2),
  document: fc.nat(20),
  share: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

function apply(world: World, { kind, tab: position, document, share }: Operation): void {
  const tab = world.tabs[position] ?? null;
  const ids = [...world.whole.keys()];
  const id = ids[document % ids.length] ?? "nothing";
  if (kind === "wait") {
    vi.advanceTimersByTime(300);
    if (!world.storage.full) world.checkSaved();
  } else if (kind === "full") {
    world.storage.full = !world.storage.full;
    for (const each of world.tabs) if (each) each.storage.full = world.storage.full;
    // What could not be written is tried again at the next change.
    if (!world.storage.full) for (const each of world.tabs) if (each?.typed) each.autosave.touch();
  } else if (kind === "create") {
    const text = world.next();
    const kept = world.library.create(text);
    expect(kept.ok).toBe(!world.storage.full);
    if (kept.ok) world.whole.set(kept.id, [text]);
  } else if (kind === "rename") {
    const title = `renamed ${++world.serial}`;
    const before = world.newest(id);
    const kept = world.library.rename(id, title);
    expect(kept.ok).toBe(before !== null && !world.storage.full);
    const text = `${JSON.stringify({ ...JSON.parse(before ?? "{}"), title }, null, 2)}\n`;
    if (kept.ok) world.revive(id);
    if (kept.ok) world.whole.set(id, [before as string, text]);
  } else if (kind === "remove") {
    const text = world.newest(id);
    // Without room for the note it would be kept by the page alone: that has its own test.
    if (world.storage.full) return;
    expect(world.library.remove(id).ok).toBe(text !== null);
    if (text === null) return;
    world.whole.set(id, [text]);
    world.revive(id);
    world.aside.push({ id, text });
    for (const oldest of world.aside.splice(0, world.aside.length - 8)) world.whole.delete(oldest.id);
  } else if (kind === "undo") {
    const last = world.aside.at(-1);
    const back = world.library.undo();
    expect(back?.id).toBe(world.storage.full ? undefined : last?.id);
    if (back) world.aside.pop();
  } else if (kind === "forget") {
    for (const { id } of world.aside.splice(0)) world.whole.delete(id);
    world.library.forget();
  } else if (kind === "damage") {
    const texts = world.whole.get(id);
    const newest = loadSlots(world.storage, id);
    // Of one slot: where that is the only whole one no program can help.
    if (!newest || texts?.length !== 2) return;
    const name = slotNames(id)[newest.slot];
    const item = world.items.get(name) as string;
    const at = Math.floor(share * item.length);
    world.items.set(name, `${item.slice(0, at)}\u0000${item.slice(at + 1)}`);
    texts.pop();
  } else if (!tab) {
    if (kind === "open" || kind === "type") world.open(position);
  } else if (kind === "type") {
    world.show(tab, world.next());
    tab.typed = true;
    tab.autosave.touch();
  } else if (kind === "look") {
    tab.autosave.look();
  } else if (kind === "flush") {
    tab.autosave.flush();
  } else if (kind === "kill" || kind === "tear") {
    if (kind === "tear") {
      tab.storage.tearsAt = share;
      const before = new Map(world.whole);
      tab.autosave.flush();
      // Of the slot that was torn, the older text is not there any more either.
      for (const [id, texts] of before) {
        if (!tornSlot(world, id)) continue;
        world.whole.set(id, texts.slice(-1));
        world.revive(id);
      }
    }
    tab.storage.dead = true;
    world.tabs[position] = null;
  } else if (kind === "leave") {
    tab.autosave.flush();
    tab.storage.dead = true;
    world.tabs[position] = null;
    // Another tab opened in its place has nothing of its own to go by.
    world.sessions[position]?.clear();
  } else if (kind === "move" || kind === "open") {
    const to = kind === "move" ? id : `new ${++world.serial}`;
    const from = tab.page.text;
    const pending = tab.typed;
    const left = tab.autosave.move(to, (text) => {
      // What was typed is in the storage before anything else is shown.
      if (pending) expect([...world.whole.values()].map((texts) => texts.at(-1))).toContain(from);
      return world.show(tab, text ?? world.next());
    });
    const moved = left !== null;
    if (moved) tab.typed = false;
    if (!moved) expect(tab.page.text).toBe(from);
    if (!world.storage.full) expect(moved).toBe(true);
  } else if (kind === "mine") {
    // In words: what stands there now may be written over, and nothing that comes after it.
    const theirs = world.newest(tab.autosave.id());
    if (tab.state === "conflict" && theirs !== null) tab.seen.add(theirs);
    tab.autosave.keepMine();
    // Where there was no room it is tried again at the next change.
    if (tab.state === "failed") tab.typed = true;
  } else if (kind === "theirs") {
    if (tab.autosave.takeTheirs((text) => world.show(tab, text))) tab.typed = false;
  } else if (kind === "both") {
    tab.autosave.keepBoth();
  }
}

/** Whether one of a document's slots holds something that is not whole. */
function tornSlot(world: World, id: string): boolean {
  const newest = loadSlots(world.storage, id);
  const other = newest && world.items.get(slotNames(id)[newest.slot === 0 ? 1 : 0]);
  return typeof other === "string" && !isWhole(other);
}

function isWhole(item: string): boolean {
  const storage = new TestStorage(new Map([[slotNames("x")[0], item]]));
  return loadSlots(storage, "x") !== null;
}

describe("documents in tabs", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it(`lose at most the text not yet saved, and no other document ever changes (seed ${seed})`, () => {
    const counts = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(operation, { minLength: 20, maxLength: 120, size: "max" }), (operations) => {
        vi.clearAllTimers();
        const world = new World();
        world.open(0);
        for (const each of operations) {
          apply(world, each);
          world.check();
          for (const tab of world.tabs) if (tab) counts.set(tab.state, (counts.get(tab.state) ?? 0) + 1);
        }
      }),
      { seed, numRuns: 200 },
    );
    // All that can happen has happened often.
    for (const state of ["saved", "pending", "failed", "conflict"])
      expect(counts.get(state), state).toBeGreaterThan(200);
  });
});
