import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactMethods } from "../../engine/divergence/method.ts";
import { distributions } from "../../engine/random/probes.ts";
import { divergingPalettes, sequentialPalettes } from "../../shaders/palette-names.ts";
import {
  createDocument,
  type Document,
  defaultColouring,
  defaultComparison,
  defaultPlane,
  pinLimit,
  schemaVersion,
  sourceOf,
} from "./document.ts";
import { migrate } from "./migrate.ts";
import { parseDocument } from "./parse.ts";
import { validateDocument } from "./schema.ts";
import { serialiseDocument } from "./serialise.ts";

const fixture = (version: number) =>
  readFileSync(new URL(`./fixtures/v${version}.json`, import.meta.url), "utf8");
const finite = (limit: number) =>
  fc.double({ min: -limit, max: limit, noNaN: true }).map((value) => value + 0);
const point = fc.record({ x: finite(1e9), y: finite(1e9) });
const region = fc.record({
  x: finite(1e9),
  y: finite(1e9),
  span: fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
});

const documents: fc.Arbitrary<Document> = fc
  .record({
    title: fc.string({ maxLength: 300 }),
    seed: fc.integer({ min: 0, max: 0xffff_ffff }),
    source: fc.string({ unit: "binary" }),
    field: fc.option(fc.string({ maxLength: 200 })),
    view: region,
    home: region,
    map: fc.constantFrom(
      "exact" as const,
      "estimate" as const,
      "error" as const,
      "lens" as const,
      "difference" as const,
      "float64" as const,
      "standard-error" as const,
      "predicted-error" as const,
    ),
    method: fc.constantFrom(...exactMethods),
    probes: fc.integer({ min: 1, max: 4096 }),
    distribution: fc.constantFrom(...distributions),
    keys: fc.constantFrom("shared" as const, "per-point" as const),
    layout: fc.constantFrom("jax" as const, "jax-legacy" as const),
    range: fc.oneof(
      fc.constant({ mode: "auto" as const }),
      fc.record({
        mode: fc.constant("fixed" as const),
        limit: fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
      }),
      fc.record({
        mode: fc.constantFrom("locked" as const, "typed" as const),
        low: finite(1e300),
        high: finite(1e300),
      }),
    ),
    streamlines: fc.boolean(),
    lines: fc.record({
      density: fc.constantFrom("sparse" as const, "normal" as const, "dense" as const),
      colour: fc.constantFrom("plain" as const, "map" as const),
    }),
    time: finite(1e9),
    cursor: fc.option(point),
    colouring: fc.option(
      fc.record({
        quantity: fc.constantFrom("divergence" as const, "curl" as const, "function φ" as const),
        palette: fc.constantFrom("auto" as const, ...divergingPalettes, ...sequentialPalettes),
        scale: fc.constantFrom("linear" as const, "symlog" as const),
        contours: fc.boolean(),
      }),
      { nil: undefined },
    ),
    compare: fc.option(
      fc.record({
        left: fc.constantFrom(
          "exact" as const,
          "estimate" as const,
          "difference" as const,
          "float64" as const,
        ),
        right: fc.constantFrom(
          "exact" as const,
          "estimate" as const,
          "difference" as const,
          "float64" as const,
        ),
        divider: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
        step: fc.double({ min: 1e-6, max: 1, noNaN: true }),
      }),
      { nil: undefined },
    ),
    pins: fc.array(point, { maxLength: pinLimit }),
    clock: fc.record({ speed: fc.double({ min: 0.25, max: 4, noNaN: true }) }),
    flux: fc.option(
      fc.record({
        on: fc.boolean(),
        shape: fc.constantFrom("rectangle" as const, "circle" as const, "polygon" as const),
        points: fc.array(point, { maxLength: 64 }),
      }),
    ),
  })
  .map(({ title, seed, source, ...plane }) => ({ ...createDocument(title, source, plane), seed }));

