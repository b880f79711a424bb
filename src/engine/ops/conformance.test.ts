import { complex } from "mathjs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { jvp } from "../autodiff/jvp.ts";
import { gradient, partial } from "../autodiff/operators.ts";
import { vjp } from "../autodiff/vjp.ts";
import { glslLibrary } from "../codegen/glsl-library.ts";
import { canCompile, compilePointKernel } from "../codegen/kernel.ts";
import { evaluate } from "../graph/evaluate.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type Shape, ShapeError, sizeOf } from "../graph/shape.ts";
import { extrapolatedDifference } from "../testing/differences.ts";
import { oracles } from "../testing/oracles.ts";
import {
  borderPoints,
  domainPoints,
  type ElementwiseCase,
  elementwiseCases,
  everyChoice,
  specialPoints,
} from "../testing/points.ts";
import { between, seededRandom } from "../testing/random.ts";
import { firstDifference, ulpsBetween } from "../testing/ulps.ts";
import { constant, constantValue, input, mul, ops, sum, sumOf } from "./index.ts";

const seed = 20250611;
const none = new Float64Array();

/** The op on fresh inputs of the given shapes. */
function build({ op, elementwise, attribute }: ElementwiseCase, shapes?: readonly Shape[]) {
  const graph = new Graph();
  const inputs = Array.from({ length: elementwise.arity }, (_, i) =>
    input(graph, "coordinate", `x${i}`, i, shapes?.[i] ?? []),
  );
  return { graph, inputs, output: graph.make(op, inputs, attribute) };
}

/** Values of outputs at points by the compiled kernel; one row of output entries per point. */
function byKernel(outputs: readonly Node[], inputs: readonly Node[], points: readonly (readonly number[])[]) {
  const width = outputs.reduce((total, output) => total + sizeOf(output.shape), 0);
  const out = new Float64Array(width * points.length);
  const kernel = compilePointKernel(outputs, { coordinates: inputs, parameters: [], time: null });
  kernel(points.length, Float64Array.from(points.flat()), none, 0, out);
  return out;
}

/** The same by the reference evaluator. */
function byReference(
  outputs: readonly Node[],
  inputs: readonly Node[],
  points: readonly (readonly number[])[],
) {
  return Float64Array.from(
    points.flatMap((point) => {
      let at = 0;
      const bindings = new Map(
        inputs.map((node) => {
          const size = sizeOf(node.shape);
          at += size;
          return [node, Float64Array.from(point.slice(at - size, at))] as const;
        }),
      );
      return evaluate(outputs, bindings).flatMap((entries) => [...entries]);
    }),
  );
}

/** Fails with the point at which two lists of values part. */
function expectSameBits(actual: Float64Array, wanted: Float64Array, points: readonly (readonly number[])[]) {
  const at = firstDifference(actual, wanted);
  const row = Math.floor((at * points.length) / wanted.length);
  const where = at < 0 ? "nowhere" : `at (${points[row]?.join(", ")}): ${actual[at]}, not ${wanted[at]}`;
  expect(where).toBe("nowhere");
}

const allPoints = ({ elementwise }: ElementwiseCase) => {
  const random = seededRandom(seed);
  return [
    ...domainPoints(elementwise, 256, random),
    ...borderPoints(elementwise),
    ...specialPoints(elementwise),
  ];
};

afterEach(() => vi.unstubAllGlobals());

describe("the registry", () => {
  it("has one name per op, an oracle per elementwise op, and GLSL that exists", () => {
    expect(new Set(ops.map((op) => op.name)).size).toBe(ops.length);
    for (const { op, elementwise, attribute } of elementwiseCases) {
      expect(oracles.has(op.name), `testing/oracles.ts lacks "${op.name}"`).toBe(true);
      expect(elementwise.conformance.domain).toHaveLength(elementwise.arity);
      const written = elementwise.text.glsl(["x", "y", "z"].slice(0, elementwise.arity), attribute);
      for (const called of written.match(/dd_\w+/g) ?? []) expect(glslLibrary.has(called), called).toBe(true);
    }
  });
});

