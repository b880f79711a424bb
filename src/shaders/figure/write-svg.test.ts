import { describe, expect, test } from "vitest";
import { childElements, type Element, parseXml, textOf } from "../../engine/formula/testing/strict-xml.ts";
import { seededRandom } from "../../engine/testing/random.ts";
import { legendOf } from "../make-legend.ts";
import type { PlaneState } from "../protocol.ts";
import type { Streamline } from "../streamlines/streamline.ts";
import { figureLayout } from "./layout.ts";
import { pinMarks, pinPlaces } from "./pins.ts";
import { regionMarks } from "./region.ts";
import { type SvgContent, writeSvg } from "./write-svg.ts";

const seed = 20240607;
const view = { centreX: 1.5, centreY: -0.5, unitsPerPixel: 0.02 };
const [width, height] = [400, 300];
const image = "data:image/png;base64,AAAA";
const title = `Sources & "sinks" <script>alert(1)</script> ½ \u0007 \ud800`;

/** Where a world point lies on the plot, by hand. */
const pixel = (x: number, y: number) => [200 + (x - 1.5) / 0.02, 150 - (y + 0.5) / 0.02] as const;

function contentWith(lines: readonly Streamline[]): SvgContent {
  const state = {
    map: { kind: "exact" },
    colouring: { quantity: "divergence", palette: "auto", scale: "linear", contours: false },
    theme: "light",
    field: "F",
  } as PlaneState;
  const place = { view, width, height };
  const circle = { kind: "circle", centre: { x: 2, y: 0 }, radius: 1 } as const;
  const samples = [{ x: 3, y: 0, normalX: 1, normalY: 0, outward: 2 }] as const;
  const figure = figureLayout({
    ...place,
    names: ["x", "y"],
    axes: true,
    title,
    legend: legendOf(state, ["x", "y"], { low: -2, high: 2 }),
    source: "  F(x, y) = (x < 1 & y, x)",
    overlay: [
      ...regionMarks(circle, [...samples], place),
      ...pinMarks(pinPlaces([{ x: 1, y: 1 }], view, width, height)),
    ],
  });
  const arrows = [{ x: 100, y: 50, dx: 0, dy: 1 }];
  const layers = [{ kind: "streamlines", lines, arrows } as const];
  return { figure, title, image, layers, inks: null, theme: "light", transparent: false };
}

const all = (element: Element): Element[] => [element, ...childElements(element).flatMap(all)];

function parsed(text: string): { root: Element; named: (name: string) => Element[] } {
  const root = parseXml(text.replace('<?xml version="1.0" encoding="UTF-8"?>\n', "").trimEnd());
  return { root, named: (name) => all(root).filter((element) => element.name === name) };
}

const of = (element: Element | undefined, name: string) => element?.attributes.get(name) ?? "";

/** The points and handles of a path of relative cubics, made absolute. */
function cubics(d: string): { points: number[][]; handles: number[][]; closed: boolean } {
  const [start = "", ...steps] = d.replace("z", "").split("c");
  let at = start.slice(1).split(" ").map(Number);
  const [points, handles]: [number[][], number[][]] = [[at], []];
  for (const step of steps) {
    const [ax = 0, ay = 0, bx = 0, by = 0, x = 0, y = 0] = step.split(" ").map(Number);
    const [fromX = 0, fromY = 0] = at;
    handles.push([fromX + ax, fromY + ay], [fromX + bx, fromY + by]);
    at = [fromX + x, fromY + y];
    points.push(at);
  }
  return { points, handles, closed: d.endsWith("z") };
}

/** Points on a circle, a fixed angle apart, with noise that rounding could add up. */
function arcLine(closed: boolean): Streamline {
  const random = seededRandom(seed);
  const points = Float32Array.from({ length: 2 * 60 }, (_, k) => {
    const angle = (2 * Math.PI * Math.floor(k / 2)) / 60;
    return (k % 2 === 0 ? 200 + 57.3 * Math.cos(angle) : 150 + 57.3 * Math.sin(angle)) + 1e-3 * random();
  });
  return { points, step: 6, seed: 0, closed };
}

