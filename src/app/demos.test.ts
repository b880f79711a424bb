import { readdirSync } from "node:fs";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { quantityNode } from "../shaders/quantity.ts";
import { compileSpace } from "../shaders/space/space-field.ts";
import { demos } from "./demos.ts";
import { defaultColouring, planeCells } from "./document/document.ts";
import { serialiseDocument } from "./document/serialise.ts";
import { markdownToHtml } from "./prose/markdown.ts";
import { partFor, readDocument } from "./store/reading.ts";
import { numberOf } from "./testing/claim.ts";
import { DemoNotebook } from "./testing/demo.ts";
import { fieldClaims } from "./testing/field-claims.ts";
import { spaceClaims } from "./testing/space-claims.ts";
import { structureClaims } from "./testing/structure-claims.ts";
import { traceClaims } from "./testing/trace-claims.ts";

const claims = { ...fieldClaims, ...traceClaims, ...structureClaims, ...spaceClaims };

const folder = new URL("../../public/demos/", import.meta.url);

/** Formulas by pandoc's rule, found in another way than the page's: no space within single signs, no digit after. */
function formulasOf(text: string): { tex: string; displayMode: boolean }[] {
  const plain = text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`]*`/g, "");
  const found = plain.matchAll(/\$\$([\s\S]+?)\$\$|\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)/g);
  return [...found].map(([, block, inline]) => ({
    tex: block ?? inline ?? "",
    displayMode: block !== undefined,
  }));
}

describe("the index of demos", () => {
  it("lists every file once, with the title that the file has, in few words", () => {
    const files = readdirSync(folder).map((name) => `demos/${name}`);
    expect(demos.map(({ file }) => file).sort()).toEqual(files.sort());
    for (const { title, note, id } of demos) {
      expect(title).toBe(new DemoNotebook(id).document.title);
      expect(note).toMatch(/^[A-Z][^.]{20,90}\.$/);
    }
  });
});

describe.each(demos)("$title", ({ id }) => {
  const demo = new DemoNotebook(id);
  const { document, program, prose } = demo;

  it("is the canonical text of its document", () => {
    expect(demo.text).toBe(serialiseDocument(document));
  });

  it("has no diagnostics, and every picture shows a field and a quantity of the cells that it needs", () => {
    expect(program.diagnostics).toEqual([]);
    const reading = readDocument(document, null);
    const pictures = document.cells.filter((cell) => cell.kind === "plane" || cell.kind === "space");
    expect(pictures.length).toBeGreaterThan(0);
    for (const { id, kind, field: name, colouring } of pictures) {
      const field = program.fields.find((one) => one.name === name);
      expect(field, id).toBeDefined();
      const part = partFor(reading, field?.syntax.nameRange.from ?? 0);
      const own = part?.fields.find((one) => one.name === name);
      if (!part || !own) throw new Error(`${id}: its field cannot be read.`);
      const { quantity } = colouring ?? defaultColouring;
      if (kind === "plane") expect(quantityNode(part, own, quantity), `${id}: ${quantity}`).not.toBeNull();
      else expect(compileSpace(part, own, quantity).glsl, id).toContain("float quantity(vec3");
    }
    for (const plane of planeCells(document)) {
      const own = program.fields.find(({ name }) => name === plane.field) as (typeof program.fields)[number];
      expect(plane.view, plane.id).toEqual(plane.home);
      expect(plane.slice?.origin.length ?? own.dimension, plane.id).toBe(own.dimension);
    }
  });

  it("is short, and every exercise has an answer that is folded away", () => {
    const texts = document.cells.filter(({ kind }) => kind === "text");
    expect(texts.length).toBeGreaterThanOrEqual(3);
    expect(texts.length).toBeLessThanOrEqual(8);
    expect(prose.split(/\s+/).length).toBeLessThan(900);
    const exercises =
      prose.match(
        /<details>\n<summary>\d\. [^\n]+<\/summary>\n\n(?:(?!<\/?details>)[\s\S])+\n\n<\/details>/g,
      ) ?? [];
    expect(exercises.length).toBe(prose.match(/<details>/g)?.length);
    expect(exercises.length).toBeGreaterThanOrEqual(1);
    expect(exercises.length).toBeLessThanOrEqual(3);
  });

  it("sets every formula, and all of its Markdown as it is meant", () => {
    const formulas = formulasOf(prose);
    expect(formulas.length).toBeGreaterThan(5);
    for (const { tex, displayMode } of formulas) {
      const html = katex.renderToString(tex, { displayMode, throwOnError: true, strict: "error" });
      expect(html, tex).toContain("<math");
    }
    expect(markdownToHtml(prose).problems).toEqual([]);
    expect(markdownToHtml(prose).html.match(/<math/g)?.length).toBe(formulas.length);
  });

  const own = claims[id] ?? [];

  it.each(own)("$words: so says the engine, and so it is", ({ words, engine, truth, within = 1e-9 }) => {
    const at = prose.indexOf(words);
    expect(at, "the words stand in the prose").toBeGreaterThanOrEqual(0);
    expect(prose.slice(at + words.length), "the number ends there").not.toMatch(/^\.?\d/);
    const { value, half } = numberOf(words);
    const computed = engine(demo);
    expect(Math.abs(computed - value)).toBeLessThanOrEqual(half * (1 + 1e-9));
    const expected = typeof truth === "number" ? truth : truth(demo);
    expect(Math.abs(computed - expected)).toBeLessThanOrEqual(within * Math.max(1e-3, Math.abs(expected)));
  });

  it("tells numbers that are checked", () => {
    expect(own.length).toBeGreaterThanOrEqual(2);
  });
});
