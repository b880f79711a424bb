import { describe, expect, test } from "vitest";
import { childElements, type Element, parseXml, textOf } from "../../engine/formula/testing/strict-xml.ts";
import { seededRandom } from "../../engine/testing/random.ts";
import { arrowGrid, glyphOutline } from "../arrows/arrow-grid.ts";
import { FieldCompiler } from "../compiled-field.ts";
import { flowRate } from "../layers/flow-rate.ts";
import { vectorLayers } from "../layers/vector-layers.ts";
import { legendOf } from "../make-legend.ts";
import { carriedMesh } from "../mesh/carried-mesh.ts";
import { paletteColour } from "../palette.ts";
import type { PlaneState } from "../protocol.ts";
import type { Streamline } from "../streamlines/streamline.ts";
import { figureLayout } from "./layout.ts";
import { mapInks } from "./map-inks.ts";
import { pinMarks, pinPlaces } from "./pins.ts";
import { regionMarks } from "./region.ts";
import { partsOf } from "./vector-style.ts";
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

  describe("has layers that are geometry", () => {
    const compiler = new FieldCompiler();
    const state = {
      source: "F(x, y) = (x, sin(x) - y)",
      field: "F",
      time: 0,
      view,
      width,
      height,
      map: { kind: "exact", quantity: "divergence", method: "jacobian-forward", compare: { divider: 0.5 } },
      colouring: { quantity: "divergence", palette: "auto", scale: "linear", contours: false },
      streamlines: true,
      layers: {
        map: true,
        particles: { on: true, count: 1000, density: false, speed: 1 },
        texture: { on: false, moving: false },
        arrows: { on: true, scaled: true },
        mesh: { on: true, moving: true, share: 0.5 },
      },
      theme: "light",
    } as PlaneState;
    const compiled = compiler.compile(state);
    const streamlines = [{ kind: "streamlines", lines: [arcLine(false)], arrows: [] } as const];
    const groupOf = (text: string, id: string) =>
      childElements(
        parsed(text)
          .named("g")
          .find((group) => of(group, "id") === id) as Element,
      ).map((path) => of(path, "d"));

    test("each arrow as the polygon around it, each line of the mesh where it is carried at the moment", () => {
      const time = 1.2;
      const layers = vectorLayers(compiled, state, streamlines, time);
      // What moves lies over what stands.
      expect(layers.map(({ kind }) => kind)).toEqual(["arrows", "streamlines", "mesh"]);
      expect(vectorLayers(compiled, state, streamlines, null).map(({ kind }) => kind)).toEqual([
        "arrows",
        "mesh",
        "streamlines",
      ]);
      const text = writeSvg({ ...contentWith([]), layers });
      const polygons = groupOf(text, "deldot-arrows-heads");
      const glyphs = arrowGrid(compiled, state);
      expect(polygons).toHaveLength(glyphs.length);
      expect(glyphs.length).toBeGreaterThan(100);
      for (const [k, d] of polygons.entries()) {
        expect(d).toMatch(/^M[^M]*z$/);
        const written = d.slice(1, -1).split(/[ L]/).map(Number);
        const outline = glyphOutline(glyphs[k] as (typeof glyphs)[number]);
        expect(written).toHaveLength(outline.length);
        for (const [i, place] of written.entries())
          expect(Math.abs(place - (outline[i] as number))).toBeLessThanOrEqual(0.0051);
      }
      // A third of the way and a bit, by the seconds a moving mesh takes; every corner lies on a line of the mesh.
      const carried = carriedMesh(compiled, state, flowRate(compiled, state) * 1.5).at(time / 3);
      const places = carried.flatMap(({ points }) =>
        Array.from({ length: points.length / 2 }, (_, k) => [points[2 * k], points[2 * k + 1]] as const),
      );
      const written = groupOf(text, "deldot-mesh-lines");
      expect(written.length).toBeGreaterThan(10);
      expect(written.length).toBeLessThanOrEqual(carried.length);
      for (const d of written) {
        expect(d).toMatch(/^M[^Mz]*$/);
        for (const corner of d
          .slice(1)
          .split("L")
          .filter((_, k) => k % 9 === 0)) {
          const [x = 0, y = 0] = corner.split(" ").map(Number);
          const nearest = Math.min(...places.map(([u = 0, v = 0]) => Math.hypot(u - x, v - y)));
          // Corners are points of the mesh, or lie on the spline between two.
          expect(nearest).toBeLessThan(6);
        }
      }
      expect(
        parsed(text)
          .named("use")
          .map((use) => of(use, "href")),
      ).not.toContain("#deldot-mesh-heads");
    });

    test("and leaves none of them in the pixels below, nor particles that lie over lines", () => {
      const { particles, mesh } = state.layers;
      const shownOf = (part: PlaneState, moves: boolean) => [
        ...(part.layers.map ? ["map"] : []),
        ...vectorLayers(compiled, part, part.streamlines ? streamlines : [], moves ? 1 : null).map(
          ({ kind }) => kind,
        ),
        ...(part.layers.particles.on ? ["particles"] : []),
      ];
      const partsIn = (shown: Partial<PlaneState>, layers: Partial<PlaneState["layers"]>, moves = true) => {
        const parts = partsOf({ ...state, ...shown, layers: { ...state.layers, ...layers } }, moves);
        return [shownOf(parts.raster, moves), parts.particles && shownOf(parts.particles, moves)];
      };
      const none = { streamlines: false };
      const arrows = { ...state.layers.arrows, on: false };
      const apart = [["map"], ["particles"]];
      const among = [["map", "particles"], null];
      expect(partsIn({}, { particles: { ...particles, on: false } })).toEqual([["map"], null]);
      expect(partsIn({}, {})).toEqual(apart);
      expect(partsIn(none, {})).toEqual(apart);
      expect(partsIn(none, { arrows, mesh: { ...mesh, moving: false } })).toEqual(apart);
      // Under them is nothing but the map, or noise that lies below lines and particles.
      expect(partsIn(none, { arrows })).toEqual(among);
      expect(partsIn({}, { texture: { on: true, moving: false } })).toEqual(among);
      // Without a graphics card there are no particles.
      expect(partsIn({}, {}, false)).toEqual(among);
    });

    test("and pixels between them where a layer is pixels", () => {
      const [arrows, lines, mesh] = vectorLayers(compiled, state, streamlines, 1);
      if (!arrows || !lines || !mesh) throw new Error("a layer is missing");
      const over = { kind: "pixels", image: "data:image/png;base64,BBBB" } as const;
      const content = { ...contentWith([]), layers: [arrows, lines, over, mesh] };
      const { figure } = content;
      const { named } = parsed(writeSvg(content));
      const plot = named("g").find((element) => of(element, "clip-path") !== "") as Element;
      const drawn = childElements(plot).map((element) => of(element, "class") || of(element, "href"));
      expect(drawn.slice(0, 4)).toEqual(["arrows", "streamlines", over.image, "mesh"]);
      const [below, above] = named("image");
      expect(of(below, "href")).toBe(image);
      for (const name of ["x", "y", "width", "height"]) expect(of(above, name)).toBe(of(below, name));
      expect(Number(of(above, "x"))).toBe(figure.plot.x);
    });

    test("lines in the colours that the map has under their middles, one path to a colour", async () => {
      // The divergence is 3/2 √x; it is not defined left of 0.
      const coloured = { ...state, source: "F(x, y) = (x^1.5, 0)" };
      const line = { points: Float32Array.from({ length: 160 }, (_, k) => (k % 2 === 0 ? 2.5 * k : 100)) };
      const layer = {
        kind: "streamlines",
        lines: [{ ...line, step: 5, seed: 0, closed: false }],
        arrows: [{ x: 300, y: 100, dx: 1, dy: 0 }],
      } as const;
      const range = { low: -4, high: 4, threshold: 0 };
      let pauses = 0;
      const inks = await mapInks(layer, compiler.compile(coloured), coloured, 2, range, async () => {
        pauses += 1;
      });
      expect(pauses).toBe(1);
      const text = writeSvg({ ...contentWith([]), layers: [layer], inks });
      const group = parsed(text)
        .named("g")
        .find((element) => of(element, "stroke-linecap") === "round") as Element;
      const paths = childElements(group);
      const colours = paths.map((path) => of(path, "stroke"));
      expect(new Set(colours).size).toBe(colours.length);
      let covered = 0;
      for (const path of paths) {
        for (const run of of(path, "d").split("M").slice(1)) {
          const { points } = cubics(`M${run}`);
          for (const [k, [to = 0]] of points.slice(1).entries()) {
            const [from = 0] = points[k] as number[];
            covered += to - from;
            const x = 1.5 + ((from + to) / 2 - 200) * 0.02;
            // There lines have the ink of all others, which lets some of the ground through.
            expect(of(path, "stroke-opacity") !== "").toBe(x < 0);
            if (x < 0) continue;
            const right = paletteColour("vermilion-blue", "light", 0.5 + (1.5 * Math.sqrt(x)) / 8);
            const shown = of(path, "stroke").match(/\d+/g)?.map(Number) ?? [];
            // Colours are told apart in steps too small to be seen.
            for (const [channel, value] of right.entries())
              expect(Math.abs(value - (shown[channel] as number))).toBeLessThan(4);
          }
        }
      }
      expect(covered).toBeCloseTo(395, 6);
      expect(colours.length).toBeGreaterThan(25);
      const head = parsed(text)
        .named("path")
        .find((path) => of(path, "d").startsWith("M305.2 100") && of(path, "fill") !== "");
      const [red = 0, green = 0, blue = 0] = of(head, "fill").match(/\d+/g)?.map(Number) ?? [];
      const [r, g, b] = paletteColour("vermilion-blue", "light", 0.5 + (1.5 * Math.sqrt(3.5)) / 8);
      expect(Math.max(Math.abs(red - r), Math.abs(green - g), Math.abs(blue - b))).toBeLessThan(4);
    });
  });
});
