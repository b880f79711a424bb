import { printGlsl } from "../src/engine/codegen/glsl.ts";
import { evaluate } from "../src/engine/graph/evaluate.ts";
import { Graph } from "../src/engine/graph/graph.ts";
import type { InputRole, Node } from "../src/engine/graph/node.ts";
import { type Shape, sizeOf } from "../src/engine/graph/shape.ts";
import { abs, add, input, literal, mul, stack, sum } from "../src/engine/ops/index.ts";
import {
  domainPoints,
  type ElementwiseCase,
  elementwiseCases,
  everyChoice,
} from "../src/engine/testing/points.ts";
import { between, seededRandom } from "../src/engine/testing/random.ts";
import { structureCases } from "../src/engine/testing/structures.ts";
import { expect, test } from "./support/fixtures.ts";
import { computeGrid } from "./support/float-shader.ts";

const seed = 411;
/** Points per op: seeded ones of its domain, then the special ones. */
const width = 1024;
/** Ops in one shader: few shaders compile faster than many, and too long ones slower again. */
const batch = 12;

/** Numbers on and past the borders of domains, as floats; in three arguments only the hardest of them. */
const special = [
  0,
  -0,
  0.5,
  -0.5,
  1,
  -1,
  2,
  -2,
  3,
  -3,
  1e-9,
  -1e-9,
  1e30,
  -1e30,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];
const hardest = [0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];

const random = seededRandom(seed);
const rows = elementwiseCases.map((tried) => {
  const { elementwise } = tried;
  const { arity } = elementwise;
  const odd = everyChoice(Array.from({ length: arity }, () => (arity > 2 ? hardest : special)));
  const inside = domainPoints(elementwise, width - odd.length, random, true);
  return { tried, inside: inside.map((point) => point.map(Math.fround)), odd };
});

function shaderOf(from: number, to: number): string {
  const graph = new Graph();
  const inputs = (role: InputRole) => [0, 1, 2].map((i) => input(graph, role, `${role}${i}`, i));
  const [coordinates, parameters] = [inputs("coordinate"), inputs("parameter")];
  const functions = elementwiseCases.slice(from, to).map(({ op, elementwise, attribute }, i) => ({
    name: `op${from + i}`,
    outputs: [graph.make(op, parameters.slice(0, elementwise.arity), attribute)],
  }));
  const cases = functions.map(({ name }, i) => `    case ${from + i}: return ${name}(p.xyz);\n`).join("");
  // As parameters, of which nothing is known: coordinates are finite, and are spared some guards.
  const text = printGlsl(functions, { coordinates, parameters, time: null });
  return `${text.replace("uniform float u_parameters", "float u_parameters")}
float cell(int row, vec4 p) {
  u_parameters = float[3](p.x, p.y, p.z);
  switch (row) {
${cases}    default: return 0.0;
  }
}`;
}

/** What kind of number a pixel shows; sizes past the range of floats are infinite. */
function kindOf(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return "NaN";
  return Number.isFinite(single) ? "finite" : String(single);
}

/** Where a shader may show another kind of number than float64 does, and why. */
function isExcused({ op }: ElementwiseCase, point: readonly number[]): boolean {
  const [a, b] = point as [number, number];
  switch (op.name) {
    // GLSL does not keep the sign of zero, and a base of −∞ is no number of a picture.
    case "power":
      return Object.is(a, -0) || a === Number.NEGATIVE_INFINITY;
    case "atan2":
      return !Number.isFinite(a) && !Number.isFinite(b);
    // A compiler may take 1 + x − x (1 + x) for (1 − x)(1 + x).
    case "one-minus-square":
      return a === Number.POSITIVE_INFINITY;
    // IEEE lets an infinite side outweigh a NaN.
    case "hypot":
      return Number.isNaN(a) || Number.isNaN(b);
    // The quotient overflows.
    case "mod":
      return Math.abs(a / b) > 3.4e38;
    default:
      return false;
  }
}

