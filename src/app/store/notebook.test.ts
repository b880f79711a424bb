import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSource } from "../../engine/language/check.ts";
import {
  type Cell,
  type CodeCell,
  codeCells,
  createDocument,
  type Document,
  defaultPlane,
  type PlaneCell,
} from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { examples } from "../examples.ts";
import { documentOf } from "../first-example.ts";
import { createNotebook } from "./notebook.ts";
import { fieldChoices, hasErrors, shownFields } from "./picture.ts";
import { createView, type View, type ViewState } from "./view.ts";

const good = "a = 1.5 in [0, 3]\nF(x, y) = (a x, y)";
/** A notebook of one source with the view of its plane. */
function notebookOf(source: string) {
  const notebook = createNotebook(createDocument("Test", source));
  const { store, setPlane } = createView(notebook, "plane");
  return {
    ...notebook,
    notebook,
    store,
    setPlane,
    setSource: (text: string) => notebook.setSource("code", text),
  };
}

const codeOf = (document: Document) => codeCells(document)[0] as CodeCell;

describe("stale pictures", () => {
  it("draws a good source at once", () => {
    const { picture, stale } = notebookOf(good).store.getState();
    expect(stale).toBe(false);
    expect(picture?.field.name).toBe("F");
  });

  it("keeps the last good picture, marked stale, while the source is wrong, and the program of the wrong one", () => {
    const { store, setSource } = notebookOf(good);
    const first = store.getState().picture;
    for (const wrong of ["F(x, y) = (a x, y", "F(x, y) = (b x, y)", "", "a = 2", "G(x) = [x]"]) {
      setSource(wrong);
      const { picture, stale, program } = store.getState();
      expect({ wrong, stale }).toEqual({ wrong, stale: true });
      expect(picture).toBe(first);
      expect(program.source).toBe(wrong);
    }
    setSource("F(x, y) = (y, x)");
    expect(store.getState().stale).toBe(false);
    expect(store.getState().picture?.program.source).toBe("F(x, y) = (y, x)");
  });

  it("has no picture before the first good source", () => {
    const { store, setSource } = notebookOf("F(x, y) = (");
    expect(store.getState()).toMatchObject({ picture: null, stale: true });
    setSource(good);
    expect(store.getState().stale).toBe(false);
  });

  it("shows the chosen field, also of the last good program, and the first one where it is not there", () => {
    const { store, setSource, setPlane } = notebookOf(`${good}\nG(x, y) = (y, -x)\nH(x) = [x]`);
    setPlane({ field: "G" });
    expect(store.getState().picture?.field.name).toBe("G");
    setSource("F(x, y) = (");
    setPlane({ field: "F" });
    expect(store.getState()).toMatchObject({ stale: true, picture: { field: { name: "F" } } });
    setPlane({ field: "H" });
    expect(store.getState().picture?.field.name).toBe("F");
  });

  it("is a function of the source: typing to it by any way gives what opening it gives", () => {
    const sources = [good, "F(x,y)=(x", "k = 2\nE(x, y) = (x^k, y)", "", "E(x, y) = (sin(x y), t)"];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...sources), { maxLength: 6 }),
        fc.constantFrom(good),
        (way, end) => {
          const { store, setSource } = notebookOf("");
          for (const source of way) setSource(source);
          setSource(end);
          const { picture, stale, program } = store.getState();
          expect(stale).toBe(false);
          expect(picture?.program.source).toBe(program.source);
          expect(program.diagnostics).toEqual(checkSource(end).diagnostics);
        },
      ),
    );
  });
});

describe("fields of several cells", () => {
  const [code, plane] = createDocument("", good).cells as [CodeCell, Cell];
  const two = {
    ...createDocument("", ""),
    cells: [code, plane, { ...code, id: "other", source: "G(x, y) = (y, x)" }],
  };
  const choices = ({ program, picture }: ViewState) => fieldChoices(program, picture).map(({ name }) => name);

  it("can all be chosen for a picture, though it is of its own cell alone", () => {
    const notebook = createNotebook(two);
    const { store, setPlane } = createView(notebook, "plane");
    expect(store.getState().picture?.program.source).toBe(good);
    expect(choices(store.getState())).toEqual(["F", "G"]);
    setPlane({ field: "G" });
    expect(store.getState().picture?.field.name).toBe("G");
    expect(choices(store.getState())).toEqual(["F", "G"]);
    // One that has an error now and is on show still is among them.
    notebook.setSource("other", "G(x, y) = (y, ");
    expect(choices(store.getState())).toEqual(["F", "G"]);
  });

  it("come and go beside a picture without making it anew", () => {
    const notebook = createNotebook(two);
    const { store } = createView(notebook, "plane");
    const { picture } = store.getState();
    const without = (id: string) => (document: Document) => ({
      ...document,
      cells: document.cells.filter((cell) => cell.id !== id),
    });
    notebook.change(null, without("other"));
    expect(store.getState().picture).toBe(picture);
    notebook.undo();
    expect(store.getState().picture).toBe(picture);
  });
});

