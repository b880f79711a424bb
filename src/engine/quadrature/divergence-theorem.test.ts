import { describe, expect, it } from "vitest";
import { createFieldEvaluator, createPointEvaluator } from "../divergence/point-evaluator.ts";
import { checkSource } from "../language/check.ts";
import { between, pick, type Random, seededRandom } from "../testing/random.ts";
import { fluxThrough } from "./flux.ts";
import { isRegion, rectangle, type Shape } from "./shape.ts";

const seeds = process.env.DELDOT_SEED ? [Number(process.env.DELDOT_SEED)] : [20261123, 5];
const cases = 120;

/** A smooth term: products and compositions of functions that are smooth on the whole plane. */
function term(random: Random, depth: number): string {
  const number = () => between(random, -2, 2).toFixed(3);
  const linear = () => `(${number()} x + ${number()} y + ${number()})`;
  if (depth === 0) return pick(random, [linear(), `(x^2 + ${number()} x y)`, "(y^3 - x)", number()]);
  const [a, b] = [term(random, depth - 1), term(random, depth - 1)];
  return pick(random, [
    `(${a} + ${b})`,
    `sin(${linear()}) * ${a}`,
    `exp(-(${linear()})^2) * ${a}`,
    `tanh(${linear()}) + ${b}`,
    `cos(${a})`,
    `${a} / (1 + (${linear()})^2)`,
  ]);
}

function shape(random: Random): Shape {
  const point = () => ({ x: between(random, -1.5, 1.5), y: between(random, -1.5, 1.5) });
  const kind = pick(random, ["rectangle", "circle", "polygon"]);
  if (kind === "rectangle") return rectangle(point(), point());
  if (kind === "circle") return { kind: "circle", centre: point(), radius: between(random, 0.05, 1.5) };
  // Rays of any length in the order of their angles: dents, and no crossing.
  const centre = point();
  const count = 3 + Math.floor(random() * 6);
  const vertices = Array.from({ length: count }, (_, k) => {
    const angle = (2 * Math.PI * (k + 0.8 * random())) / count;
    const radius = between(random, 0.2, 1.5);
    return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
  });
  return { kind: "polygon", vertices: random() < 0.5 ? vertices : vertices.reverse() };
}

describe.each(seeds)("the divergence theorem (seed %i)", (seed) => {
  it(`holds within the told errors on ${cases} generated fields and regions`, () => {
    const random = seededRandom(seed);
    let loose = 0;
    for (let number = 0; number < cases; number++) {
      const source = `F(x, y) = (${term(random, 2)}, ${term(random, 2)})`;
      const region = shape(random);
      expect(isRegion(region)).toBe(true);
      const program = checkSource(source);
      const [field] = program.fields;
      if (!field) throw new Error(source);
      const bindings = { parameters: new Float64Array(0), time: 0 };
      const values = createFieldEvaluator(program, field);
      const exact = createPointEvaluator(program, field, "jacobian-forward");
      const steps = fluxThrough(region, {
        field: (points) => values.components(points, bindings),
        divergence: (points) => exact.evaluate(points, bindings).values,
      });
      let step = steps.next();
      while (!step.done) step = steps.next();
      const { boundary, inside } = step.value;
      const told = boundary.error + inside.error;
      const size = Math.max(boundary.size, inside.size);
      const name = `${source} on ${JSON.stringify(region)}`;
      expect(Math.abs(boundary.value - inside.value), name).toBeLessThanOrEqual(told + 1e-10 * size);
      if (told > 1e-10 * size) loose += 1;
    }
    // The bound says something only where the told errors are small, and they nearly always are.
    expect(loose).toBeLessThanOrEqual(cases / 20);
  });
});
