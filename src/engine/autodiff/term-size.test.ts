import { expect, it } from "vitest";
import { createScalarEvaluator } from "../divergence/point-evaluator.ts";
import { checkSource } from "../language/check.ts";
import { seededRandom } from "../testing/random.ts";
import { termSize } from "./term-size.ts";

const seed = 20_261_127;

/** The size of the terms of F's first component at points, and its value. */
function sizesOf(component: string, count = 50) {
  const program = checkSource(`F(x, y, z) = (${component}, 0, 0)`);
  const [field] = program.fields;
  if (!field) throw new Error(`${component} cannot be read`);
  const random = seededRandom(seed);
  const points = Float64Array.from({ length: 3 * count }, () => 4 * random() - 2);
  const first = field.output.inputs[0] ?? field.output;
  const bindings = { parameters: new Float64Array(0), time: 0 };
  const at = (node: typeof first) => createScalarEvaluator(program, field, node)(points, bindings);
  return { points, values: at(first), sizes: at(termSize(first)) };
}

it.each([
  ["x y - y z + 3", (x: number, y: number, z: number) => Math.abs(x * y) + Math.abs(y * z) + 3],
  [
    "sin(x) - (y - z)",
    (x: number, y: number, z: number) => Math.abs(Math.sin(x)) + Math.abs(y) + Math.abs(z),
  ],
  ["(x - y)^2 / z", (x: number, y: number, z: number) => (Math.abs(x) + Math.abs(y)) ** 2 / Math.abs(z)],
  ["exp(x - y)", (x: number, y: number) => Math.exp(x - y)],
  ["norm((x - y, z, 0))", (x: number, y: number, z: number) => Math.hypot(Math.abs(x) + Math.abs(y), z)],
])("the terms of %s have their size, which is never less than the value", (component, size) => {
  const { points, values, sizes } = sizesOf(component);
  for (const [k, own] of sizes.entries()) {
    const [x, y, z] = points.subarray(3 * k, 3 * k + 3) as unknown as [number, number, number];
    const expected = size(x, y, z);
    expect(Math.abs(own - expected), `seed ${seed}, point ${k}`).toBeLessThanOrEqual(1e-12 * expected);
    expect(own).toBeGreaterThanOrEqual(Math.abs(values[k] as number) * (1 - 1e-12));
  }
});

it("what cancels has the size of what cancelled", () => {
  const { values, sizes } = sizesOf("(x + y)^2 - x^2 - 2 x y - y^2");
  for (const [k, size] of sizes.entries())
    expect(Math.abs(values[k] as number)).toBeLessThan(1e-14 * (1 + size));
  expect(Math.min(...sizes)).toBeGreaterThan(0);
});
