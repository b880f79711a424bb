import { describe, expect, it } from "vitest";
import { printGlsl } from "../codegen/glsl.ts";
import { printPointKernel } from "../codegen/kernel.ts";
import { evaluate } from "../graph/evaluate.ts";
import { between, seededRandom } from "../testing/random.ts";
import { symbolicDerivative, symbolicSum } from "../testing/symbolic.ts";
import { compileField } from "./compiled-field.ts";
import { compileGraph, divergenceGraph } from "./field-graph.ts";
import * as operators from "./operators.ts";

const methods = ["auto", "structured", "jacobian-forward", "jacobian-reverse", "per-component"] as const;

describe("the divergence as a graph", () => {
  const [first, second] = ["x^2 sin(y) + exp(-x^2)", "cos(x y) + y^3 / (1 + x^2)"];
  const field = compileField(`F(x, y) = (${first}, ${second})`);
  const seed = 3022;

  it.each(methods)("has the gradient that mathjs finds (%s)", (method) => {
    const { output, coordinates } = divergenceGraph(field, method);
    const slope = compileGraph(field, operators.gradient(output, coordinates));
    const random = seededRandom(seed);
    const points = Array.from({ length: 20 }, () => [between(random, -2, 2), between(random, -2, 2)]);
    const values = slope(points);
    ["x", "y"].forEach((name, k) => {
      const wanted = symbolicSum([
        symbolicDerivative(first, "x", name),
        symbolicDerivative(second, "y", name),
      ]);
      points.forEach(([x = 0, y = 0], i) => {
        const { value, uncertainty } = wanted(x, y);
        const error = Math.abs((values[2 * i + k] as number) - value);
        expect(error, `seed ${seed} at ${x}, ${y}`).toBeLessThanOrEqual(
          1e-13 * (1 + Math.abs(value)) + uncertainty,
        );
      });
    });
  });

  it("can be printed, and evaluated without being compiled", () => {
    const slider = compileField("a = 3\nF(x, y) = (a x^2, x y)");
    const graph = divergenceGraph(slider);
    const [x, y, a] = [...graph.coordinates, ...graph.parameters];
    const at = new Map(
      [x, y, a].flatMap((node, i) => (node ? [[node, Float64Array.of([1, 2, 3][i] ?? 0)]] : [])),
    );
    expect(evaluate([graph.output], at as Parameters<typeof evaluate>[1])).toEqual([Float64Array.of(7)]);
    expect(printGlsl([{ name: "divergence", outputs: [graph.output] }], graph)).toMatch(
      /uniform float u_parameters\[1\];[\s\S]*float divergence\(vec2 p\)/,
    );
    const text = printPointKernel([graph.output], graph);
    const kernel = new Function(`return ${text}`)();
    const out = new Float64Array(1);
    kernel(1, Float64Array.of(1, 2), Float64Array.of(5), 0, out);
    expect(out[0]).toBe(11);
  });

  it("has ∇ div of a net, of which each entry is the slope of the divergence along it", () => {
    // F = B tanh(A x): div = Σ_k c_k (1 − T_k²), ∂_j div = −2 Σ_k c_k T_k (1 − T_k²) A_kj, c_k = Σ_i A_ki B_ik.
    const random = seededRandom(seed);
    const [n, hidden] = [12, 5];
    const matrix = (rows: number, columns: number) =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, () => between(random, -1, 1)));
    const [A, B] = [matrix(hidden, n), matrix(n, hidden)];
    const net = compileField(
      `A = ${JSON.stringify(A)}\nB = ${JSON.stringify(B)}\nN(x: R^${n}) = B @ tanh(A @ x)`,
    );
    const { output, coordinates } = divergenceGraph(net);
    const [point] = matrix(1, n) as [number[]];
    const slope = compileGraph(net, operators.gradient(output, coordinates))([point]);
    const T = A.map((row) => Math.tanh(row.reduce((sum, entry, j) => sum + entry * (point[j] ?? 0), 0)));
    for (let j = 0; j < n; j++) {
      const wanted = T.reduce((sum, t, k) => {
        const c = (A[k] ?? []).reduce((total, entry, i) => total + entry * (B[i]?.[k] ?? 0), 0);
        return sum - 2 * c * t * (1 - t * t) * (A[k]?.[j] ?? 0);
      }, 0);
      expect(slope[j], `seed ${seed}, ${j}`).toBeCloseTo(wanted, 13);
    }
  });

  it("is refused for a method that is not exact", () => {
    expect(() => divergenceGraph(field, "hutchinson" as "auto")).toThrow(RangeError);
    expect(() => divergenceGraph(field, "hutchinson" as "auto")).toThrow(
      "hutchinson is not an exact method;",
    );
  });
});

describe("other derivatives of a field's graph", () => {
  it("the curl of a turning field, and the Laplacian of x²y", () => {
    const field = compileField("F(x, y) = (x^2 y - y, x)");
    const { output, coordinates } = field.graph;
    expect([...compileGraph(field, operators.curl(output, coordinates))([[2, 5]])]).toEqual([1 - (4 - 1)]);
    expect([...compileGraph(field, operators.laplacian(output, coordinates))([[2, 5]])]).toEqual([10, 0]);
  });

  it("takes parameters and time as the field does", () => {
    const field = compileField("a = 2\nF(x, y) = (a x^3 + t y, y)");
    const { output, coordinates } = field.graph;
    const jacobian = compileGraph(field, operators.jacobian(output, coordinates));
    expect([...jacobian([[2, 1]], { parameters: { a: 5 }, time: 7 })]).toEqual([60, 7, 0, 1]);
    expect(() => jacobian([[2]])).toThrow("Point 0 has length 1; the field is on R^2.");
  });
});
