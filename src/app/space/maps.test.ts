import { describe, expect, it } from "vitest";
import { createEvaluator } from "../../engine/divergence/evaluator.ts";
import type { MapSettings } from "../../shaders/protocol.ts";
import {
  alignedSection,
  boxNames,
  isSpan,
  partsAlong,
  type Section,
  sectionFor,
  sectionText,
} from "../../shaders/space/section.ts";
import { compileSpace } from "../../shaders/space/space-field.ts";
import { createDocument, type SpaceCell } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { defaultSpace } from "../document/space-cell.ts";
import { createPreparer } from "../laboratory/subject.ts";
import { createNotebook } from "../store/notebook.ts";
import { readingAt } from "./reading.ts";
import { samplesOf } from "./samples.ts";
import { createSpaceView, spaceCell } from "./view.ts";

const source = `a = 0.7
F(x, y, z) = (x^2 y, sin(y z) + a x, z^3 + x y)
G(x: R^5) = [sin(x[i] * x[4]) + x[0] * x[3] for i in 0..4]`;
const settings: MapSettings = {
  kind: "estimate",
  compare: { left: "estimate", right: "exact", divider: 0.5, step: 2 ** -9 },
  quantity: "divergence",
  method: "jacobian-forward",
  probes: 5,
  taken: 5,
  distribution: "gaussian",
  keys: "shared",
  layout: "jax",
  seed: 7,
};
/** Skew on purpose. */
const skew: Section = {
  origin: [0.3, 0, -0.5, 0.2, 1],
  directions: [
    [1, 0, 0, 0.5, 0],
    [0, 2, 0, 0, 0],
    [0, 0.25, 0, 0, -1],
  ],
};
const places = Float64Array.from({ length: 300 }, (_, k) => ((k * 0.754877) % 1) * 4 - 2);

const prepared = (field: string) => createPreparer()({ source, field, time: 0, seed: 0, layout: "jax" });
const subject = (field: string, map: MapSettings | null, section: Section | null = null) =>
  ({ source, field, time: 0, quantity: "divergence", map, section }) as const;
/** By the definition, as loops have it. */
const rowsOn = ({ origin, directions }: Section) =>
  Float64Array.from({ length: (places.length / 3) * origin.length }, (_, e) => {
    const [k, i] = [Math.floor(e / origin.length), e % origin.length];
    return directions.reduce(
      (sum, direction, d) => sum + (direction[i] as number) * (places[3 * k + d] as number),
      origin[i] as number,
    );
  });

describe("maps in float64", () => {
  for (const [field, section] of [
    ["F", null],
    ["G", skew],
  ] as const)
    it(`of ${field} are those of the engine's methods with the same key, at places of the section`, () => {
      const own = prepared(field);
      const rows = section ? rowsOn(section) : places;
      const by = (method: "jacobian-reverse" | "hutchinson" | "finite-difference") =>
        createEvaluator(own.program, own.field, {
          method,
          probes: settings.probes,
          distribution: settings.distribution,
          seed: settings.seed,
          step: settings.compare.step,
        }).evaluate(rows, own.bindings);
      const [exact, estimated, difference] = [
        by("jacobian-reverse"),
        by("hutchinson"),
        by("finite-difference"),
      ];
      const wanted: Readonly<Record<string, ArrayLike<number>>> = {
        estimate: estimated.values,
        difference: difference.values,
        error: estimated.values.map((value, k) => value - (exact.values[k] as number)),
        "predicted-error": (estimated.predictedVariance ?? new Float64Array()).map(Math.sqrt),
      };
      for (const [kind, numbers] of Object.entries(wanted)) {
        const map = { ...settings, kind: kind as MapSettings["kind"] };
        const samples = samplesOf(own, {
          kind: "samples",
          subject: subject(field, map, section),
          places,
          checked: 20,
          reach: 2 ** -21,
        });
        expect(numbers.length, kind).toBe(100);
        const size = Math.max(...Array.from(numbers, Math.abs));
        for (const [k, value] of samples.values.entries())
          expect(Math.abs(value - (numbers[k] as number)), kind).toBeLessThan(1e-9 * size);
        for (const [k, term] of samples.sizes.entries())
          expect(term, kind).toBeGreaterThanOrEqual(Math.abs(numbers[k] as number) * (1 - 1e-9));
      }
      const reading = readingAt(own, {
        kind: "reading",
        subject: subject(field, settings, section),
        place: [places[0] as number, places[1] as number, places[2] as number],
      });
      expect(reading.place).toEqual([...rows.slice(0, own.field.dimension)]);
      expect(reading.computed?.estimate).toBeCloseTo(estimated.values[0] as number, 12);
      expect(reading.computed?.standardError).toBe(estimated.standardError?.[0]);
      expect(reading.value).toBeCloseTo(estimated.values[0] as number, 9);
      expect(reading.computed?.difference).toBeCloseTo(difference.values[0] as number, 9);
      const single = { ...settings, probes: 1 };
      const alone = readingAt(own, {
        kind: "reading",
        subject: subject(field, single, section),
        place: [0, 0, 0],
      });
      expect(alone.computed?.standardError).toBe(null);
    });
});

