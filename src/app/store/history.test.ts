import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDocument, type Document, defaultLayers } from "../document/document.ts";
import { drawSeed } from "./draw-seed.ts";
import { createNotebook } from "./notebook.ts";

function setup() {
  let now = 0;
  const notebook = createNotebook(createDocument("", "a = 1 in [0, 9]\nF(x, y) = (a x, y)"), () => now);
  const document = () => notebook.store.getState().document;
  function wait(milliseconds: number): void {
    now += milliseconds;
  }
  return { notebook, document, wait };
}

describe("undoing", () => {
  it("takes back one drag as one step, and what was done before it as another", () => {
    const { notebook, document, wait } = setup();
    const first = document();
    notebook.setTitle("A title");
    const titled = document();
    wait(2000);
    for (let value = 2; value <= 9; value++) {
      notebook.setParameter("a", value);
      wait(16);
    }
    const dragged = document();
    notebook.undo();
    expect(document()).toBe(titled);
    notebook.undo();
    expect(document()).toBe(first);
    notebook.undo();
    expect(document()).toBe(first);
    notebook.redo();
    notebook.redo();
    expect(document()).toBe(dragged);
  });

  it("takes back as one step a drag that rests on its way, and another one as another", () => {
    const { notebook, document, wait } = setup();
    const first = document();
    const drag = (...values: number[]) => {
      notebook.hold(true);
      for (const value of values) {
        notebook.setParameter("a", value);
        wait(1000);
      }
      notebook.hold(false);
      return document();
    };
    const dragged = drag(2, 3, 4);
    wait(2000);
    drag(5, 6);
    notebook.undo();
    expect(document()).toBe(dragged);
    notebook.undo();
    expect(document()).toBe(first);
  });

  it("makes steps of what is done after a pause, and of different things", () => {
    const { notebook, document, wait } = setup();
    notebook.setParameter("a", 2);
    wait(1000);
    notebook.setParameter("a", 3);
    notebook.setPlane("plane", { probes: 5 });
    notebook.undo();
    notebook.undo();
    expect(document().cells[0]).toMatchObject({ source: expect.stringContaining("a = 2") });
  });

  it("makes a step of each choice, however soon it follows another", () => {
    const { notebook, document } = setup();
    const pin = { x: 1, y: 2 };
    const lines: Document[] = [document()];
    for (const change of [
      { pins: [pin] },
      { pins: [pin, { x: 3, y: 4 }] },
      { streamlines: false },
      { streamlines: true },
      { layers: { ...defaultLayers, arrows: { on: true, scaled: false } } },
      { layers: { ...defaultLayers, arrows: { on: true, scaled: true } } },
    ]) {
      const before = document();
      notebook.setPlane("plane", change);
      if (document() !== before) lines.push(document());
    }
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines.toReversed()) {
      expect(document()).toBe(line);
      notebook.undo();
    }
  });

  it("makes a step of each new seed, and of what is set for the first time without a drag", () => {
    const { notebook, document } = setup();
    const first = document();
    drawSeed(notebook);
    const drawn = document();
    drawSeed(notebook);
    const again = document();
    const flux = (x: number) =>
      notebook.setPlane("plane", {
        flux: {
          on: true,
          shape: "circle",
          points: [
            { x, y: 0 },
            { x: 2, y: 0 },
          ],
        },
      });
    flux(0);
    const begun = document();
    flux(1);
    for (const before of [begun, again, drawn, first]) {
      notebook.undo();
      expect(document()).toBe(before);
    }

    notebook.hold(true);
    flux(2);
    flux(3);
    notebook.hold(false);
    notebook.undo();
    expect(document()).toBe(first);
  });

  it("takes back as one step what is dragged in a picture", () => {
    const { notebook, document, wait } = setup();
    const first = document();
    for (let x = 1; x <= 9; x++) {
      notebook.setPlane("plane", { view: { x, y: 1e-9 * x, span: 5 } });
      wait(16);
    }
    notebook.undo();
    expect(document()).toBe(first);
  });

  it("has no step where nothing differs, and redoing still can be done", () => {
    const { notebook, document } = setup();
    notebook.setPlane("plane", { view: { x: 1, y: 2, span: 3 } });
    notebook.setTitle("A title");
    notebook.setSeed(7);
    const last = document();
    notebook.setTitle("Another");
    const changed = document();
    notebook.undo();
    notebook.setPlane("plane", { view: { x: 1, y: 2, span: 3 } });
    notebook.setTitle("A title");
    notebook.setSeed(7);
    expect(document()).toBe(last);
    notebook.redo();
    expect(document()).toBe(changed);
  });

  it("goes back to what was amended meanwhile, and amending is no step", () => {
    const { notebook, document, wait } = setup();
    const titled = (title: string) => ({ ...document(), title });
    notebook.setParameter("a", 2);
    wait(5000);
    notebook.setParameter("a", 3);
    notebook.undo();
    const before = document();
    notebook.amend((one) => ({ ...one, title: "Amended" }));
    expect(document()).toEqual({ ...before, title: "Amended" });
    notebook.redo();
    expect(document()).toEqual(titled("Amended"));
    expect(document().cells[0]).toMatchObject({ source: expect.stringContaining("a = 3") });
    notebook.undo();
    notebook.undo();
    expect(document()).toEqual(titled("Amended"));
    expect(document().cells[0]).toMatchObject({ source: expect.stringContaining("a = 1") });
    expect(notebook.store.getState().history.past).toEqual([]);
  });

  it("of any changes, in any order with redoing, gives documents that were there before", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("set" as const), value: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ kind: fc.constantFrom("undo" as const, "redo" as const), value: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { notebook, document, wait } = setup();
        const line = [document()];
        let at = 0;
        for (const { kind, value } of steps) {
          wait(5000);
          if (kind === "undo") at = Math.max(0, at - 1);
          else if (kind === "redo") at = Math.min(line.length - 1, at + 1);
          const before = document();
          if (kind !== "set") notebook[kind]();
          else notebook.setParameter("a", value);
          if (kind === "set" && document() !== before) line.splice(++at, line.length, document());
          expect(document()).toBe(line[at]);
        }
      }),
    );
  });
});
