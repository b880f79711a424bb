import { describe, expect, it } from "vitest";
import { lensOf, placeOf, rayAt } from "../../shaders/space/lens.ts";
import { createDocument, type SpaceCell } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { defaultSpace } from "../document/space-cell.ts";
import { createPreparer } from "../laboratory/subject.ts";
import { bodyFigures } from "./body.ts";
import {
  draggedBody,
  grownBody,
  placedBody,
  pulledAxes,
  pulledBody,
  reachPlace,
  reshapedBody,
  seenAxes,
  withCentre,
  withReach,
} from "./body-motion.ts";
import type { BodyFigures, BodyTask } from "./protocol.ts";
import { pinReadings, readingAt } from "./reading.ts";
import { createSpaceScheduler } from "./scheduler.ts";

const prepare = createPreparer();

function taskOf(
  source: string,
  body: Partial<BodyTask["body"]> = {},
  scales: readonly number[] = [1],
): BodyTask {
  return {
    kind: "body",
    subject: { source, field: "F", time: 0, quantity: "divergence" },
    body: { shape: "sphere", centre: [0, 0, 0], half: [1, 1, 1], ...body },
    scales,
    limit: null,
  };
}

function figuresOf(task: BodyTask): BodyFigures {
  const { source, field, time } = task.subject;
  const steps = bodyFigures(prepare({ source, field, time, seed: 0, layout: "jax" }), task);
  let last = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    expect(step.value).toBeGreaterThanOrEqual(last);
    expect(step.value).toBeLessThanOrEqual(1);
    last = step.value;
  }
}