describe(`SVG (seed ${seed})`, () => {
  test("is well-formed, whatever the title and the source hold, and the same every time", () => {
    const text = writeSvg(contentWith([arcLine(false)]));
    const { root, named } = parsed(text);
    expect(root.name).toBe("svg");
    const shown = title.replace("\u0007", "\ufffd").replace("\ud800", "\ufffd");
    const titles = named("text").filter((element) => of(element, "font-size") === "16");
    expect(titles.map(textOf).join(" ")).toBe(shown);
    expect(textOf(named("title")[0] as Element)).toBe(shown);
    expect(named("script")).toEqual([]);
    const source = named("text").filter((element) => of(element, "xml:space") === "preserve");
    expect(source.map(textOf)).toEqual(["  F(x, y) = (x < 1 & y, x)"]);
    expect(writeSvg(contentWith([arcLine(false)]))).toBe(text);
    const ids = all(root).flatMap(({ attributes }) => attributes.get("id") ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of text.matchAll(/(?:url\(|href=")#([\w-]+)/g)) expect(ids).toContain(id);
  });

  test("has the map where the plot is, and the axes' numbers where their points are", () => {
    const { figure } = contentWith([]);
    const { named } = parsed(writeSvg(contentWith([])));
    const map = named("image")[0];
    expect(["x", "y", "width", "height"].map((name) => Number(of(map, name)))).toEqual([
      figure.plot.x,
      figure.plot.y,
      width,
      height,
    ]);
    expect(of(map, "href")).toBe(image);
    const numbers = named("text").filter((element) => of(element, "text-anchor") === "middle");
    const two = numbers.find((element) => textOf(element) === "2");
    expect(Number(of(two, "x"))).toBeCloseTo(figure.plot.x + pixel(2, 0)[0], 2);
    expect(named("linearGradient")).toHaveLength(1);
    expect(named("stop").length).toBeGreaterThan(20);
  });

  test("has pins and region where they are, with a number and normals", () => {
    const { figure } = contentWith([]);
    const { named } = parsed(writeSvg(contentWith([])));
    const [pinX, pinY] = pixel(1, 1);
    const place = `translate(${figure.plot.x + pinX} ${figure.plot.y + pinY})`;
    expect(named("path").filter((element) => of(element, "transform") === place)).toHaveLength(2);
    expect(named("text").filter((element) => textOf(element) === "1")).not.toEqual([]);
    const [left, top] = pixel(1, 0);
    const paths = named("path").map((element) => of(element, "d"));
    expect(paths).toContain(`M${left} ${top}a50 50 0 1 0 100 0a50 50 0 1 0 -100 0z`);
    expect(paths).toContain(`M${pixel(3, 0)[0].toFixed(2)} ${pixel(3, 0)[1].toFixed(2)}l26.00 0.00`);
  });

  test.each([false, true])("has lines that pass through their points, smoothly (closed: %s)", (closed) => {
    const line = arcLine(closed);
    const { named } = parsed(writeSvg(contentWith([line])));
    const paths = named("path").map((element) => of(element, "d"));
    const path = cubics(paths.find((d) => d.includes("c")) ?? "");
    expect(path.closed).toBe(closed);
    expect(path.points).toHaveLength(closed ? 61 : 60);
    for (const [k, [x = 0, y = 0]] of path.points.entries()) {
      expect(Math.abs(x - (line.points[(2 * k) % 120] as number))).toBeLessThanOrEqual(0.0051);
      expect(Math.abs(y - (line.points[(2 * k + 1) % 120] as number))).toBeLessThanOrEqual(0.0051);
    }
    // The middle of each piece lies on the circle, too.
    for (let k = 2; k < 57; k++) {
      const [a, b] = [path.points[k], path.points[k + 1]] as [number[], number[]];
      const [p, q] = [path.handles[2 * k], path.handles[2 * k + 1]] as [number[], number[]];
      const middle = [0, 1].map(
        (axis) =>
          ((a[axis] as number) + 3 * (p[axis] as number) + 3 * (q[axis] as number) + (b[axis] as number)) / 8,
      );
      const radius = Math.hypot((middle[0] as number) - 200, (middle[1] as number) - 150);
      expect(Math.abs(radius - 57.3)).toBeLessThan(0.02);
    }
    // The head points along the field: its tip is the point furthest down.
    expect(paths).toContain("M100 55.2L96.7 45.8L100 48L103.3 45.8z");
  });
});
