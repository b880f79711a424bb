import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDocument } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { createNotebook } from "../store/notebook.ts";
import { TestStorage } from "../testing/test-storage.ts";
import { keepNotebook } from "./keep.ts";
import { loadSlots } from "./slots.ts";
import { documentOfTab } from "./tab.ts";

function setup({ lasting = true, early = false } = {}) {
  const notebook = createNotebook(createDocument("Shown", "F(x, y) = (x, y)"));
  const shown = notebook.store.getState().document;
  if (early) notebook.setTitle("Early");
  const [storage, tab] = [new TestStorage(), new TestStorage()];
  const page = Object.assign(new EventTarget(), {
    document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
  });
  const newId = () => "copy";
  keepNotebook(page, notebook, { storage, tab, lasting, id: "a", saved: null, shown, newId });
  return {
    notebook,
    storage,
    tab,
    page,
    kept: () => loadSlots(storage, "a")?.text ?? null,
    present: () => serialiseDocument(notebook.store.getState().document),
    saving: () => notebook.store.getState().saving,
  };
}

describe("keeping a notebook", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("writes what is changed, and nothing before", () => {
    const { notebook, storage, tab, kept, present, saving } = setup();
    notebook.set({ theme: "dark" });
    vi.runAllTimers();
    expect(storage.length).toBe(0);
    notebook.setTitle("Changed");
    expect(saving()).toBe("pending");
    vi.advanceTimersByTime(300);
    expect([kept(), saving()]).toEqual([present(), "saved"]);
    expect(documentOfTab(tab, storage)).toBe("a");
  });

  it("writes what was changed before it began", () => {
    const { kept, present } = setup({ early: true });
    vi.advanceTimersByTime(300);
    expect(kept()).toBe(present());
    expect(kept()).toContain("Early");
  });

  it("writes at once as the page goes or is put away", () => {
    const { notebook, page, kept, present } = setup();
    notebook.setTitle("Last words");
    page.dispatchEvent(new Event("pagehide"));
    expect(kept()).toBe(present());
    notebook.setTitle("Away");
    page.document.dispatchEvent(new Event("visibilitychange"));
    expect(kept()).not.toBe(present());
    page.document.visibilityState = "hidden";
    page.document.dispatchEvent(new Event("visibilitychange"));
    expect(kept()).toBe(present());
  });

  it("notices another tab", () => {
    const { notebook, page, storage, saving } = setup();
    notebook.setTitle("Mine");
    page.dispatchEvent(new Event("pagehide"));
    const other = createNotebook(createDocument("Theirs", ""));
    keepNotebook(
      new (class extends EventTarget {
        document = Object.assign(new EventTarget(), { visibilityState: "visible" });
      })(),
      other,
      {
        storage,
        tab: new TestStorage(),
        lasting: true,
        id: "a",
        saved: loadSlots(storage, "a"),
        shown: other.store.getState().document,
        newId: () => "other copy",
      },
    );
    other.setTitle("Theirs, changed");
    vi.runAllTimers();
    expect(saving()).toBe("saved");
    page.dispatchEvent(new Event("storage"));
    expect(saving()).toBe("conflict");
  });

  it("does not say that it is saved where nothing lasts", () => {
    const { notebook, kept, present, saving } = setup({ lasting: false });
    notebook.setTitle("Changed");
    vi.runAllTimers();
    expect([kept(), saving()]).toEqual([present(), "fleeting"]);
  });

  it("says whether it was for want of room that nothing was saved", () => {
    const { notebook, storage, saving } = setup();
    for (const [name, state] of [
      ["QuotaExceededError", "full"],
      ["NS_ERROR_DOM_QUOTA_REACHED", "full"],
      ["SecurityError", "failed"],
    ]) {
      storage.setItem = () => {
        throw new DOMException("refused", name);
      };
      notebook.setTitle(`To be refused: ${name}`);
      vi.runAllTimers();
      expect(saving()).toBe(state);
    }
  });
});