test.describe(`GLSL (seed ${seed})`, () => {
  let values: Float32Array;

  test.beforeEach(async ({ page }) => {
    if (values) return;
    const points = new Float32Array(4 * width * rows.length);
    rows.forEach(({ inside, odd }, row) => {
      [...inside, ...odd].forEach((point, column) => {
        points.set(point, 4 * (row * width + column));
      });
    });
    const shaders = Array.from({ length: Math.ceil(rows.length / batch) }, (_, i) => {
      const from = i * batch;
      const to = Math.min(from + batch, rows.length);
      return { from, to, text: shaderOf(from, to) };
    });
    values = await computeGrid(page, { width, height: rows.length, points, shaders });
  });

  test("every op stays within its stated bound of float64", async () => {
    const lines = rows.map(({ tried, inside }, row) => {
      const { absolute, relative } = tried.elementwise.conformance.glsl;
      const worst = { used: 0, error: 0, relative: 0, at: inside[0] as readonly number[] };
      inside.forEach((point, column) => {
        const wanted = tried.elementwise.value(point, tried.attribute);
        const error = Math.abs((values[row * width + column] as number) - wanted);
        if (error === 0) return;
        // A NaN on either side passes no bound.
        const used = Number.isNaN(error)
          ? Number.POSITIVE_INFINITY
          : error / (absolute + relative * Math.abs(wanted));
        worst.error = Math.max(worst.error, error);
        worst.relative = Math.max(worst.relative, error / Math.abs(wanted));
        if (used > worst.used) Object.assign(worst, { used, at: point });
      });
      expect(inside.length).toBeGreaterThanOrEqual(256);
      const share = `${(100 * worst.used).toFixed(0)} % of ${absolute} + ${relative}·|f|`;
      const errors = `${worst.error.toExponential(1)} absolutely, ${worst.relative.toExponential(1)} relatively`;
      return {
        exceeded: worst.used > 1,
        text: `${tried.name}: ${errors}; ${share} at (${worst.at.join(", ")})`,
      };
    });
    await test.info().attach("largest errors", { body: lines.map(({ text }) => text).join("\n") });
    expect(lines.filter(({ exceeded }) => exceeded).map(({ text }) => text)).toEqual([]);
  });

  test("NaN and infinities are where float64 has them", async () => {
    const wrong: string[] = [];
    let compared = 0;
    rows.forEach(({ tried, inside, odd }, row) => {
      odd.forEach((point, i) => {
        const single = point.map(Math.fround);
        const wanted = tried.elementwise.value(single, tried.attribute);
        const seen = values[row * width + inside.length + i] as number;
        if (isExcused(tried, single)) return;
        compared++;
        if (kindOf(seen) !== kindOf(wanted))
          wrong.push(`${tried.name}(${single.join(", ")}) = ${seen}, not ${wanted}`);
      });
    });
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(3000);
  });

  test("what leaves a domain is NaN, and poles are infinite", () => {
    const shown = (name: string, ...point: number[]) => {
      const row = rows.findIndex(({ tried }) => tried.name === name);
      const { inside, odd } = rows[row] as (typeof rows)[number];
      const column = odd.findIndex((other) => other.every((x, i) => Object.is(x, point[i])));
      return values[row * width + inside.length + column];
    };
    const outside: [string, ...number[]][] = [
      ["sqrt", -1],
      ["log", -1],
      ["log2", -2],
      ["log10", -0.5],
      ["log1p", -2],
      ["asin", 2],
      ["acos", -2],
      ["acosh", 0.5],
      ["atanh", 2],
      ["power", -2, 0.5],
      ["mod", 1, 0],
      ["div", 0, 0],
    ];
    for (const [name, ...point] of outside) expect(shown(name, ...point), `${name}(${point})`).toBeNaN();
    expect(shown("log", 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(shown("log1p", -1)).toBe(Number.NEGATIVE_INFINITY);
    expect(shown("atanh", 1)).toBe(Number.POSITIVE_INFINITY);
    expect(shown("div", 1, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(shown("div", -1, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(shown("power", 0, -1)).toBe(Number.POSITIVE_INFINITY);
    expect(shown("power", -2, 3)).toBeCloseTo(-8, 4);
    expect(shown("power", Number.NaN, 0)).toBe(1);
  });
});

/** Points each op that moves or multiplies arrays is tried at. */
const structurePoints = 256;

/**
 * A use of such an op as one number of four coordinates: its inputs are filled from the coordinates, and its entries
 * added up with weights, so that an entry in the wrong place shows.
 */
function weighed(
  { shapes, build }: (typeof structureCases)[number],
  graph: Graph,
  coordinates: readonly Node[],
) {
  const random = seededRandom(seed + 1);
  const entry = () => {
    const [a, b] = [between(random, -2, 2), between(random, -1, 1)];
    const from = coordinates[Math.floor(random() * coordinates.length)] as Node;
    return add(mul(Math.fround(a), from), Math.fround(b));
  };
  const filled = (shape: Shape): Node =>
    shape.length === 0
      ? entry()
      : stack(
          graph,
          Array.from({ length: shape[0] as number }, () => filled(shape.slice(1))),
        );
  const output = build(graph, shapes.map(filled));
  const weights = Array.from({ length: sizeOf(output.shape) }, () => Math.fround(between(random, -1, 1)));
  const entries = mul(output, literal(graph, output.shape, weights));
  return { value: sum(entries), size: sum(abs(entries)) };
}

test(`ops on arrays are the same in GLSL (seed ${seed})`, async ({ page }) => {
  const graph = new Graph();
  const coordinates = [0, 1, 2, 3].map((i) => input(graph, "coordinate", `x${i}`, i));
  const tried = structureCases.map((own) => weighed(own, graph, coordinates));
  const functions = tried.map(({ value }, i) => ({ name: `array${i}`, outputs: [value] }));
  const cases = functions.map(({ name }, i) => `    case ${i}: return ${name}(p);\n`).join("");
  const text = `${printGlsl(functions, { coordinates, parameters: [], time: null })}
float cell(int row, vec4 p) {
  switch (row) {
${cases}    default: return 0.0;
  }
}`;
  const height = functions.length;
  const random = seededRandom(seed + 2);
  const points = Float32Array.from({ length: 4 * structurePoints * height }, () => between(random, -2, 2));
  const shaders = [{ from: 0, to: height, text }];
  const values = await computeGrid(page, { width: structurePoints, height, points, shaders });
  // Asked for all of them at once: thousands of expectations take longer than the shader.
  const wrong: string[] = [];
  tried.forEach(({ value, size }, row) => {
    for (let column = 0; column < structurePoints; column++) {
      const at = row * structurePoints + column;
      const bound = new Map(
        coordinates.map((node, i) => [node, Float64Array.of(points[4 * at + i] as number)]),
      );
      const [[wanted = 0] = [], [added = 0] = []] = evaluate([value, size], bound);
      // Each of a few roundings of 6e-8, of what is added up here and before within a product.
      const allowed = 1e-6 * (added + 20);
      const off = Math.abs((values[at] as number) - wanted);
      if (!(off <= allowed)) wrong.push(`${structureCases[row]?.name}: ${off}, not ${allowed}`);
    }
  });
  expect(wrong).toEqual([]);
});