describe("the shaders of a map", () => {
  const glslOf = (map: MapSettings | null, section: Section | null = null) => {
    const { program, field } = prepared(section ? "G" : "F");
    return compileSpace(program, field, "divergence", { map, section });
  };

  it("are the same whatever its probes, its step and its place are, which are told", () => {
    const error = { ...settings, kind: "error" } as const;
    const [one, other] = [
      glslOf(error),
      glslOf({ ...error, seed: 1, probes: 64, distribution: "rademacher" }),
    ];
    expect(other.glsl).toBe(one.glsl);
    expect(other.key).toBe(one.key);
    // A slider, and M row by row: of one probe of signs it is z zᵀ.
    const { parameters } = one.bindings(0, { map: { ...error, probes: 1, distribution: "rademacher" } });
    expect(parameters).toHaveLength(1 + 9);
    for (let i = 0; i < 3; i += 1)
      for (let j = 0; j < 3; j += 1)
        expect(parameters[1 + 3 * i + j]).toBe((parameters[1 + i] as number) * (parameters[1 + j] as number));
    const differs = { ...settings, kind: "difference" } as const;
    const stepped = { ...differs, compare: { ...settings.compare, step: 0.5 } };
    expect(glslOf(stepped).glsl).toBe(glslOf(differs).glsl);
    expect(glslOf(differs).bindings(0, { map: stepped }).parameters.at(-1)).toBe(0.5);
    const moved = { ...skew, origin: [5, 4, 3, 2, 1] };
    expect(glslOf(null, moved).glsl).toBe(glslOf(null, skew).glsl);
    expect([...glslOf(null, moved).bindings(0).parameters.slice(1, 6)]).toEqual(moved.origin);
  });

  it("refuse what takes too many numbers in a sentence", () => {
    const text = "N(x: R^40) = sin(x)";
    const { program, field } = createPreparer()({
      source: text,
      field: "N",
      time: 0,
      seed: 0,
      layout: "jax",
    });
    expect(() => compileSpace(program, field, "divergence", { map: settings })).toThrow("R^16 at most");
    const wide = { ...alignedSection(40), origin: Array.from({ length: 40 }, (_, i) => (i > 2 ? i : 0)) };
    expect(compileSpace(program, field, "divergence", { section: wide }).glsl).toContain(
      "float quantity(vec3 p)",
    );
  });
});

describe("a section", () => {
  it("is fitted to the field, and fields of three numbers have none", () => {
    expect(sectionFor(skew, 5)).toEqual(skew);
    expect(sectionFor(skew, 3)).toBe(null);
    expect(sectionFor(null, 5)).toBe(null);
    const longer = sectionFor(skew, 6);
    expect(longer?.origin).toEqual([...skew.origin, 0]);
    expect(sectionFor(skew, 6)).toBe(longer);
    // Cut to four numbers the last direction is along the second one.
    expect(sectionFor(skew, 4)).toEqual(alignedSection(4, [0, 1, 2], [0, 0, 0, 0.2]));
    expect(isSpan(skew.directions)).toBe(true);
    expect(
      isSpan([
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [2, 3, 0, 0],
      ]),
    ).toBe(false);
    expect(
      isSpan([
        [1, 0],
        [0, 1],
        [0, 0],
      ]),
    ).toBe(false);
  });

  it("has names along its axes and a text of where it lies", () => {
    const names = ["p", "q", "r", "v", "w"];
    const aligned = alignedSection(5, [4, 0, 2], [9, 0.5, 0, -1, 0]);
    expect(boxNames(aligned, names)).toEqual(["w", "p", "r"]);
    expect(sectionText(aligned, names)).toBe("q = 0.5, v = −1");
    expect(boxNames(skew, names)).toEqual(["s", "t", "u"]);
    expect(boxNames(null, names)).toEqual(["p", "q", "r"]);
  });

  it("has the part of a vector nearest to it: the rest is square to all directions", () => {
    const weights = partsAlong(skew, 5);
    const vector = [1, -2, 0.5, 3, -0.25];
    const along = (row: readonly number[]) => row.reduce((sum, by, i) => sum + by * (vector[i] as number), 0);
    const rest = vector.map((entry, i) =>
      weights.reduce((left, row, k) => left - along(row) * (skew.directions[k]?.[i] as number), entry),
    );
    for (const direction of skew.directions)
      expect(direction.reduce((sum, by, i) => sum + by * (rest[i] as number), 0)).toBeCloseTo(0, 12);
    expect(partsAlong(alignedSection(5, [4, 0, 2]), 5)).toEqual([
      [0, 0, 0, 0, 1],
      [1, 0, 0, 0, 0],
      [0, 0, 1, 0, 0],
    ]);
  });
});

