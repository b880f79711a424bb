import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Autosave, createAutosave, type SaveState } from "../storage/autosave.ts";
import { loadSlots, slotNames } from "../storage/slots.ts";
import { documentOfTab, rememberDocument } from "../storage/tab.ts";
import { TestStorage } from "../testing/test-storage.ts";
import { createLibrary, type Library } from "./library.ts";
import { withRoom } from "./room.ts";

const seed = 20261127;

/** Every text is another one, so that it says who wrote it. */
const titleOf = (text: string) => JSON.parse(text).title as string;

/** A deleted document: the text it had, and when it was deleted. */
interface Aside {
  readonly id: string;
  readonly text: string;
  readonly time: number;
}

const day = 86_400_000;

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
  /** Deleted documents, the last one last. */
  aside: Aside[] = [];
  /** Of what was refused in this step for want of room: deleted documents may have made some. */
  readonly refused = new Set<string>();
  /** How often one did. */
  freed = 0;
  /** Those of two pages. */
  readonly libraries: readonly Library[];
  readonly storage = this.watched();
  /** What must not happen and has: it is kept, since what is thrown in a write is taken for the storage's refusal. */
  readonly faults: string[] = [];
  serial = 0;
  clock = 0;

  constructor() {
    this.libraries = [0, 1].map(() =>
      createLibrary(
        withRoom(this.storage),
        () => `library-${++this.serial}`,
        () => ++this.clock,
      ),
    );
  }

  /** A storage on the common items that tells when it refuses something. */
  watched(): TestStorage {
    const storage = new TestStorage(this.items);
    const set = storage.setItem.bind(storage);
    storage.setItem = (key, value) => {
      try {
        set(key, value);
      } catch (error) {
        if (error instanceof DOMException) this.refused.add(key);
        throw error;
      }
    };
    return storage;
  }

  get used(): number {
    return [...this.items].flat().join("").length;
  }

  /** Whether whatever is written now has room. */
  get isRoomy(): boolean {
    return !this.storage.full && this.storage.room === Number.POSITIVE_INFINITY;
  }

  limit(full: boolean, room: number): void {
    for (const storage of [this.storage, ...this.tabs.flatMap((tab) => tab?.storage ?? [])])
      Object.assign(storage, { full, room });
    // What could not be written is tried again at the next change.
    if (this.isRoomy) for (const each of this.tabs) if (each?.typed) each.autosave.touch();
  }

  /** What the time of deleted documents, or the room of others, has come to. */
  forgetAside(): void {
    const isThere = ({ id, text }: Aside) => loadSlots(this.storage, id)?.text === text;
    const before = this.aside;
    const due = before.filter(({ time }) => this.clock - time < 7 * day);
    // The first deleted goes first; one that is written into makes no room for itself.
    const isWritten = ({ id }: Aside) => slotNames(id).some((name) => this.refused.has(name));
    const first = due.findIndex((one) => isThere(one) && !isWritten(one));
    this.aside = due.filter((one, k) => {
      const mayGo = this.refused.size > 0 && (first < 0 || k < first);
      return !mayGo || isThere(one);
    });
    this.freed += due.length - this.aside.length;
    for (const one of before) if (!this.aside.includes(one)) this.whole.delete(one.id);
    this.refused.clear();
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
    const storage = this.watched();
    Object.assign(storage, { full: this.storage.full, room: this.storage.room });
    const name = `tab ${++this.serial}`;
    const id = documentOfTab(session, storage) ?? this.libraries[0]?.list()[0]?.id ?? `${name} new`;
    const read = loadSlots(storage, id);
    const page = { text: "" };
    let copies = 0;
    const autosave = createAutosave(
      withRoom(storage),
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
      if (id === undefined) return;
      const text = loadSlots(storage, id)?.text as string;
      // What has made room in vain is put back.
      if (!this.madeRoom(id, text)) this.wrote(tab, id, text);
    };
    const remove = storage.removeItem.bind(storage);
    storage.removeItem = (key) => {
      const id = key.match(/^deldot:(.+):[01]$/)?.[1] as string;
      if (this.madeRoom(id, loadSlots(storage, id)?.text)) return remove(key);
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

  madeRoom(id: string, text: string | undefined): boolean {
    return this.refused.size > 0 && this.aside.some((one) => one.id === id && one.text === text);
  }

  show(tab: Tab, text: string): true {
    tab.page.text = text;
    tab.seen.add(text);
    return true;
  }

  /** Everything of every document is as the model has it, and so is the list. */
  check(): void {
    this.forgetAside();
    expect(this.faults).toEqual([]);
    for (const [id, texts] of this.whole) expect(loadSlots(this.storage, id)?.text, id).toBe(texts.at(-1));
    const gone = new Set(this.aside.map(({ id }) => id));
    const alive = [...this.whole].filter(([id]) => !gone.has(id));
    const entry = (id: string, title: string) => `${id}: ${title}`;
    const listed = alive.map(([id, texts]) => entry(id, titleOf(texts.at(-1) as string))).sort();
    const aside = this.aside.map(({ id, text }) => entry(id, titleOf(text))).reverse();
    for (const library of this.libraries) {
      const [own, deleted] = [library.list(), library.deleted()].map((entries) =>
        entries.map(({ id, title }) => entry(id, title)),
      );
      expect(own?.sort()).toEqual(listed);
      expect(deleted).toEqual(aside);
    }
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
    ...(["kill", "tear", "damage", "full", "room", "create", "create", "rename", "days"] as const),
    ...(["remove", "remove", "remove", "restore", "forget"] as const),
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
  const library = world.libraries[document % 2] as Library;
  if (kind === "wait") {
    vi.advanceTimersByTime(300);
    if (world.isRoomy) world.checkSaved();
  } else if (kind === "full") {
    world.limit(!world.storage.full, world.storage.room);
  } else if (kind === "room") {
    const isFree = world.storage.room === Number.POSITIVE_INFINITY;
    world.limit(false, isFree ? world.used + Math.floor(200 * share) : Number.POSITIVE_INFINITY);
  } else if (kind === "days") {
    world.clock += day * Math.ceil(3 * share);
  } else if (kind === "create") {
    const text = world.next();
    const kept = library.create(text);
    expect([world.isRoomy, !world.storage.full]).toContain(kept.ok);
    if (kept.ok) world.whole.set(kept.id, [text]);
  } else if (kind === "rename") {
    const title = `renamed ${++world.serial}`;
    const before = world.newest(id);
    const kept = library.rename(id, title);
    expect([world.isRoomy, !world.storage.full].map((may) => may && before !== null)).toContain(kept.ok);
    const text = `${JSON.stringify({ ...JSON.parse(before ?? "{}"), title }, null, 2)}\n`;
    if (kept.ok) world.revive(id);
    if (kept.ok) world.whole.set(id, [before as string, text]);
  } else if (kind === "remove") {
    const text = world.newest(id);
    // Without room for the note it would be kept by the page alone: that has its own test.
    if (world.storage.full || world.storage.room < world.used + 1000) return;
    expect(library.remove(id).ok).toBe(text !== null);
    if (text === null) return;
    world.whole.set(id, [text]);
    world.revive(id);
    world.aside.push({ id, text, time: world.clock });
    for (const oldest of world.aside.splice(0, world.aside.length - 10)) world.whole.delete(oldest.id);
  } else if (kind === "restore") {
    const isAside = world.aside.some((one) => one.id === id);
    // Whatever is full: only of others that are still deleted something has to be written.
    const isLast = world.aside.length === 1;
    expect(library.restore(id).ok).toBe(isAside && (isLast || !world.storage.full));
    if (isLast || !world.storage.full) world.revive(id);
  } else if (kind === "forget") {
    const isAside = world.aside.some((one) => one.id === id);
    library.forget(id);
    if (!isAside) return;
    world.revive(id);
    world.whole.delete(id);
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
    if (world.isRoomy) expect(moved).toBe(true);
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
    const count = (what: string, by = 1) => counts.set(what, (counts.get(what) ?? 0) + by);
    fc.assert(
      fc.property(fc.array(operation, { minLength: 20, maxLength: 120, size: "max" }), (operations) => {
        vi.clearAllTimers();
        const world = new World();
        world.open(0);
        for (const each of operations) {
          apply(world, each);
          world.check();
          for (const tab of world.tabs) if (tab) count(tab.state);
          count("aside", world.aside.length);
        }
        count("freed", world.freed);
      }),
      { seed, numRuns: 200 },
    );
    // All that can happen has happened often.
    for (const what of ["saved", "pending", "failed", "conflict", "aside"])
      expect(counts.get(what), what).toBeGreaterThan(200);
    expect(counts.get("freed")).toBeGreaterThan(50);
  });
});
