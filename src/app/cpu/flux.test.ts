import { describe, expect, it } from "vitest";
import { rectangle } from "../../engine/quadrature/shape.ts";
import { scheduledByHand } from "../testing/scheduler.ts";
import { createCompiler } from "./compile.ts";
import { fluxFigures } from "./flux.ts";
import type { FluxFigures, FluxTask, Subject } from "./protocol.ts";

const subject: Subject = {
  source: "a = 2\nF(x, y) = (a x^3 + t, exp(x) y^2)",
  field: "F",
  quantity: "divergence",
  time: 0.5,
  method: "jacobian-forward",
  probes: 1,
  distribution: "rademacher",
  keys: "shared",
  layout: "jax",
  seed: 0,
};
const task: FluxTask = {
  kind: "flux",
  subject,
  shape: rectangle({ x: 0, y: 1 }, { x: 2, y: 2 }),
  scales: [1, 0.5, 0.25, 0.125],
};

function figuresOf(wanted: FluxTask): FluxFigures {
  const steps = fluxFigures(createCompiler()(wanted.subject), wanted);
  let last = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    expect(step.value).toBeGreaterThanOrEqual(last);
    expect(step.value).toBeLessThanOrEqual(1);
    last = step.value;
  }
}

describe("flux", () => {
  it("is what calculus gives, of a field with sliders and time", () => {
    const { levels, centre, atCentre, normals } = figuresOf(task);
    // ∬ 6x² + 2y eˣ over [0, 2]×[1, 2] = 16 + 3(e² − 1).
    const exact = 16 + 3 * Math.expm1(2);
    const [whole] = levels;
    for (const side of [whole?.boundary, whole?.inside]) {
      expect(Math.abs((side?.value ?? 0) - exact)).toBeLessThanOrEqual(side?.error ?? 0);
      expect(side?.error).toBeLessThan(1e-10);
    }
    expect(whole?.area).toBe(2);
    expect(centre).toEqual({ x: 1, y: 1.5 });
    expect(atCentre).toBeCloseTo(6 + 3 * Math.E, 12);
    // F·n on the lower edge, where n = (0, −1): −eˣ.
    const lower = normals.filter(({ normalY }) => normalY === -1);
    expect(lower.length).toBeGreaterThan(10);
    for (const { x, y, outward } of lower) {
      expect(y).toBe(1);
      expect(outward).toBeCloseTo(-Math.exp(x), 12);
    }
  });

  it("over the area comes to the divergence at the centre, four times nearer with each halving", () => {
    const { levels, atCentre } = figuresOf(task);
    const off = levels.map(({ inside, area }) => inside.value / area - atCentre);
    for (let k = 1; k < off.length; k++) {
      const ratio = (off[k - 1] as number) / (off[k] as number);
      expect(Math.abs(ratio - 4)).toBeLessThan(k === 1 ? 0.5 : 0.1);
    }
    expect(levels.map(({ scale }) => scale)).toEqual(task.scales);
  });

  it("is refused in words where the region has no inside", () => {
    const flat = { ...task, shape: rectangle({ x: 0, y: 1 }, { x: 2, y: 1 }) };
    expect(() => figuresOf(flat)).toThrow("no inside");
  });

  it("is dropped for a newer one while it runs", () => {
    const { replies, handle, turn, idle } = scheduledByHand();
    handle({ type: "task", purpose: "view", id: 1, task });
    turn();
    handle({ type: "task", purpose: "view", id: 2, task: { ...task, scales: [1] } });
    for (let turns = 0; turns < 100 && !idle(); turns++) turn();
    expect(replies.filter(({ type }) => type === "cancelled")).toEqual([{ type: "cancelled", id: 1 }]);
    expect(replies.at(-1)).toMatchObject({ type: "result", id: 2, value: { levels: [{ scale: 1 }] } });
  });
});