describe.each(elementwiseCases)(`$name (seed ${seed})`, (tried) => {
  const { op, elementwise, attribute } = tried;
  const oracle = oracles.get(op.name);

  it("is the same function in the reference evaluator, in the kernel, uncompiled, and folded", () => {
    const { inputs, output } = build(tried);
    const outputs = [output, ...inputs.map((along) => partial(output, along))];
    const points = allPoints(tried);
    const reference = byReference(outputs, inputs, points);
    expectSameBits(byKernel(outputs, inputs, points), reference, points);
    const folded = points.map((point) => {
      const graph = new Graph();
      return constantValue(
        graph.make(
          op,
          point.map((x) => constant(graph, x)),
          attribute,
        ),
      ) as number;
    });
    expectSameBits(Float64Array.from(folded), byReference([output], inputs, points), points);
    vi.stubGlobal("Function", undefined);
    expect(canCompile()).toBe(false);
    expectSameBits(byKernel(outputs, inputs, points), reference, points);
  });

  it("computes what its name says", () => {
    if (!oracle) throw new Error("no oracle");
    for (const point of allPoints(tried)) {
      const value = elementwise.value(point, attribute);
      const wanted = oracle.value(point, attribute as number);
      const close =
        ulpsBetween(value, wanted) <= oracle.ulps || Math.abs(value - wanted) <= (oracle.absolute ?? 0);
      expect(close, `at (${point.join(", ")}): ${value}, not ${wanted}`).toBe(true);
    }
  });

  it("has the derivatives that extrapolated central differences see, to third order", () => {
    const { graph, inputs, output } = build(tried);
    if (elementwise.conformance.derivativeByDefinition) {
      // Differences see the value move; the definition says that no derivative does.
      for (const along of inputs) expect(partial(output, along)).toBe(constant(graph, 0));
      expect(gradient(output, inputs).inputs).toEqual(inputs.map(() => constant(graph, 0)));
      return;
    }
    const points = domainPoints(elementwise, 48, seededRandom(seed + 1), true);
    // Kinks are kept 1e-3 away; smooth functions allow a step that loses fewer digits.
    const step = elementwise.conformance.kinks ? 2e-5 : 1e-3;
    let level = [output];
    for (let order = 1; order <= 3; order++) {
      const next: Node[] = [];
      for (const primal of level) {
        inputs.forEach((along, axis) => {
          const derivative = partial(primal, along);
          if (next.includes(derivative)) return;
          next.push(derivative);
          const claimed = byKernel([derivative], inputs, points);
          expectSameBits(claimed, byReference([derivative], inputs, points), points);
          const at = (moved: readonly (readonly number[])[]) => byKernel([primal], inputs, moved);
          const seen = extrapolatedDifference(at, points, axis, step);
          points.forEach((point, i) => {
            const { value, error } = seen[i] as { value: number; error: number };
            const name = `order ${order} along ${axis} at (${point.join(", ")})`;
            expect(Math.abs((claimed[i] as number) - value), name).toBeLessThanOrEqual(error);
          });
          const sharp = seen.filter(({ error }, i) => error <= 1e-5 * (1 + Math.abs(claimed[i] as number)));
          expect(sharp.length, `differences are no oracle at order ${order}`).toBeGreaterThan(40);
        });
      }
      level = next;
    }
  });

  it("states the partial derivatives that its jvp is made of", () => {
    const { graph, inputs, output } = build(tried);
    const points = domainPoints(elementwise, 32, seededRandom(seed + 5), true);
    const stated = elementwise.partials(inputs, output, attribute).map((node) => node ?? constant(graph, 0));
    const used = inputs.map((along) => partial(output, along));
    const wanted = byReference(used, inputs, points);
    byReference(stated, inputs, points).forEach((value, i) => {
      expect(Math.abs(value - (wanted[i] as number))).toBeLessThanOrEqual(1e-14 * (1 + Math.abs(value)));
    });
  });

  it("has the derivative that its analytic continuation shows", () => {
    const continuation = oracle?.continuation;
    if (!continuation) return;
    const { inputs, output } = build(tried);
    const points = domainPoints(elementwise, 64, seededRandom(seed + 2), true);
    inputs.forEach((along, axis) => {
      const claimed = byKernel([partial(output, along)], inputs, points);
      points.forEach((point, i) => {
        const moved = point.map((x, j) => complex(x, j === axis ? continuation.step : 0));
        const wanted = continuation.value(moved, attribute as number).im / continuation.step;
        const error = Math.abs((claimed[i] as number) - wanted);
        const allowed = continuation.relative * Math.abs(wanted) + (continuation.absolute ?? 0);
        expect(
          error,
          `along ${axis} at (${point.join(", ")}): ${claimed[i]}, not ${wanted}`,
        ).toBeLessThanOrEqual(allowed);
      });
    });
  });

  it("has a vjp that is the transpose of its jvp, for numbers, vectors and both together", () => {
    const random = seededRandom(seed + 3);
    const length = 3;
    for (const shapes of everyChoice(
      Array.from({ length: elementwise.arity }, () => [[], [length]] as Shape[]),
    )) {
      const { graph, inputs, output } = build(tried, shapes);
      const tangents = inputs.map((node, i) => input(graph, "coordinate", `v${i}`, i, node.shape));
      const cotangent = input(graph, "coordinate", "u", 0, output.shape);
      const [forward] = jvp([output], inputs, tangents);
      const backward = vjp([output], inputs, [cotangent]);
      const dot = (a: Node | null | undefined, b: Node) => (a ? sum(mul(a, b)) : constant(graph, 0));
      const left = dot(forward, cotangent);
      const right = sumOf(
        graph,
        backward.map((part, i) => dot(part, tangents[i] as Node)),
      );
      backward.forEach((part, i) => {
        if (part) expect(part.shape).toEqual(shapes[i]);
      });
      const free = [...inputs, ...tangents, cotangent];
      const points = Array.from({ length: 16 }, () => {
        const entries = Array.from(
          { length },
          () => domainPoints(elementwise, 1, random, true)[0] as number[],
        );
        const own = shapes.flatMap((shape, i) =>
          entries.slice(0, sizeOf(shape)).map((entry) => entry[i] as number),
        );
        const moving = sizeOf(output.shape) + shapes.reduce((total, shape) => total + sizeOf(shape), 0);
        return [...own, ...Array.from({ length: moving }, () => between(random, -1, 1))];
      });
      const values = byKernel([left, right], free, points);
      points.forEach((point, i) => {
        const [a, b] = [values[2 * i] as number, values[2 * i + 1] as number];
        const name = `${shapes.map((shape) => `[${shape}]`).join(", ")} at (${point.join(", ")})`;
        expect(Math.abs(a - b), name).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(a) + magnitude(point)));
      });
    }
    function magnitude(point: readonly number[]): number {
      const parts = Array.from({ length: elementwise.arity }, (_, i) => {
        const { inputs, output } = build(tried);
        const at = point.slice(0, elementwise.arity);
        return Math.abs(byReference([partial(output, inputs[i] as Node)], inputs, [at])[0] as number);
      });
      return parts.reduce((total, part) => total + (Number.isFinite(part) ? part : 0), 0);
    }
  });

  it.each([2, 40])("works entry by entry on vectors of %i, with numbers broadcast", (length) => {
    const random = seededRandom(seed + 4);
    const scalar = build(tried);
    for (const shapes of everyChoice(
      Array.from({ length: elementwise.arity }, () => [[], [length]] as Shape[]),
    )) {
      if (shapes.every((shape) => shape.length === 0)) continue;
      const { inputs, output } = build(tried, shapes);
      expect(output.shape).toEqual([length]);
      const entries = domainPoints(elementwise, length, random, true);
      const rows = entries.map((entry) =>
        entry.map((x, i) => (sizeOf(shapes[i] as Shape) === 1 ? entries[0]?.[i] : x)),
      );
      const wanted = byReference([scalar.output], scalar.inputs, rows as number[][]);
      const point = shapes.flatMap((shape, i) =>
        entries.slice(0, sizeOf(shape)).map((entry) => entry[i] as number),
      );
      expectSameBits(byReference([output], inputs, [point]), wanted, rows as number[][]);
      expectSameBits(byKernel([output], inputs, [point]), wanted, rows as number[][]);
    }
  });

  it("refuses vectors of different lengths", () => {
    if (elementwise.arity < 2) return;
    expect(() => build(tried, [[2], [3], [2]])).toThrow(ShapeError);
  });
});
