import { describe, expect, it } from "vitest";
import { demos } from "./demos.ts";
import { parseDocument } from "./document/parse.ts";
import { serialiseDocument } from "./document/serialise.ts";
import { firstPage, welcomeId } from "./first-example.ts";
import { markdownToHtml } from "./prose/markdown.ts";
import { numberOf } from "./testing/claim.ts";
import { DemoNotebook } from "./testing/demo.ts";
import { probeFlops } from "./testing/trace-numbers.ts";
import { whole } from "./welcome.ts";

const document = whole(firstPage());
const notebook = new DemoNotebook(welcomeId, serialiseDocument(document));
const { prose, program } = notebook;

describe("what a new visitor sees", () => {
  it("is a document without errors, of which the page begins with the first cells", () => {
    expect(parseDocument(serialiseDocument(document))).toEqual({ ok: true, document });
    expect(program.diagnostics).toEqual([]);
    const ids = firstPage().cells.map(({ id }) => id);
    expect(document.cells.slice(0, ids.length).map(({ id }) => id)).toEqual(ids);
    expect(ids[0]).toBe(welcomeId);
  });

  it("is made whole from what has been changed, with the changes", () => {
    const changed = firstPage();
    const cells = changed.cells.map((cell) => (cell.kind === "code" ? { ...cell, source: "" } : cell));
    const made = whole({ ...changed, title: "Mine", cells });
    expect(made).toEqual({
      ...document,
      title: "Mine",
      cells: document.cells.map((cell) => (cell.id === "code" ? { ...cell, source: "" } : cell)),
    });
  });

  it("is short, is set as it is meant, and links to notebooks that are there", () => {
    expect(prose.split(/\s+/).length).toBeLessThan(280);
    expect(markdownToHtml(prose).problems).toEqual([]);
    const links = [...prose.matchAll(/\]\(([^)]*)\)/g)].map(([, address]) => address);
    const known = demos.map(({ id }) => `#demo=${id}`);
    expect(links.length).toBeGreaterThan(6);
    expect(links.filter((address) => !known.includes(address ?? ""))).toEqual([]);
  });

  it.each([
    {
      words: "it is $2$ at $k = 1",
      engine: () => notebook.divergence("F", [0, 0]) / 2,
      truth: 1,
    },
    {
      words: "In the middle $\\nabla\\cdot F = 2k$: it is $2",
      engine: () => notebook.divergence("F", [0, 0], { parameters: { k: 1, a: -2 } }),
      truth: 2,
    },
    {
      words: "the cheaper of the two*: 111",
      engine: () => notebook.field("f").plan.chosen.flops,
      truth: 111,
    },
    { words: "the probe takes 227", engine: () => probeFlops(notebook, "f"), truth: 227 },
    // Two operations for each entry of the two matrices, and 16 hyperbolic tangents.
    { words: "the net itself 144", engine: () => notebook.field("f").plan.fieldFlops, truth: 4 * 32 + 16 },
  ])("$words: so says the engine, and so it is", ({ words, engine, truth }) => {
    expect(prose).toContain(words);
    expect(numberOf(words).value).toBe(truth);
    expect(engine()).toBeCloseTo(truth, 12);
  });

  it("says what is so: swirl changes no divergence, and k makes it larger", () => {
    const at = (parameters: Record<string, number>) =>
      [-2, 0.3, 1, 4].map((x) => notebook.divergence("F", [x, 0.7 - x], { parameters }));
    expect(at({ a: -3 })).toEqual(at({ a: 3 }));
    for (const k of [0.5, 1, 2])
      expect(notebook.divergence("F", [0, 0], { parameters: { k } })).toBeCloseTo(2 * k, 12);
  });
});