describe("parts along directions that are hardly independent, or of any length", () => {
  it("have the digits that there are", () => {
    // The third less the first two is (0, 0, 2e-6).
    const close = partsAlong(
      {
        origin: [0, 0, 0, 0],
        directions: [
          [1, 0, 0, 0],
          [0, 1, 0, 0],
          [1, 1, 2e-6, 0],
        ],
      },
      4,
    );
    expect((close[2]?.[2] as number) / 5e5).toBeCloseTo(1, 9);
    expect((close[0]?.[2] as number) / -5e5).toBeCloseTo(1, 9);
    for (const [a, b, c] of [
      [1e-60, 1, 1],
      [1e-200, 1e200, 1],
    ] as const) {
      const directions = [
        [a, 0, 0, 0],
        [0, b, 0, 0],
        [0, c, c, 0],
      ] as const;
      const [s, t, u] = partsAlong({ origin: [0, 0, 0, 0], directions }, 4);
      expect(s).toEqual([1 / a, 0, 0, 0]);
      for (const [i, entry] of [0, 1, -1, 0].entries()) expect((t?.[i] ?? 0) * b).toBeCloseTo(entry, 14);
      expect(u).toEqual([0, 0, 1 / c, 0]);
    }
  });
});

describe("settings of maps and sections", () => {
  const document = createDocument("", source);

  it("are the same after they were written and read, and refused where they make no sense", () => {
    const cell: SpaceCell = {
      ...defaultSpace("s"),
      map: {
        kind: "error",
        compare: { left: "difference", right: "estimate", step: 0.01 },
        probes: 3,
        distribution: "gaussian",
        layout: "jax-legacy",
      },
      section: skew,
    };
    const text = serialiseDocument({ ...document, cells: [cell] });
    const read = parseDocument(text);
    if (!read.ok) throw new Error(read.problem);
    expect(read.document.cells[0]).toEqual(cell);
    expect(serialiseDocument(read.document)).toBe(text);
    const withSpace = (more: object) =>
      parseDocument(JSON.stringify({ ...document, cells: [{ id: "s", kind: "space", ...more }] }));
    const clamped = withSpace({ map: { probes: -3, compare: { step: 9 } } });
    expect(clamped.ok && clamped.document.cells[0]).toMatchObject({
      map: { kind: "exact", probes: 1, compare: { left: "estimate", right: "exact", step: 1 } },
    });
    for (const wrong of [
      { map: { kind: "lens" } },
      { map: { compare: { left: "float64" } } },
      {
        section: {
          origin: [0, 0],
          directions: [
            [1, 0],
            [0, 1],
          ],
        },
      },
      { section: { origin: [0, 0], directions: [[1, 0], [0, 1], [1]] } },
    ])
      expect(withSpace(wrong).ok, JSON.stringify(wrong)).toBe(false);
  });

  it("are set by what sets planes, and not kept where they are as by default", () => {
    const notebook = createNotebook({ ...document, cells: [...document.cells, defaultSpace("s")] });
    const view = createSpaceView(notebook, "s");
    const map = () => spaceCell(notebook.store.getState(), "s")?.map;
    view.setPlane({ map: "error" });
    view.setPlane({ probes: 64 });
    view.setPlane({ compare: { left: "difference", right: "exact", divider: 0.5, step: 0.1 } });
    expect(map()).toMatchObject({ kind: "error", probes: 64, compare: { left: "difference", step: 0.1 } });
    expect(view.store.getState().plane).toMatchObject({ map: "error", probes: 64, keys: "shared" });
    notebook.undo();
    notebook.undo();
    expect(map()).toMatchObject({ kind: "error", probes: 16 });
    view.setPlane({ map: "exact" });
    expect(map()).toBe(undefined);
    expect(serialiseDocument(notebook.store.getState().document)).not.toContain('"map": {');
  });
});
