import { describe, expect, test } from "vitest";
import type { PlaneView } from "../protocol.ts";
import { outlineOf } from "./outline.ts";
import { placeStreamlines } from "./place.ts";
import { ribbonGeometry, stripStride } from "./ribbons.ts";
import { type Integrator, type Streamline, spacings } from "./streamline.ts";

const spacing = spacings.normal;
const width = 700;
const height = 500;
const view: PlaneView = { centreX: 0.3, centreY: -0.2, unitsPerPixel: 0.01 };

type Direction = (x: number, y: number) => readonly [number, number];

/** Small steps of the midpoint rule: slow, and independent of both integrators of the program. */
function oracle(field: Direction, at: PlaneView = view): Integrator {
  const unit = (sx: number, sy: number, sense: number): readonly [number, number] => {
    const x = at.centreX + (sx - width / 2) * at.unitsPerPixel;
    const y = at.centreY - (sy - height / 2) * at.unitsPerPixel;
    const [u, v] = field(x, y);
    const size = Math.hypot(u, v);
    return size > 0 ? [(sense * u) / size, (-sense * v) / size] : [0, 0];
  };
  return {
    spacing,
    trace(seeds) {
      const side = (seed: number, sense: 1 | -1) => {
        const points: number[] = [];
        let [x, y] = [seeds[2 * seed] as number, seeds[2 * seed + 1] as number];
        let before = unit(x, y, sense);
        for (let k = 0; k < 600; k += 1) {
          for (let step = 0; step < 12; step += 1) {
            const h = spacing.point / 12;
            const [u, v] = unit(x, y, sense);
            const [mu, mv] = unit(x + (h / 2) * u, y + (h / 2) * v, sense);
            x += h * mu;
            y += h * mv;
          }
          const now = unit(x, y, sense);
          const { margin } = spacing;
          const inside = x > -margin && x < width + margin && y > -margin && y < height + margin;
          if (!inside || now[0] * before[0] + now[1] * before[1] <= 0) break;
          before = now;
          points.push(x, y);
        }
        return Float32Array.from(points);
      };
      return { side, more: () => false };
    },
  };
}

const fields: Readonly<Record<string, Direction>> = {
  uniform: () => [1, 0.3],
  rotation: (x, y) => [-y, x],
  source: (x, y) => [x, y],
  saddle: (x, y) => [x, -y],
  spiral: (x, y) => [x - 2 * y, 2 * x + y],
  waves: (x, y) => [Math.sin(x * y), Math.cos(x) - y ** 3],
};

function distanceToOthers(lines: readonly Streamline[], own: number, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  lines.forEach(({ points }, l) => {
    if (l === own) return;
    for (let k = 0; k < points.length; k += 2) {
      const dx = (points[k] as number) - x;
      const dy = (points[k + 1] as number) - y;
      least = Math.min(least, dx * dx + dy * dy);
    }
  });
  return Math.sqrt(least);
}

describe.each(Object.keys(fields))("lines of the %s", (name) => {
  const lines = placeStreamlines(view, width, height, oracle(fields[name] as Direction));

  test("keep the test distance from each other", () => {
    lines.forEach(({ points }, own) => {
      let least = Number.POSITIVE_INFINITY;
      for (let k = 0; k < points.length; k += 2) {
        least = Math.min(least, distanceToOthers(lines, own, points[k] as number, points[k + 1] as number));
      }
      expect(least).toBeGreaterThan(spacing.test * 0.999);
    });
  });

  test("leave no room for another: few places are farther than twice the separation from all lines", () => {
    let far = 0;
    let places = 0;
    for (let x = 5; x < width; x += 17) {
      for (let y = 5; y < height; y += 17) {
        places += 1;
        if (distanceToOthers(lines, -1, x, y) > 1.5 * spacing.separation) far += 1;
      }
    }
    expect(far / places).toBeLessThan(0.01);
  });

  test("are no stubs", () => {
    expect(lines.length).toBeGreaterThan(5);
    for (const { points } of lines) {
      expect((points.length / 2 - 1) * spacing.point).toBeGreaterThanOrEqual(spacing.shortest);
    }
  });

  test("are the same when made again", () => {
    expect(placeStreamlines(view, width, height, oracle(fields[name] as Direction))).toEqual(lines);
  });
});

test("circles close, and their centre is kept clear", () => {
  const lines = placeStreamlines(view, width, height, oracle(fields.rotation as Direction));
  const radius = (line: Streamline) =>
    Math.hypot(
      (line.points[0] as number) - (width / 2 - view.centreX / view.unitsPerPixel),
      (line.points[1] as number) - (height / 2 + view.centreY / view.unitsPerPixel),
    );
  const whole = lines.filter((line) => radius(line) < 200);
  expect(whole.length).toBeGreaterThan(3);
  for (const line of whole) {
    expect(line.closed).toBe(true);
    const length = (line.points.length / 2) * spacing.point;
    expect(Math.abs(length - 2 * Math.PI * radius(line))).toBeLessThan(2 * spacing.point);
  }
});

test("lines of a source end at it and do not cross it", () => {
  const lines = placeStreamlines(view, width, height, oracle(fields.source as Direction));
  for (const { points, closed } of lines) {
    expect(closed).toBe(false);
    const turns: number[] = [];
    for (let k = 2; k < points.length - 2; k += 2) {
      const [ax, ay] = [
        (points[k] as number) - (points[k - 2] as number),
        (points[k + 1] as number) - (points[k - 1] as number),
      ];
      const [bx, by] = [
        (points[k + 2] as number) - (points[k] as number),
        (points[k + 3] as number) - (points[k + 1] as number),
      ];
      turns.push((ax * bx + ay * by) / Math.hypot(ax, ay) / Math.hypot(bx, by));
    }
    expect(Math.min(...turns)).toBeGreaterThan(0.99);
  }
});

