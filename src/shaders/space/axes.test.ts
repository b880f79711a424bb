import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LineMark, Mark, TextMark } from "../figure/marks.ts";
import { axesInSpace } from "./axes.ts";
import { eachAxis, lensOf, type SpaceCamera } from "./lens.ts";

const box = { low: [-2, -2, -2], high: [2, 2, 2] } as const;
const size = { width: 600, height: 400 };
const corner: SpaceCamera = { azimuth: -55, elevation: 24, zoom: 1, target: null, projection: "perspective" };

const axesOf = (camera: Partial<SpaceCamera>) =>
  axesInSpace(lensOf({ ...corner, ...camera }, box, size.width, size.height), ["x", "y", "z"]);
const textsIn = (marks: readonly Mark[], role: string) =>
  marks.flatMap((mark) => (mark.kind === "text" && mark.role === role ? [mark] : []));

const sizes = [
  [600, 400],
  [360, 330],
  [760, 640],
  [1100, 480],
] as const;
const boxes = [
  box,
  { low: [-1, 0, 2], high: [3, 1, 8] },
  { low: [0, 0, 0], high: [1e-3, 1e-3, 2e-3] },
] as const;

/** Left, top, right and bottom of a text, narrowly: digits of 12 pixels are 6.7 wide. */
function glyphs({ role, x, y, text, anchor }: TextMark): [number, number, number, number] {
  const [wide, high] = role === "name" ? [8 * text.length, 12] : [6.7 * text.length, 10];
  const left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2;
  return [left, y - high / 2, left + wide, y + high / 2];
}

describe("axes of a box", () => {
  it("have their ticks in the picture, from nearby as well", () => {
    for (const projection of ["perspective", "orthographic"] as const)
      for (const zoom of [1, 2, 3])
        for (const marks of axesOf({ zoom, projection })) {
          const ticks = marks.filter((mark) => mark.kind === "line" && mark.role === "tick") as LineMark[];
          expect(ticks.length, `${projection} ${zoom}`).toBeGreaterThan(0);
          for (const { x1, y1 } of ticks) {
            expect(Math.abs(x1 - size.width / 2)).toBeLessThanOrEqual(size.width / 2);
            expect(Math.abs(y1 - size.height / 2)).toBeLessThanOrEqual(size.height / 2);
          }
          expect(textsIn(marks, "label")).toHaveLength(ticks.length);
          expect(textsIn(marks, "name")).toHaveLength(1);
        }
  });

  it("lie at the outline of a box that is seen whole, and have none along the view", () => {
    const labels = axesOf({}).map((marks) => textsIn(marks, "label").map(({ text }) => text));
    for (const own of labels) expect([own.at(0), own.at(-1)]).toEqual(["−2", "2"]);
    expect(axesOf({ azimuth: 0, elevation: 0 }).map((marks) => marks.length > 0)).toEqual([
      false,
      true,
      true,
    ]);
    const shown = eachAxis((axis) => textsIn(axesOf({})[axis], "name").map(({ x, y }) => [x, y]));
    expect(shown.flat(2).every((at) => at > 0 && at < 600)).toBe(true);
  });

  it("have shorter steps where none of the usual ones is within the box", () => {
    const flat = { low: [0, 0, 0.1], high: [30, 30, 4.9] } as const;
    const [, , marks] = axesInSpace(lensOf(corner, flat, 640, 480), ["x", "y", "z"]);
    expect(textsIn(marks, "label").map(({ text }) => text)).toEqual(["2", "4"]);
    expect(textsIn(marks, "name")).toHaveLength(1);
  });

  it("can be read wherever one looks from, with two numbers and a name each, none of which is over another one", () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const views = [
      { azimuth: -55, elevation: 24 },
      { azimuth: 0, elevation: 0 },
      { azimuth: -90, elevation: 0 },
      { azimuth: -90, elevation: 90 },
    ];
    const turned = fc.record({ azimuth: number(-180, 180), elevation: number(-90, 90) });
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...views), turned),
        number(Math.log(0.5), Math.log(8)).map(Math.exp),
        fc.constantFrom("perspective" as const, "orthographic" as const),
        fc.constantFrom(...sizes),
        fc.constantFrom(...boxes),
        fc.option(fc.tuple(number(-0.3, 0.3), number(-0.3, 0.3), number(-0.3, 0.3))),
        (view, zoom, projection, [width, height], box, panned) => {
          const target =
            panned &&
            eachAxis((k) => (box.low[k] + box.high[k]) / 2 + panned[k] * (box.high[k] - box.low[k]));
          const camera: SpaceCamera = { ...view, zoom, target, projection };
          const lens = lensOf(camera, box, width, height);
          const all = axesInSpace(lens, ["x", "y", "z"]);
          const texts = all.flat().filter((mark) => mark.kind === "text");
          for (const [k, own] of texts.entries()) {
            const [left, top, right, bottom] = glyphs(own);
            expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
            expect(right).toBeLessThanOrEqual(width);
            expect(bottom).toBeLessThanOrEqual(height);
            for (const other of texts.slice(k + 1)) {
              const [l, t, r, b] = glyphs(other);
              expect(left < r && l < right && top < b && t < bottom, `${own.text} ${other.text}`).toBe(false);
            }
          }
          for (const axis of [0, 1, 2] as const) {
            // As long as it is in the middle of the picture, if it is not looked along.
            const across = Math.sqrt(Math.max(0, 1 - lens.back[axis] ** 2));
            const long = ((box.high[axis] - box.low[axis]) * across) / lens.pixel;
            if (long < 60) continue;
            expect(textsIn(all[axis], "label").length, `${"xyz"[axis]}`).toBeGreaterThanOrEqual(2);
            expect(textsIn(all[axis], "name")).toHaveLength(1);
          }
        },
      ),
      { seed: 11, numRuns: 1500 },
    );
  });
});