describe("document", () => {
  it("without colours is read as it was, and those of a document are completed or refused", () => {
    const read = (colouring: unknown) => {
      const { cells, ...rest } = createDocument("", "");
      return parseDocument(JSON.stringify({ ...rest, cells: [cells[0], { ...cells[1], colouring }] }));
    };
    const colouringOf = (result: ReturnType<typeof read>) => {
      const cell = result.ok ? result.document.cells[1] : null;
      return cell?.kind === "plane" ? cell.colouring : null;
    };
    expect(colouringOf(parseDocument(fixture(1)))).toBe(undefined);
    expect(colouringOf(read({}))).toEqual(defaultColouring);
    expect(colouringOf(read({ quantity: "curl", other: 1 }))).toEqual({
      ...defaultColouring,
      quantity: "curl",
    });
    for (const wrong of [{ quantity: "volume" }, { quantity: 3 }, { palette: "rainbow" }, { contours: 1 }]) {
      expect(read(wrong).ok, JSON.stringify(wrong)).toBe(false);
    }
  });

  it("without a comparison is read as it was, and one of a document is completed, clamped or refused", () => {
    const read = (compare: unknown) => {
      const { cells, ...rest } = createDocument("", "");
      const result = parseDocument(JSON.stringify({ ...rest, cells: [{ ...cells[1], compare }] }));
      const cell = result.ok ? result.document.cells[0] : null;
      return cell?.kind === "plane" ? { compare: cell.compare } : result.ok;
    };
    expect(read(undefined)).toEqual({ compare: undefined });
    expect(read({})).toEqual({ compare: defaultComparison });
    expect(read({ left: "float64", divider: 7, step: 0 })).toEqual({
      compare: { left: "float64", right: "exact", divider: 1, step: 1e-6 },
    });
    for (const wrong of [{ left: "guess" }, { step: "small" }, { divider: null }]) {
      expect(read(wrong), JSON.stringify(wrong)).toBe(false);
    }
  });

  it("comes back from its text unchanged, and equal documents are equal texts", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = serialiseDocument(document);
        expect(parseDocument(text)).toEqual({ ok: true, document });
        const shuffled = {
          ...document,
          cells: document.cells.map((cell) => Object.fromEntries(Object.entries(cell).reverse())),
        };
        expect(serialiseDocument(shuffled as unknown as Document)).toBe(text);
      }),
    );
  });

  it("reads the frozen fixture of every version", () => {
    const result = parseDocument(fixture(1));
    if (!result.ok) throw new Error(result.problem);
    expect(sourceOf(result.document)).toBe("a = 1.5 in [0, 3]\nF(x, y) = (a sin(2 y), x y + t)");
    expect(result.document.seed).toBe(42);
    expect(result.document.cells[1]).toMatchObject({
      field: "F",
      view: { x: 0.25, y: -1, span: 5 },
      method: "jacobian-reverse",
      range: { mode: "fixed", limit: 2.5 },
      cursor: { x: 0.5, y: 0.75 },
      // It was frozen before there were pins and a clock.
      pins: [],
      clock: { speed: 1 },
      flux: null,
    });
    // What has not changed but for its number.
    expect(serialiseDocument((parseDocument(fixture(1)) as { document: Document }).document)).toBe(
      fixture(1).replace('"schemaVersion": 1', `"schemaVersion": ${schemaVersion}`),
    );
    const second = parseDocument(fixture(2));
    if (!second.ok) throw new Error(second.problem);
    expect(second.document.cells.map(({ kind, collapsed = false }) => [kind, collapsed])).toEqual([
      ["text", false],
      ["code", true],
      ["code", false],
      ["plane", false],
    ]);
    expect(second.document.cells[1]).toMatchObject({ hidden: true });
    expect(serialiseDocument(second.document)).toBe(fixture(2));
  });

  it("gives what is missing its default and moves numbers to their bounds", () => {
    const bare = {
      format: "deldot",
      schemaVersion,
      cells: [{ id: "p", kind: "plane", probes: -3, view: { span: 0 } }],
    };
    expect(validateDocument(bare)).toEqual({
      ok: true,
      document: {
        format: "deldot",
        schemaVersion,
        title: "",
        seed: 0,
        cells: [{ ...defaultPlane("p"), probes: 1, view: { x: 0, y: 0, span: 1e-6 } }],
      },
    });
  });

  it("holds a hundred pins and refuses more, and keeps the clock within its speeds", () => {
    const withPlane = (plane: object) => ({
      format: "deldot",
      schemaVersion,
      cells: [{ id: "p", kind: "plane", ...plane }],
    });
    const pins = Array.from({ length: pinLimit }, (_, x) => ({ x, y: -x }));
    expect(validateDocument(withPlane({ pins, clock: { speed: 100, playing: true } }))).toMatchObject({
      ok: true,
      document: { cells: [{ ...defaultPlane("p"), pins, clock: { speed: 4 } }] },
    });
    const more = validateDocument(withPlane({ pins: [...pins, { x: 1, y: 1 }] }));
    expect(more).toMatchObject({ ok: false, problem: expect.stringContaining("cells.0.pins") });
    expect(validateDocument(withPlane({ clock: {} }))).toMatchObject({
      document: { cells: [{ clock: { speed: 1 } }] },
    });
  });

  it("drops unknown keys, outputs among them, and no key reaches a prototype", () => {
    const text = `{"format":"deldot","schemaVersion":1,"__proto__":{"polluted":1},"outputs":[1],"cells":[{"id":"c","kind":"code","source":"x","result":9}]}`;
    const result = parseDocument(text);
    if (!result.ok) throw new Error(result.problem);
    expect(Object.keys(result.document)).toEqual(["format", "schemaVersion", "title", "seed", "cells"]);
    expect(result.document.cells[0]).toEqual({ id: "c", kind: "code", source: "x" });
    expect("polluted" in {}).toBe(false);
  });

  it.each([
    ["nonsense", "not JSON"],
    ["[]", "not a Deldot document"],
    [`{"format":"other"}`, "format"],
    [`{"format":"deldot"}`, "which version"],
    [`{"format":"deldot","schemaVersion":${schemaVersion + 1}}`, "newer Deldot"],
    [`{"format":"deldot","schemaVersion":1,"cells":[{"id":"c","kind":"hologram"}]}`, "cells.0.kind"],
    [`{"format":"deldot","schemaVersion":1,"cells":[{"id":"c","kind":"code","source":5}]}`, "cells.0.source"],
    [
      `{"format":"deldot","schemaVersion":1,"cells":[{"id":"c","kind":"code"},{"id":"c","kind":"code"}]}`,
      "same id",
    ],
  ])("refuses %s in words", (text, words) => {
    const result = parseDocument(text);
    expect(result).toMatchObject({ ok: false });
    expect((result as { problem: string }).problem).toContain(words);
  });

  it.each(["a\nb\r\n\u2028c", "\u202egnp", "x".repeat(1_000_000), '"'.repeat(5000)])(
    "quotes what it refuses on one line, and briefly",
    (kind) => {
      const text = JSON.stringify({ format: "deldot", schemaVersion, cells: [{ id: "c", kind }] });
      const result = parseDocument(text);
      expect((result as { problem: string }).problem).toMatch(/^This is not .{10,350}\.$/);
      expect((result as { problem: string }).problem).not.toMatch(/\p{Control}|\p{Format}/u);
    },
  );

  it("never throws, whatever JSON it is given", () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), (text, value) => {
        parseDocument(text);
        const wrapped = JSON.stringify({ format: "deldot", schemaVersion: 1, cells: [value], title: value });
        expect(typeof parseDocument(wrapped).ok).toBe("boolean");
      }),
    );
  });

  it("walks the chain step by step", () => {
    const chain = [
      (old: Readonly<Record<string, unknown>>) => ({ ...old, title: `${old.name}!` }),
      (old: Readonly<Record<string, unknown>>) => ({ ...old, title: `${old.title}?` }),
    ];
    expect(migrate({ format: "deldot", schemaVersion: 1, name: "a" }, 3, chain)).toMatchObject({
      ok: true,
      value: { schemaVersion: 3, title: "a!?" },
    });
    expect(migrate({ format: "deldot", schemaVersion: 2, title: "b" }, 3, chain)).toMatchObject({
      ok: true,
      value: { schemaVersion: 3, title: "b?" },
    });
    expect(migrate({ format: "deldot", schemaVersion: 1 }, 2, [])).toMatchObject({ ok: false });
  });
});
