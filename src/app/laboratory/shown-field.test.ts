import { describe, expect, it } from "vitest";
import { createDocument, type Document } from "../document/document.ts";
import { createNotebook } from "../store/notebook.ts";
import { pictureSubject } from "./picture-subject.ts";
import { errorPlace, shownField } from "./shown-field.ts";

const first = "F(x, y) = (x, y^2)";
const second = "# another\nG(x, y, z) = (z, y, x)";

function documentOf(...sources: string[]): Document {
  const cells = sources.map((source, at) => ({ id: `code ${at}`, kind: "code", source }) as const);
  return { ...createDocument("", ""), cells };
}

/** What a cell shows of a notebook of these sources, and what is changed there. */
function notebookOf(...sources: string[]) {
  const notebook = createNotebook(documentOf(...sources));
  const shown = (field: string | null = null) => shownField(notebook, { id: "cost", field });
  const words = (field: string | null = null) => {
    const { picture, stale } = shown(field);
    return `${picture?.field.name ?? "none"}${stale ? ", stale" : ""}`;
  };
  const place = () => errorPlace(notebook.store.getState().reading);
  return { notebook, shown, words, place };
}

describe("the field of a cell of the laboratory", () => {
  it("stays while its source has an error, and is the very same text when that is gone", () => {
    const { notebook, shown, words, place } = notebookOf(first);
    const subject = () => pictureSubject(shown().picture ?? expect.fail("no field"), 0, 1);
    const before = subject();
    expect([words(), place()]).toEqual(["F", null]);
    notebook.setSource("code 0", `${first} `);
    expect(subject()).toEqual(before);
    notebook.setSource("code 0", `\n${first} +`);
    expect([words(), place()]).toEqual(["F, stale", "line 2 of the source"]);
    expect(subject()).toEqual(before);
    notebook.setSource("code 0", first);
    expect([words(), place()]).toEqual(["F", null]);
    expect(subject()).toEqual(before);
  });

  it("gives no way to another one because of an error, though it does where it is gone", () => {
    const { notebook, words, place } = notebookOf(first, second);
    expect(words()).toBe("F");
    notebook.setSource("code 0", `${first} +`);
    expect([words(), place()]).toEqual(["F, stale", "line 1 of source 1"]);
    expect(words("F")).toBe("F, stale");
    // Chosen by its name another one is shown, as it is not concerned.
    expect([words("G"), words("F")]).toEqual(["G", "none"]);
    notebook.setSource("code 0", "");
    expect([words(), words("F"), words()]).toEqual(["G", "none", "G"]);
    notebook.setSource("code 0", first);
    expect(words()).toBe("F");
    notebook.setSource("code 1", `${second} /`);
    expect([words(), words("G"), place()]).toEqual(["F", "none", "line 2 of source 2"]);
  });

  it("is none where there never was one, nor one of a document before", () => {
    const { notebook, words } = notebookOf(`${first} +`);
    expect(words()).toBe("none");
    notebook.setSource("code 0", first);
    expect(words()).toBe("F");
    notebook.open(documentOf("H(x, y) = (x +"));
    expect(words()).toBe("none");
  });
});
