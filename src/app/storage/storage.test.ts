import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAutosave, type SaveState } from "./autosave.ts";
import { loadSlots, saveSlot, slotNames, type TextStorage } from "./slots.ts";

class MemoryStorage implements TextStorage {
  readonly items = new Map<string, string>();
  full = false;
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.items.set(key, value);
  }
}

describe("slots", () => {
  it("gives the newest save", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 9 }), (texts) => {
        const storage = new MemoryStorage();
        for (const [position, text] of texts.entries()) saveSlot(storage, { revision: position + 1, text });
        expect(loadSlots(storage)).toEqual({ revision: texts.length, text: texts.at(-1) });
      }),
    );
  });

  it("falls back on the older slot when the newer is torn at any place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.nat(), fc.boolean(), (text, at, flip) => {
        const storage = new MemoryStorage();
        saveSlot(storage, { revision: 1, text: "older" });
        saveSlot(storage, { revision: 2, text });
        const whole = storage.getItem(slotNames[0]) as string;
        const place = at % whole.length;
        const flipped = String.fromCharCode(whole.charCodeAt(place) ^ 1);
        storage.setItem(slotNames[0], whole.slice(0, place) + (flip ? flipped + whole.slice(place + 1) : ""));
        expect(loadSlots(storage)).toEqual({ revision: 1, text: "older" });
      }),
    );
  });

  it("takes unreadable storage for empty", () => {
    const storage: TextStorage = {
      getItem() {
        throw new DOMException("denied", "SecurityError");
      },
      setItem() {},
    };
    expect(loadSlots(storage)).toBeNull();
  });
});

describe("autosave", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function setup() {
    const storage = new MemoryStorage();
    const states: SaveState[] = [];
    const page = { text: "first" };
    return {
      storage,
      states,
      page,
      autosave: createAutosave(
        storage,
        () => page.text,
        (state) => states.push(state),
      ),
    };
  }

  it("writes nothing before it has loaded", () => {
    const { storage, autosave } = setup();
    saveSlot(storage, { revision: 5, text: "kept" });
    autosave.touch();
    autosave.flush();
    vi.runAllTimers();
    expect(loadSlots(storage)).toEqual({ revision: 5, text: "kept" });
    expect(autosave.load()).toBe("kept");
  });

  it("writes within 300 ms of the first change, however many follow", () => {
    const { storage, page, autosave } = setup();
    autosave.load();
    for (let key = 0; key < 10; key++) {
      page.text = `typed ${key}`;
      autosave.touch();
      vi.advanceTimersByTime(40);
    }
    expect(loadSlots(storage)?.text).toBe("typed 7");
    vi.runAllTimers();
    expect(loadSlots(storage)?.text).toBe("typed 9");
  });

  it("writes at once when the page goes away, and only then when nothing is pending", () => {
    const { storage, page, autosave } = setup();
    autosave.load();
    page.text = "last words";
    autosave.touch();
    autosave.flush();
    expect(loadSlots(storage)).toEqual({ revision: 1, text: "last words" });
    autosave.flush();
    vi.runAllTimers();
    expect(loadSlots(storage)?.revision).toBe(1);
  });

  it("says when the storage is full and keeps what was there", () => {
    const { storage, states, page, autosave } = setup();
    autosave.load();
    autosave.touch();
    vi.runAllTimers();
    storage.full = true;
    page.text = "too long";
    autosave.touch();
    vi.runAllTimers();
    expect(states.at(-1)).toBe("failed");
    expect(loadSlots(storage)?.text).toBe("first");
    storage.full = false;
    autosave.touch();
    vi.runAllTimers();
    expect(loadSlots(storage)?.text).toBe("too long");
  });
});