describe("pictures of other cells", () => {
  it("stay the very same while a number is dragged that they do not need", () => {
    const { cells, ...rest } = createDocument("", "a = 1 in [0, 9]\nF(x, y) = (a x, y)", { field: "F" });
    const other: CodeCell = { id: "other", kind: "code", source: "G(x, y) = (y, -x)" };
    const picture: PlaneCell = { ...defaultPlane("picture"), field: "G" };
    const notebook = createNotebook({ ...rest, cells: [...cells, other, picture] });
    const [moved, still] = ["plane", "picture"].map((id) => createView(notebook, id).store) as [
      View["store"],
      View["store"],
    ];
    const before = still.getState().picture;
    expect(before?.program.source).toBe(other.source);
    for (let step = 0; step <= 90; step += 1) {
      notebook.setParameter("a", step / 10);
      expect(moved.getState().picture?.program.source).toBe(
        codeOf(notebook.store.getState().document).source,
      );
      expect(still.getState().picture).toBe(before);
    }
  });
});

describe("sliders", () => {
  it("rewrite the number in the source, and nothing else", () => {
    const { store, setParameter } = notebookOf("a = -1.5 in [-3, 3]   # swirl\nF(x, y) = (a x, y)");
    setParameter("a", 2.004);
    expect(codeOf(store.getState().document).source).toBe("a = 2 in [-3, 3]   # swirl\nF(x, y) = (a x, y)");
    setParameter("a", -9);
    setParameter("nobody", 1);
    expect(store.getState().program.parameters[0]?.value).toBe(-3);
  });

  it("keep to the range they began with while dragged, though a bare number's range is guessed anew", () => {
    const { store, setParameter } = notebookOf("k = 2\nF(x, y) = (k x, y)");
    const { low, high, step } = store.getState().program.parameters[0] ?? { low: 0, high: 0, step: null };
    for (const value of [low + (high - low) / 50, high, 2]) setParameter("k", value, { low, high, step });
    expect(store.getState().program.parameters[0]?.value).toBe(2);
  });

  it("work while another line has an error", () => {
    const { store, setParameter } = notebookOf("a = 1 in [0, 2]\nF(x, y) = (a x, y)\nG(x, y) = (");
    setParameter("a", 1.25);
    expect(codeOf(store.getState().document).source).toContain("a = 1.25 in");
  });
});

describe("documents", () => {
  it("are shown in the place of others, which can be gone back to", () => {
    const { notebook, store } = notebookOf(good);
    const own = notebook.store.getState().document;
    const other = documentOf(examples[1] ?? examples[0]);
    notebook.open(other);
    expect(notebook.store.getState()).toMatchObject({ document: other, replaced: own });
    expect(store.getState()).toMatchObject({ document: other, stale: false });
    notebook.undo();
    expect(notebook.store.getState().document).toBe(other);
  });

  it("bring settings to their bounds", () => {
    const { store, setSeed, setTitle } = notebookOf(good);
    setSeed(-4);
    expect(store.getState().document.seed).toBe(0);
    setSeed(1e12);
    expect(store.getState().document.seed).toBe(0xffff_ffff);
    setSeed(Number.NaN);
    expect(store.getState().document.seed).toBe(0xffff_ffff);
    setTitle("x".repeat(1000));
    expect(parseDocument(serialiseDocument(store.getState().document)).ok).toBe(true);
  });
});

describe("examples", () => {
  it.each(examples)("$id has no errors and a field to show, and is a valid document", (example) => {
    const program = checkSource(example.source);
    expect(program.diagnostics).toEqual([]);
    expect(hasErrors(program)).toBe(false);
    expect(shownFields(program).length).toBeGreaterThan(0);
    const document = documentOf(example);
    expect(parseDocument(serialiseDocument(document))).toEqual({ ok: true, document });
  });
});