describe("the flux through a body", () => {
  it("is what calculus gives, on both sides, of every shape", () => {
    // ∇·F = 2x + z² + 1.
    const source = "F(x, y, z) = (x^2, y z^2, z)";
    const centre = [0.5, -1, 2] as const;
    for (const [shape, half, volume, mean] of [
      ["box", [1, 2, 3], 48, 1 + 4 + 3 + 1],
      ["sphere", [2, 9, 9], (4 / 3) * Math.PI * 8, 1 + 4 + 4 / 5 + 1],
      ["ellipsoid", [1, 2, 3], (4 / 3) * Math.PI * 6, 1 + 4 + 9 / 5 + 1],
    ] as const) {
      const { levels, atCentre } = figuresOf(taskOf(source, { shape, centre, half }));
      const [whole] = levels;
      expect(atCentre).toBeCloseTo(6, 12);
      expect(whole?.volume).toBeCloseTo(volume, 10);
      for (const side of [whole?.boundary, whole?.inside]) {
        expect(Math.abs((side?.value ?? 0) - volume * mean), shape).toBeLessThan(1e-8);
        expect(side?.error, shape).toBeLessThan(1e-8);
      }
    }
  });

  it("is Gauss's law as charges are moved across the surface", () => {
    const source = `q(x, y, z) = (x, y, z) / (x^2 + y^2 + z^2)^1.5
F(x, y, z) = q(x, y, z) - 2 q(x - 3, y, z)`;
    const seen = new Set<number>();
    for (const shape of ["box", "sphere", "ellipsoid"] as const)
      for (let x = -1.6; x < 5; x += 0.55) {
        const half = [1, 1.3, 0.9] as const;
        const { levels } = figuresOf(taskOf(source, { shape, centre: [x, 0.1, -0.1], half }));
        const inside = (charge: number) => {
          const away = [charge - x, -0.1, 0.1].map(
            (way, k) => way / (shape === "sphere" ? 1 : (half[k] as number)),
          );
          return shape === "box" ? Math.max(...away.map(Math.abs)) < 1 : Math.hypot(...away) < 1;
        };
        const enclosed = 4 * Math.PI * (Number(inside(0)) - 2 * Number(inside(3)));
        seen.add(enclosed);
        expect(Math.abs((levels[0]?.boundary.value ?? 0) - enclosed), `${shape} at ${x}`).toBeLessThan(1e-8);
        expect(Math.abs(levels[0]?.inside.value ?? 1), `${shape} at ${x}`).toBeLessThan(1e-8);
      }
    expect(seen.size).toBe(3);
  });

  it("over the volume comes to the divergence at the centre, four times nearer with each halving", () => {
    const task = taskOf("F(x, y, z) = (x^3, y z, exp(z))", { shape: "box" }, [1, 0.5, 0.25, 0.125]);
    const { levels, atCentre } = figuresOf(task);
    expect(levels.map(({ scale }) => scale)).toEqual(task.scales);
    const off = levels.map(({ inside, volume }) => inside.value / volume - atCentre);
    for (const k of [2, 3])
      expect(Math.abs((off[k - 1] as number) / (off[k] as number) - 4)).toBeLessThan(0.1);
  });

  it("says where colours of F·n end: round, kept while they fit, and not at rounding", () => {
    const limitOf = (source: string, limit: number | null = null) =>
      figuresOf({ ...taskOf(source), limit }).levels[0]?.limit;
    expect(limitOf("F(x, y, z) = (0, 0, 4 z)")).toBe(4);
    expect(limitOf("F(x, y, z) = (0, 0, 4 z)", 5)).toBe(5);
    expect(limitOf("F(x, y, z) = (0, 0, 4 z)", 50)).toBe(4);
    // Along the surface.
    expect(limitOf("F(x, y, z) = (-y, x, 0)")).toBeGreaterThan(0.1);
  });

  it("is refused in words where the body is flat, or the field not of space", () => {
    expect(() => figuresOf(taskOf("F(x, y, z) = (x, y, z)", { half: [0, 1, 1] }))).toThrow("no inside");
    expect(() => figuresOf(taskOf("F(x: R^4) = x"))).toThrow("F is on R^4");
  });

  it("is dropped for a newer one while it runs", () => {
    const replies: { readonly type: string; readonly id: number }[] = [];
    const waiting: (() => void)[] = [];
    let time = 0;
    const handle = createSpaceScheduler((message) => replies.push(message), {
      later: (callback) => waiting.push(callback),
      now: () => {
        time += 10;
        return time;
      },
    });
    const slow = taskOf("F(x, y, z) = (abs(x + y / 3 - z / 7), 0, 0)", { shape: "box" });
    handle({ type: "task", purpose: "a", id: 1, task: slow });
    waiting.shift()?.();
    handle({ type: "task", purpose: "a", id: 2, task: taskOf("F(x, y, z) = (x, y, z)", { shape: "box" }) });
    while (waiting.length > 0) waiting.shift()?.();
    expect(replies.filter(({ type }) => type !== "progress" && type !== "turn")).toMatchObject([
      { type: "cancelled", id: 1 },
      { type: "result", id: 2, value: { levels: [{ volume: 8 }] } },
    ]);
  });
});

