import { expect, test } from "vitest";
import { FieldCompiler } from "../compiled-field.ts";
import type { PlaneState } from "../protocol.ts";
import { noLayers } from "../testing/layers.ts";
import { arrowGrid, type Glyph, glyphOutline } from "./arrow-grid.ts";

const compiler = new FieldCompiler();
const plot = { width: 500, height: 400, view: { centreX: 0.3, centreY: -0.2, unitsPerPixel: 0.015 } };

function glyphsOf(source: string, change: Partial<PlaneState> = {}, scaled = true): readonly Glyph[] {
  const layers = { ...noLayers, arrows: { on: true, scaled } };
  const compiled = compiler.compile({ source, field: "F" });
  return arrowGrid(compiled, { ...plot, time: 0, layers, ...change });
}

const worldOf = ({ x, y }: Glyph) => ({ x: 0.3 + (x - 250) * 0.015, y: -0.2 - (y - 200) * 0.015 });

test("arrows point along the field, y up, from their middles", () => {
  const glyphs = glyphsOf("F(x, y) = (-y, x + 1)");
  expect(glyphs.length).toBeGreaterThan(100);
  for (const glyph of glyphs) {
    const { x, y } = worldOf(glyph);
    const size = Math.hypot(-y, x + 1);
    expect(glyph.dx).toBeCloseTo(-y / size, 9);
    expect(glyph.dy).toBeCloseTo(-(x + 1) / size, 9);
  }
});

test("scaled, they are as long as |F|; otherwise all alike", () => {
  const glyphs = glyphsOf("F(x, y) = (3 + x, 0)");
  const longest = Math.max(...glyphs.map(({ length }) => length));
  const slow = glyphs.filter(({ length }) => length < 0.9 * longest && length > 3);
  expect(slow.length).toBeGreaterThan(20);
  const [first, ...rest] = slow as [Glyph, ...Glyph[]];
  for (const glyph of rest) {
    const ratio = Math.abs(3 + worldOf(glyph).x) / Math.abs(3 + worldOf(first).x);
    expect(glyph.length / first.length).toBeCloseTo(ratio, 6);
  }
  const alike = glyphsOf("F(x, y) = (3 + x, 0)", {}, false);
  expect(new Set(alike.map(({ length }) => length)).size).toBe(1);
});

test("there is none where the field has no direction, and a pole makes no dots of the others", () => {
  expect(glyphsOf("F(x, y) = (0 x, 0)")).toEqual([]);
  const half = glyphsOf("F(x, y) = (sqrt(x), 1)");
  expect(half.length).toBeGreaterThan(50);
  for (const glyph of half) expect(worldOf(glyph).x).toBeGreaterThanOrEqual(0);
  const pole = glyphsOf("F(x, y) = (x, y) / (x^2 + y^2)^2 + (1, 0)");
  expect(pole.filter(({ length }) => length > 4).length).toBeGreaterThan(pole.length / 3);
});

test("panning moves arrows and changes none", () => {
  const here = glyphsOf("F(x, y) = (sin(y), cos(x))", {}, false);
  const view = { ...plot.view, centreX: plot.view.centreX + 64 * plot.view.unitsPerPixel };
  const there = glyphsOf("F(x, y) = (sin(y), cos(x))", { view }, false);
  const inside = here.filter(({ x }) => x > 64 && x < 500);
  for (const glyph of inside) {
    const moved = there.some(
      ({ x, y, dx, dy }) =>
        Math.hypot(x + 64 - glyph.x, y - glyph.y) < 1e-6 && Math.hypot(dx - glyph.dx, dy - glyph.dy) < 1e-9,
    );
    expect(moved).toBe(true);
  }
  expect(inside.length).toBeGreaterThan(50);
});

test("an outline is as long as its arrow and ends at its tip", () => {
  const outline = glyphOutline({ x: 10, y: 20, dx: 0.6, dy: 0.8, length: 30 });
  expect(outline.slice(0, 2)).toEqual([10 + 15 * 0.6, 20 + 15 * 0.8]);
  const along = outline.flatMap((x, k) =>
    k % 2 === 0 ? [(x - 10) * 0.6 + ((outline[k + 1] as number) - 20) * 0.8] : [],
  );
  expect(Math.max(...along) - Math.min(...along)).toBeCloseTo(30, 9);
});
