import { describe, expect, test } from "vitest";
import { axesMarks } from "./axes.ts";
import { colourBarMarks, colourBarStops } from "./colour-bar.ts";
import { figureLayout } from "./layout.ts";
import { type Mark, moved } from "./marks.ts";

const view = { centreX: 0, centreY: 0, unitsPerPixel: 0.01 };
const labels = (marks: readonly Mark[]) =>
  marks.filter((mark) => mark.kind === "text" && mark.role === "label");

describe("axes", () => {
  const marks = axesMarks({ view, width: 800, height: 600, names: ["x", "y"] });

  test("put every label at its place: the middle of the view is its centre", () => {
    const zeros = labels(marks).filter((mark) => mark.kind === "text" && mark.text === "0");
    expect(zeros).toHaveLength(2);
    expect(zeros).toContainEqual(expect.objectContaining({ x: 400 }));
    expect(zeros).toContainEqual(expect.objectContaining({ y: 300 }));
    const two = labels(marks).find(
      (mark) => mark.kind === "text" && mark.text === "2" && mark.anchor === "end",
    );
    expect(two).toEqual(expect.objectContaining({ y: 100 }));
  });

  test("draw lines through zero only where zero is in view", () => {
    expect(marks.filter((mark) => mark.role === "zero")).toHaveLength(2);
    const away = axesMarks({ view: { ...view, centreX: 100 }, width: 800, height: 600, names: ["x", "y"] });
    expect(away.filter((mark) => mark.role === "zero")).toHaveLength(1);
  });

  test("have labels that do not overlap", () => {
    for (const centreX of [0, 0.123, -12345.678, 1e-5]) {
      for (const unitsPerPixel of [1e-5, 0.0031, 0.01, 7.7, 1e4]) {
        const rows = labels(
          axesMarks({
            view: { centreX, centreY: 0, unitsPerPixel },
            width: 800,
            height: 600,
            names: ["x", "y"],
          }),
        );
        const below = rows.filter((mark) => mark.kind === "text" && mark.anchor === "middle");
        for (const [k, mark] of below.entries()) {
          const next = below[k + 1];
          if (mark.kind !== "text" || next?.kind !== "text") continue;
          // 7 px a character is what a 12 px sans takes.
          expect(next.x - mark.x).toBeGreaterThan(3.5 * (mark.text.length + next.text.length));
        }
      }
    }
  });
});

describe("the colour bar", () => {
  test("runs from −limit at the bottom to limit at the top, with zero in the middle", () => {
    const marks = labels(
      colourBarMarks({ limit: 3, theme: "light", width: 14, height: 300, caption: "∇·F" }),
    );
    const at = (text: string) =>
      marks.flatMap((mark) => (mark.kind === "text" && mark.text === text ? [mark.y] : []));
    expect(at("0")).toEqual([150]);
    expect(at("2")[0]).toBeCloseTo(50, 9);
    expect(at("−2")[0]).toBeCloseTo(250, 9);
  });

  test("has stops from blue to vermilion", () => {
    const stops = colourBarStops("light", 2);
    expect(stops.map((stop) => stop.offset)).toEqual([0, 0.5, 1]);
    const [low, , high] = stops.map((stop) => stop.colour.match(/\d+/g)?.map(Number) ?? []);
    expect(low?.[2]).toBeGreaterThan(low?.[0] as number);
    expect(high?.[0]).toBeGreaterThan(high?.[2] as number);
  });
});

test("a figure holds all its marks", () => {
  const figure = figureLayout({
    view,
    width: 800,
    height: 600,
    names: ["x", "y"],
    limit: 30,
    theme: "dark",
    title: "F(x, y)",
    caption: "∇·F",
  });
  for (const mark of figure.marks) {
    const [x, y] = mark.kind === "line" ? [mark.x2, mark.y2] : [mark.x, mark.y];
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThan(figure.width);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(figure.height);
  }
  expect(figure.plot.x + figure.plot.width).toBeLessThan(figure.width);
});

test("moving marks moves all their coordinates", () => {
  const line: Mark = { kind: "line", role: "tick", x1: 1, y1: 2, x2: 3, y2: 4 };
  expect(moved([line], 10, 20)).toEqual([{ ...line, x1: 11, y1: 22, x2: 13, y2: 24 }]);
});