describe("a body by hand", () => {
  const cell = defaultSpace("s");
  const { box } = cell;
  const body = placedBody(cell);
  const lens = lensOf(cell.camera, box, 600, 400);

  it("begins as a sphere in the middle, and keeps its place when it is another shape", () => {
    expect(body).toEqual({ on: false, shape: "sphere", centre: [0, 0, 0], half: [1, 1, 1] });
    const egg = withReach(reshapedBody(body, "ellipsoid"), 1, 1.5);
    expect(egg).toMatchObject({ shape: "ellipsoid", half: [1, 1.5, 1] });
    expect(reshapedBody(egg, "box").half).toEqual([1, 1.5, 1]);
    expect(reshapedBody(egg, "sphere").half).toEqual([1.5, 1.5, 1.5]);
    expect(withReach(body, 2, 0.5).half).toEqual([0.5, 0.5, 0.5]);
    expect(grownBody(egg, 2).half).toEqual([2, 3, 2]);
    expect(withCentre(body, 1, 7, box).centre).toEqual([0, 2, 0]);
  });

  it("follows the pointer in the plane of the picture, and is pulled along its axes", () => {
    const from = placeOf(lens, body.centre);
    const moved = draggedBody(body, lens, 50, -30);
    const to = placeOf(lens, moved.centre);
    expect((to?.left ?? 0) - (from?.left ?? 0)).toBeCloseTo(50, -0.5);
    expect((to?.top ?? 0) - (from?.top ?? 0)).toBeCloseTo(-30, -0.5);
    const depth = moved.centre.reduce((sum, at, k) => sum + at * (lens.back[k] as number), 0);
    expect(Math.abs(depth)).toBeLessThan(0.05);
    const egg = reshapedBody(body, "ellipsoid");
    const before = placeOf(lens, reachPlace(egg, lens, 2));
    const pulled = pulledBody(egg, lens, 2, 0, -25);
    const after = placeOf(lens, reachPlace(pulled, lens, 2));
    expect((after?.top ?? 0) - (before?.top ?? 0)).toBeCloseTo(-25, -0.5);
    expect(pulled.half.slice(0, 2)).toEqual([1, 1]);
    expect(pulledBody(egg, lens, 2, 0, 5000).half[2]).toBeGreaterThan(0);
  });

  it("is pulled, and moved by keys, along axes that are seen", () => {
    expect(pulledAxes({ shape: "box" }, lens)).toEqual([0, 1, 2]);
    const [axis = 0] = pulledAxes({ shape: "sphere" }, lens);
    expect(Math.abs(lens.back[axis])).toBe(Math.min(...lens.back.map(Math.abs)));
    const axes = seenAxes(lens);
    expect(axes.map(({ axis }) => axis).sort()).toEqual([0, 1, 2]);
    const [right] = axes;
    expect((lens.right[right?.axis ?? 0] as number) * (right?.way ?? 0)).toBeGreaterThan(0);
    expect(rayAt(lens, 300, 200).along[0]).toBeCloseTo(-lens.back[0], 12);
  });
});

describe("bodies and pins in documents", () => {
  const document = createDocument("", "F(x, y, z) = (x, y, z)");
  const read = (cell: object) => {
    const text = JSON.stringify({ ...document, cells: [{ id: "s", kind: "space", ...cell }] });
    const result = parseDocument(text);
    return result.ok ? (result.document.cells[0] as SpaceCell) : null;
  };

  it("are the same after they were written and read, and absent where there are none", () => {
    const body = { on: true, shape: "box", centre: [1, 0, -1], half: [0.5, 1, 2] } as const;
    const pins = [
      [1, 2, 3],
      [-0.5, 0, 1e-7],
    ] as const;
    const cell = { ...defaultSpace("s"), body, pins };
    const text = serialiseDocument({ ...document, cells: [cell] });
    const again = parseDocument(text);
    expect(again.ok && again.document.cells[0]).toEqual(cell);
    const bare = serialiseDocument({ ...document, cells: [{ ...defaultSpace("s"), pins: [] }] });
    expect(bare).not.toMatch(/body|pins/);
  });

  it("are completed, and refused where they make no sense", () => {
    const body = { shape: "sphere", centre: [0, 0, 0], half: [1, 1, -3] };
    expect(read({ body })?.body).toMatchObject({ on: true, half: [1, 1, 1e-6] });
    expect(read({ body: { ...body, shape: "torus" } })).toBe(null);
    expect(read({ body: { ...body, centre: [0, 0] } })).toBe(null);
    expect(read({ pins: [[1, 2]] })).toBe(null);
    expect(read({ pins: Array.from({ length: 101 }, () => [0, 0, 0]) })).toBe(null);
  });
});

describe("pins in space", () => {
  it("are read each as the probe is", () => {
    const source = "F(x, y, z) = (x^2 y, sin(y z), z^3 + x)";
    const subject = { source, field: "F", time: 0, quantity: "curl" } as const;
    const places = [
      [1, 2, 3],
      [0.5, -1, 0.25],
    ] as const;
    const prepared = prepare({ source, field: "F", time: 0, seed: 0, layout: "jax" });
    const steps = pinReadings(prepared, { kind: "pins", subject, places });
    let step = steps.next();
    while (!step.done) step = steps.next();
    expect(step.value).toEqual(
      places.map((place) => readingAt(prepared, { kind: "reading", subject, place })),
    );
    expect(step.value[0]?.divergence).toBeCloseTo(2 * 1 * 2 + 3 * Math.cos(6) + 27, 12);
  });
});
