import { seededRandom } from "../../engine/testing/random.ts";
import type { DemoNotebook } from "./demo.ts";

const { exp, sin } = Math;

/** The largest |value| at points spread over [−2, 2]^n. */
export function largest(n: number, value: (point: readonly number[]) => number): number {
  const random = seededRandom(5);
  const sizes = Array.from({ length: 200 }, () =>
    Math.abs(value(Array.from({ length: n }, () => 4 * random() - 2))),
  );
  return Math.max(...sizes);
}

/** How much flows across the segment from the origin to a point, to the right of it, by Simpson's rule. */
export function across(demo: DemoNotebook, name: string, [x, y]: readonly [number, number]): number {
  const steps = 512;
  const points = Array.from({ length: steps + 1 }, (_, k) => [(k * x) / steps, (k * y) / steps]);
  const flow = demo.field(name).evaluate(points);
  const weights = points.map((_, k) => (k % steps === 0 ? 1 : 2 + 2 * (k % 2)) / (3 * steps));
  return weights.reduce(
    (sum, weight, k) => sum + weight * ((flow[2 * k] as number) * y - (flow[2 * k + 1] as number) * x),
    0,
  );
}

/** The growth of a density that the demo tells, along the path from a point, which is followed by itself (RK4). */
export function growthAlongPath(demo: DemoNotebook, from: readonly number[], time: number): number {
  const { point } = pathOf(demo, from, time);
  return (
    demo.quantity("S", "function density", point, { time }) / demo.quantity("S", "function density", from)
  );
}

/**
 * What the demo tells of the noise of the log-density less what it is: −∫(zᵀJz − tr J) dt with z = (1, 1) and the
 * Jacobian by hand, along the path from a point.
 */
export function noiseTold(demo: DemoNotebook, from: readonly number[], time: number): number {
  const { point, middles, step } = pathOf(demo, from, time);
  // J01 + J10 of (−r² y − k x, r² x − k y).
  const summed = middles.reduce((sum, [x = 0, y = 0]) => sum - 2 * (x * x - y * y) * step, 0);
  return demo.quantity("T", "function noise", point, { time }) - summed;
}

/** The path from a point, with the points in the middle of its steps. */
function pathOf(demo: DemoNotebook, from: readonly number[], time: number) {
  const field = demo.field("S");
  const middles: (readonly number[])[] = [];
  const steps = 400;
  const h = time / steps;
  const at = (point: readonly number[], slope: readonly number[], by: number) =>
    point.map((entry, i) => entry + by * (slope[i] as number));
  let point = from;
  for (let step = 0; step < steps; step += 1) {
    const slope = (place: readonly number[]) => [...field.evaluate([[...place]])];
    const a = slope(point);
    const b = slope(at(point, a, h / 2));
    const c = slope(at(point, b, h / 2));
    middles.push(at(point, b, h / 2));
    const d = slope(at(point, c, h));
    point = point.map(
      (entry, i) =>
        entry + (h / 6) * ((a[i] as number) + 2 * (b[i] as number) + 2 * (c[i] as number) + (d[i] as number)),
    );
  }
  return { point, middles, step: h };
}

/** The largest error of NumPy's `gradient` (central inside, one-sided at the edges) for the divergence on n² points. */
export function gridError(demo: DemoNotebook, n: number, where: "inside" | "edges"): number {
  const h = 6 / (n - 1);
  const field = demo.field("G");
  const row = (i: number) => field.evaluate(Array.from({ length: n }, (_, j) => [-3 + h * i, -3 + h * j]));
  let largest = 0;
  let [before, here, after] = [row(0), row(0), row(1)];
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      const edge = i % (n - 1) === 0 || j % (n - 1) === 0;
      if (edge !== (where === "edges")) continue;
      const [left, right] = [i === 0 ? here : before, i === n - 1 ? here : after];
      const [below, above] = [Math.max(0, j - 1), Math.min(n - 1, j + 1)];
      const slope =
        ((right[2 * j] as number) - (left[2 * j] as number)) / (i % (n - 1) === 0 ? h : 2 * h) +
        ((here[2 * above + 1] as number) - (here[2 * below + 1] as number)) / ((above - below) * h);
      const [x, y] = [-3 + h * i, -3 + h * j];
      const exact = 2 * x * sin(y) - 2 * x * exp(-x * x) - x * sin(x * y);
      largest = Math.max(largest, Math.abs(slope - exact));
    }
    [before, here, after] = [here, after, row(Math.min(n - 1, i + 2))];
  }
  return largest;
}