test("panning by a few pixels keeps most seeds", () => {
  const field = fields.waves as Direction;
  const seedsOf = (at: PlaneView) =>
    placeStreamlines(at, width, height, oracle(field, at)).map(({ points, seed }) => {
      const x = at.centreX + ((points[2 * seed] as number) - width / 2) * at.unitsPerPixel;
      const y = at.centreY - ((points[2 * seed + 1] as number) - height / 2) * at.unitsPerPixel;
      return `${x.toFixed(3)} ${y.toFixed(3)}`;
    });
  const before = seedsOf(view);
  const after = new Set(seedsOf({ ...view, centreX: view.centreX + 0.05 }));
  const kept = before.filter((seed) => after.has(seed)).length;
  expect(kept / before.length).toBeGreaterThan(0.8);
});

test("lines go with a field that is moved by a period of their seeds, which is wider than a screen", () => {
  const field = fields.waves as Direction;
  const placed = (at: PlaneView, moved: readonly [number, number]) =>
    placeStreamlines(
      at,
      width,
      height,
      oracle((x, y) => field(x - moved[0], y - moved[1]), at),
    );
  const at = { ...view, unitsPerPixel: 2 ** -6 };
  const before = placed(at, [0, 0]);
  const after = (a: number, b: number) =>
    placed({ ...at, centreX: at.centreX + a, centreY: at.centreY + b }, [a, b]);
  for (const [a, b] of [
    [128, 0],
    [-128, 256],
  ] as const) {
    const lines = after(a, b);
    expect(lines.map(({ points, seed }) => [points.length, seed])).toEqual(
      before.map(({ points, seed }) => [points.length, seed]),
    );
    for (const [k, { points }] of lines.entries()) {
      const apart = points.map((place, i) => Math.abs(place - (before[k]?.points[i] as number)));
      expect(Math.max(...apart)).toBeLessThan(1e-3);
    }
  }
  // By less it has others.
  const seeds = before.map(({ points, seed }) => points.slice(2 * seed, 2 * seed + 2).join());
  for (const [a, b] of [
    [64, 0],
    [0, 96],
  ] as const) {
    const others = new Set(
      after(a, b).map(({ points, seed }) => points.slice(2 * seed, 2 * seed + 2).join()),
    );
    expect(seeds.filter((seed) => others.has(seed)).length / seeds.length).toBeLessThan(0.1);
  }
  expect(128 / at.unitsPerPixel).toBeGreaterThan(3840);
});

test("a view too deep for numbers has no lines", () => {
  const deep = { centreX: 1, centreY: 1, unitsPerPixel: 1e-18 };
  expect(placeStreamlines(deep, width, height, oracle(fields.uniform as Direction, deep))).toEqual([]);
});

describe("outlines", () => {
  const circle = (radius: number): Streamline => {
    const count = Math.round((2 * Math.PI * radius) / spacing.point);
    const points = Float32Array.from({ length: 2 * count }, (_, k) => {
      const angle = (2 * Math.PI * (k >> 1)) / count;
      return radius * (k % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    });
    return { points, step: spacing.point, seed: 0, closed: true };
  };

  test.each([10, 25, 80, 400])("of a circle of radius %d stay within a tenth of a pixel", (radius) => {
    const { xs, ys } = outlineOf(circle(radius), 14);
    for (let k = 1; k < xs.length; k += 1) {
      const middle = Math.hypot(
        ((xs[k] as number) + (xs[k - 1] as number)) / 2,
        ((ys[k] as number) + (ys[k - 1] as number)) / 2,
      );
      expect(Math.abs(middle - radius)).toBeLessThan(0.12);
    }
    expect([xs.at(-1), ys.at(-1)]).toEqual([xs[0], ys[0]]);
  });

  test("of a straight line are short", () => {
    const points = Float32Array.from({ length: 400 }, (_, k) => (k % 2 === 0 ? (k >> 1) * spacing.point : 5));
    const { xs, arcs } = outlineOf({ points, step: spacing.point, seed: 0, closed: false }, 14);
    expect(xs.length).toBeLessThan(40);
    expect(arcs.at(-1)).toBe(199 * spacing.point);
  });

  test("become strips whose vertices lie on both sides, with arrowheads along the line", () => {
    const { strip, stripCount, arrows } = ribbonGeometry([circle(80)]);
    expect(strip.length).toBe(stripCount * stripStride);
    expect(arrows.length).toBeGreaterThan(1);
    for (const { x, y, dx, dy } of arrows) {
      expect(Math.hypot(dx, dy)).toBeCloseTo(1, 6);
      expect(Math.abs(x * dx + y * dy)).toBeLessThan(1);
    }
    for (let k = 0; k < stripCount; k += 1) {
      const [x, y, nx, ny, side] = strip.subarray(
        stripStride * k,
        stripStride * k + 5,
      ) as unknown as number[];
      expect(Math.abs(Math.hypot(x as number, y as number) - 80)).toBeLessThan(0.1);
      const outwards = ((x as number) * (nx as number) + (y as number) * (ny as number)) / 80;
      expect(Math.abs(outwards * (side as number) + 1)).toBeLessThan(0.02);
    }
  });
});
