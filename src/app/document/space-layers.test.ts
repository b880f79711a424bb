import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDocument, type Document, type SpaceCell } from "./document.ts";
import { parseDocument } from "./parse.ts";
import { serialiseDocument } from "./serialise.ts";
import { defaultArrows, defaultSpace, defaultStreamlines, flowBounds } from "./space-cell.ts";
import { defaultParticles, particleBounds } from "./space-particles.ts";

const number = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((value) => value + 0);
const triple = fc.tuple(number(-1e9, 1e9), number(-1e9, 1e9), number(-1e9, 1e9));

const layers = fc.record({
  streamlines: fc.option(
    fc.record({
      on: fc.boolean(),
      seeds: fc.constantFrom("even" as const, "rake" as const, "hand" as const),
      density: fc.constantFrom("sparse" as const, "normal" as const, "dense" as const),
      shape: fc.constantFrom("lines" as const, "flux" as const, "divergence" as const),
      width: number(...flowBounds.width),
      colour: fc.constantFrom("map" as const, "plain" as const),
      rake: fc.option(
        fc.record({
          from: triple,
          to: triple,
          count: fc.integer({ min: flowBounds.rake[0], max: flowBounds.rake[1] }),
        }),
      ),
      hand: fc.array(triple, { maxLength: flowBounds.hand }),
    }),
    { nil: undefined },
  ),
  arrows: fc.option(
    fc.record({
      on: fc.boolean(),
      slices: fc.boolean(),
      count: fc.integer({ min: flowBounds.arrows[0], max: flowBounds.arrows[1] }),
      scaled: fc.boolean(),
    }),
    { nil: undefined },
  ),
  particles: fc.option(
    fc.record({
      on: fc.boolean(),
      count: fc.integer({ min: particleBounds.count[0], max: particleBounds.count[1] }),
      density: fc.boolean(),
      ball: fc.option(fc.record({ at: triple, radius: number(...particleBounds.radius) })),
      speed: number(...particleBounds.speed),
      colour: fc.constantFrom("plain" as const, "map" as const),
    }),
    { nil: undefined },
  ),
});

function withSpace(change: object): Document {
  const own = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...createDocument("", ""), cells: [{ ...defaultSpace("s"), ...own }] };
}

/** A cell of space as it comes out of a text that says this of it; null where the text is refused. */
function read(change: object): SpaceCell | null {
  const result = parseDocument(JSON.stringify(withSpace(change)));
  const cell = result.ok ? result.document.cells[0] : null;
  return cell?.kind === "space" ? cell : null;
}

describe("the settings of flow and particles in space", () => {
  it("come back from a text as they were, whatever the order of its keys, and take no room where there are none", () => {
    fc.assert(
      fc.property(layers, (own) => {
        const document = withSpace(own);
        const text = serialiseDocument(document);
        expect(parseDocument(text)).toEqual({ ok: true, document });
        const turned = withSpace(
          Object.fromEntries(
            Object.entries(own).map(([name, value]) => [
              name,
              value && Object.fromEntries(Object.entries(value).reverse()),
            ]),
          ),
        );
        expect(serialiseDocument(turned)).toBe(text);
        for (const name of ["streamlines", "arrows", "particles"] as const)
          expect(text.includes(`"${name}"`)).toBe(own[name] !== undefined);
      }),
    );
  });

  it("are as usual where a text does not say them", () => {
    expect(read({ streamlines: {}, arrows: {}, particles: {} })).toMatchObject({
      streamlines: defaultStreamlines,
      arrows: defaultArrows,
      particles: defaultParticles,
    });
    expect(read({})).toEqual(defaultSpace("s"));
  });

  it("are brought within their bounds", () => {
    const far = [1e300, -1e300, 0.5];
    const cell = read({
      streamlines: { width: 1e9, rake: { from: far, to: far, count: 1e6 }, hand: [far] },
      arrows: { count: -4.4 },
      particles: { count: 3e9, speed: 0, ball: { at: far, radius: 0 } },
    });
    const within = [1e9, -1e9, 0.5];
    expect(cell?.streamlines).toEqual({
      ...defaultStreamlines,
      width: flowBounds.width[1],
      rake: { from: within, to: within, count: flowBounds.rake[1] },
      hand: [within],
    });
    expect(cell?.arrows).toEqual({ ...defaultArrows, count: flowBounds.arrows[0] });
    expect(cell?.particles).toEqual({
      ...defaultParticles,
      count: particleBounds.count[1],
      speed: particleBounds.speed[0],
      ball: { at: within, radius: particleBounds.radius[0] },
    });
  });

  it("are refused where they are none", () => {
    for (const wrong of [
      { streamlines: { seeds: "somewhere" } },
      { streamlines: { shape: "ropes" } },
      { streamlines: { hand: [[1, 2]] } },
      { streamlines: { hand: Array.from({ length: flowBounds.hand + 1 }, () => [0, 0, 0]) } },
      { streamlines: { rake: { from: [0, 0, 0], count: 3 } } },
      { arrows: { scaled: 1 } },
      { arrows: { count: "many" } },
      { particles: { ball: { at: [0, 0, 0] } } },
      { particles: { colour: "red" } },
      { particles: { count: Number.NaN } },
    ])
      expect(read(wrong), JSON.stringify(wrong)).toBe(null);
  });
});
