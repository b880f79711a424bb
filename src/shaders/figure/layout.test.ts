import { describe, expect, test } from "vitest";
import { legendOf } from "../make-legend.ts";
import type { PlaneState } from "../protocol.ts";
import { axesMarks } from "./axes.ts";
import { colourBarMarks } from "./colour-bar.ts";
import { type FigureContent, figureLayout } from "./layout.ts";
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

/** Of the exact divergence of F. */
function legendFor(range: { low: number; high: number }, scale: "linear" | "symlog" = "linear") {
  const colouring = { quantity: "divergence", palette: "auto", scale, contours: false } as const;
  const state = { map: { kind: "exact" }, colouring, theme: "light", field: "F" } as PlaneState;
  return legendOf(state, ["x", "y"], range);
}

describe("the colour bar", () => {
  test("runs from −limit at the bottom to limit at the top, with zero in the middle", () => {
    const marks = labels(colourBarMarks({ legend: legendFor({ low: -3, high: 3 }), width: 14, height: 300 }));
    const at = (text: string) =>
      marks.flatMap((mark) => (mark.kind === "text" && mark.text === text ? [mark.y] : []));
    expect(at("0")).toEqual([150]);
    expect(at("2")[0]).toBeCloseTo(50, 9);
    expect(at("−2")[0]).toBeCloseTo(250, 9);
  });

  test("of a range to one side has the one arm of the palette, as far as the larger end", () => {
    const whole = legendFor({ low: -6, high: 6 }).stops.map(({ colour }) => colour);
    const upper = legendFor({ low: 0, high: 6 }).stops.map(({ colour }) => colour);
    expect([upper[0], upper.at(-1)]).toEqual([whole[24], whole[48]]);
    expect(upper[24]).toBe(whole[36]);
    expect(legendFor({ low: -3, high: 6 }).stops[16]?.colour).toBe(whole[24]);
  });

  test("of a symlog scale has ticks at 0 and the powers of ten, a decade as long as the next", () => {
    const marks = labels(
      colourBarMarks({ legend: legendFor({ low: -200, high: 200 }, "symlog"), width: 14, height: 480 }),
    );
    const at = (text: string) => {
      const mark = marks.find((mark) => mark.kind === "text" && mark.text === text);
      return mark?.kind === "text" ? mark.y : Number.NaN;
    };
    expect(at("0")).toBe(240);
    expect(at("−1") - at("0")).toBeCloseTo(at("0") - at("1"), 9);
    expect(at("1") - at("10")).toBeCloseTo(at("10") - at("100"), 9);
    expect(at("0") - at("1")).toBeCloseTo(at("1") - at("10"), 9);
    expect(at("100")).toBeCloseTo(240 * (1 - 3 / (3 + Math.log10(2))), 9);
  });

  test("has stops from blue to vermilion", () => {
    const { stops } = legendFor({ low: -3, high: 3 });
    expect([stops[0]?.offset, stops[24]?.offset, stops.at(-1)?.offset]).toEqual([0, 0.5, 1]);
    const [low, high] = [stops[0], stops.at(-1)].map((stop) => stop?.colour.match(/\d+/g)?.map(Number) ?? []);
    expect(low?.[2]).toBeGreaterThan(low?.[0] as number);
    expect(high?.[0]).toBeGreaterThan(high?.[2] as number);
  });
});

const content: FigureContent = {
  view,
  width: 800,
  height: 600,
  names: ["x", "y"],
  axes: true,
  title: "F(x, y)",
  legend: legendFor({ low: -30, high: 30 }),
  source: "",
  overlay: [],
};
const source = `a = 1\n\tF(x, y) = (${"sin(a x y) + ".repeat(40)}x, y)\r\n# end`;

test("a figure holds all its marks, whatever it is of", () => {
  for (const [axes, title, legend, text] of [
    [true, content.title, content.legend, ""],
    [true, "A title of many words, ".repeat(12), null, source],
    [false, "", content.legend, ""],
    [false, "x", null, ""],
    [false, "", null, "y\n".repeat(500)],
  ] as const) {
    const figure = figureLayout({ ...content, axes, title, legend, source: text });
    for (const mark of figure.marks) {
      const [x, y] = mark.kind === "line" ? [mark.x2, mark.y2] : [mark.x, mark.y];
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(figure.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThan(figure.height);
    }
    expect(figure.plot.x + figure.plot.width).toBeLessThan(figure.width);
    expect(figure.plot.y + figure.plot.height).toBeLessThan(figure.height);
  }
});

test("a map with nothing around it is the whole figure", () => {
  const pin: Mark = { kind: "path", role: "pin", x: 5, y: 6, d: "M0 0" };
  const bare = { ...content, axes: false, title: "", legend: null, width: 333.3, height: 200.5 };
  const figure = figureLayout({ ...bare, overlay: [pin] });
  expect(figure).toEqual({
    width: 333.3,
    height: 200.5,
    plot: { x: 0, y: 0, width: 333.3, height: 200.5 },
    marks: [],
    overlay: [pin],
  });
});

test("the source is set in lines that fit, none of it lost", () => {
  const { marks, width } = figureLayout({ ...content, source });
  const lines = marks.flatMap((mark) => (mark.kind === "text" && mark.role === "source" ? [mark] : []));
  expect(lines.length).toBeGreaterThan(4);
  for (const { x, text } of lines) expect(x + 7.25 * text.length).toBeLessThan(width);
  for (const [k, line] of lines.slice(1).entries())
    expect(line.y).toBeGreaterThan((lines[k]?.y as number) + 12);
  const squeezed = (text: string) => text.replace(/\s/g, "");
  expect(squeezed(lines.map(({ text }) => text).join(""))).toBe(squeezed(source));
  const many = figureLayout({ ...content, source: "y\n".repeat(500) }).marks.filter(
    ({ role }) => role === "source",
  );
  expect(many).toHaveLength(60);
  expect(many.at(-1)).toMatchObject({ text: "… and 441 lines more" });
});

test("moving marks moves all their coordinates", () => {
  const line: Mark = { kind: "line", role: "tick", x1: 1, y1: 2, x2: 3, y2: 4 };
  expect(moved([line], 10, 20)).toEqual([{ ...line, x1: 11, y1: 22, x2: 13, y2: 24 }]);
});
