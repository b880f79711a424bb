import { describe, expect, it } from "vitest";
import type { Mark } from "../figure/marks.ts";
import { axesInSpace } from "./axes.ts";
import { eachAxis, lensOf, type SpaceCamera } from "./lens.ts";

const box = { low: [-2, -2, -2], high: [2, 2, 2] } as const;
const size = { width: 600, height: 400 };
const corner: SpaceCamera = { azimuth: -55, elevation: 24, zoom: 1, target: null, projection: "perspective" };

const axesOf = (camera: Partial<SpaceCamera>) =>
  axesInSpace(lensOf({ ...corner, ...camera }, box, size.width, size.height), ["x", "y", "z"]);
const textsIn = (marks: readonly Mark[], role: string) =>
  marks.flatMap((mark) => (mark.kind === "text" && mark.role === role ? [mark] : []));

describe("axes of a box", () => {
  it("have their ticks in the picture, from nearby as well", () => {
    for (const projection of ["perspective", "orthographic"] as const)
      for (const zoom of [1, 2, 3])
        for (const marks of axesOf({ zoom, projection })) {
          const ticks = marks.filter((mark) => mark.kind === "line");
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
});
