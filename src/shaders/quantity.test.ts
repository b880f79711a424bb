import { describe, expect, test } from "vitest";
import { bindingsOf } from "../engine/divergence/bindings.ts";
import { createScalarEvaluator } from "../engine/divergence/point-evaluator.ts";
import { checkSource } from "../engine/language/check.ts";
import { seededRandom } from "../engine/testing/random.ts";
import { type Quantity, quantityNode, quantitySign, quantityWords, scalarFunctions } from "./quantity.ts";

const source = `a = 1.5
phi(u, v) = u^2 + 3 v + a
h(r) = r^2
F(x, y) = (sin(x y) + a x^2, cos(x) - y^3)
w(p, q, r) = p`;
const program = checkSource(source);
const field = program.fields.find(({ name }) => name === "F");
if (!field) throw new Error("there is no field");

/** By hand. */
const closedForms: readonly (readonly [Quantity, (x: number, y: number) => number])[] = [
  ["divergence", (x, y) => y * Math.cos(x * y) + 3 * x - 3 * y * y],
  ["curl", (x, y) => -Math.sin(x) - x * Math.cos(x * y)],
  ["magnitude", (x, y) => Math.hypot(Math.sin(x * y) + 1.5 * x * x, Math.cos(x) - y ** 3)],
  ["component 0", (x, y) => Math.sin(x * y) + 1.5 * x * x],
  ["component 1", (x, y) => Math.cos(x) - y ** 3],
  ["function phi", (x, y) => x * x + 3 * y + 1.5],
];

describe("quantities", () => {
  test.each(closedForms)("%s has its closed form's values (seed 7)", (quantity, expected) => {
    const node = quantityNode(program, field, quantity);
    if (!node) throw new Error("there is no such quantity");
    const random = seededRandom(7);
    const points = Float64Array.from({ length: 400 }, () => 4 * random() - 2);
    const values = createScalarEvaluator(program, field, node)(points, bindingsOf(program));
    values.forEach((value, k) => {
      const wanted = expected(points[2 * k] as number, points[2 * k + 1] as number);
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(wanted)) * 10);
    });
  });

  test("real functions of a complex number are, too (seed 8)", () => {
    const complex = checkSource(
      "f(z: C) = z^2 + conj(z)\nsize(z: C) = abs(z)\nturn(z: C) = arg(z)\npart(z: C) = re(z^3)\ng(z: C) = z i",
    );
    const [own] = complex.fields;
    if (!own) throw new Error("there is no field");
    expect(scalarFunctions(complex, 2).map(({ name }) => name)).toEqual(["size", "turn", "part"]);
    const random = seededRandom(8);
    const points = Float64Array.from({ length: 100 }, () => 4 * random() - 2);
    for (const [name, expected] of [
      ["size", (x: number, y: number) => Math.hypot(x, y)],
      ["turn", (x: number, y: number) => Math.atan2(y, x)],
      ["part", (x: number, y: number) => x ** 3 - 3 * x * y * y],
    ] as const) {
      const node = quantityNode(complex, own, `function ${name}`);
      if (!node) throw new Error(`${name} is not there`);
      createScalarEvaluator(
        complex,
        own,
        node,
      )(points, bindingsOf(complex)).forEach((value, k) => {
        const wanted = expected(points[2 * k] as number, points[2 * k + 1] as number);
        expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(wanted)) * 10);
      });
    }
  });

  test("functions of two numbers are offered, and no others", () => {
    expect(scalarFunctions(program, 2).map(({ name }) => name)).toEqual(["phi"]);
    expect(scalarFunctions(program, 3).map(({ name }) => name)).toEqual(["w"]);
    expect(quantityNode(program, field, "function h")).toBe(null);
    expect(quantityNode(program, field, "function gone")).toBe(null);
  });

  test("have a sign and a name", () => {
    const names = closedForms.map(([quantity]) => [
      quantitySign(quantity, field),
      quantityWords(quantity, field),
    ]);
    expect(names).toEqual([
      ["∇·F", "Divergence of F"],
      ["∇×F", "Curl of F"],
      ["|F|", "Magnitude of F"],
      ["F_x", "Component F_x"],
      ["F_y", "Component F_y"],
      ["phi", "Function phi"],
    ]);
  });
});
