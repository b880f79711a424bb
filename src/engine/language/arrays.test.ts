import * as mathjs from "mathjs";
import { describe, expect, it, test } from "vitest";
import { createEvaluator } from "../divergence/evaluator.ts";
import { evaluate } from "../graph/evaluate.ts";
import type { Node } from "../graph/node.ts";
import { inputAttribute } from "../ops/index.ts";
import { normal, prngKey, rademacher, uniform } from "../random/index.ts";
import { soundProgram } from "../testing/language.ts";
import { between, seededRandom } from "../testing/random.ts";
import { workTime } from "../testing/work-time.ts";
import type { Program } from "./program.ts";

const seed = 20251126;

/** Entries, row-major, of a function at arguments given entry by entry, with the shape. */
function resultOf(program: Program, name: string, point: readonly number[]) {
  const fn = program.functions.find((candidate) => candidate.name === name);
  if (!fn) throw new Error(`no function ${name}`);
  let at = 0;
  const bindings = new Map<Node, Float64Array>();
  for (const input of fn.inputs) {
    const size = (inputAttribute(input)?.shape ?? []).reduce((product, extent) => product * extent, 1);
    bindings.set(input, Float64Array.from(point.slice(at, at + size)));
    at += size;
  }
  return { shape: fn.output.shape, entries: [...(evaluate([fn.output], bindings)[0] as Float64Array)] };
}

/** The value of an expression without arguments. */
function arrayOf(text: string) {
  return resultOf(soundProgram(`F(q) = [q]\nvalue(q) = ${text}`), "value", [0]);
}

function divergenceAt(
  program: Program,
  name: string,
  points: readonly number[],
  method = "jacobian-forward",
) {
  const field = program.fields.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`no field ${name}`);
  const evaluator = createEvaluator(program, field, { method: method as "jacobian-forward" });
  const parameters = Float64Array.from(program.parameters, ({ value }) => value);
  return [...evaluator.evaluate(Float64Array.from(points), { parameters, time: 0 }).values];
}

const expectClose = (values: readonly number[], wanted: readonly number[], digits = 12) => {
  expect(values).toHaveLength(wanted.length);
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(wanted[i] as number, digits);
};

describe("arrays are NumPy's", () => {
  const cases: [text: string, shape: number[], entries: number[]][] = [
    ["eye(2)", [2, 2], [1, 0, 0, 1]],
    ["eye(2, 3)", [2, 3], [1, 0, 0, 0, 1, 0]],
    ["zeros(2)", [2], [0, 0]],
    ["ones(2, 2)", [2, 2], [1, 1, 1, 1]],
    ["range(3)", [3], [0, 1, 2]],
    ["range(2, 5)", [3], [2, 3, 4]],
    ["range(5, 0, -2)", [3], [5, 3, 1]],
    ["range(0, 1, 0.25)", [4], [0, 0.25, 0.5, 0.75]],
    ["linspace(1, 3, 5)", [5], [1, 1.5, 2, 2.5, 3]],
    ["linspace(1, 3, 1)", [1], [1]],
    ["diag((1, 2))", [2, 2], [1, 0, 0, 2]],
    ["diag([[1, 2, 3], [4, 5, 6]])", [2], [1, 5]],
    ["concat((1, 2), 3, (4, 5))", [5], [1, 2, 3, 4, 5]],
    ["concat(eye(2), ones(1, 2))", [3, 2], [1, 0, 0, 1, 1, 1]],
    ["roll((1, 2, 3, 4), 1)", [4], [4, 1, 2, 3]],
    ["roll((1, 2, 3, 4), -6)", [4], [3, 4, 1, 2]],
    ["reverse((1, 2, 3))", [3], [3, 2, 1]],
    ["outer((1, 2), (3, 4, 5))", [2, 3], [3, 4, 5, 6, 8, 10]],
    ["transpose([[1, 2, 3], [4, 5, 6]])", [3, 2], [1, 4, 2, 5, 3, 6]],
    ["[trace([[1, 2], [3, 4]])]", [1], [5]],
    ["ones(2, 3) @ range(3)", [2], [3, 3]],
    ["(1, 2) @ [[1, 2], [3, 4]]", [2], [7, 10]],
    ["zeros(30)[2] + ones(30, 20)[29, 1:3]", [2], [1, 1]],
  ];
  test.each(cases)("%s", (text, shape, entries) => {
    expect(arrayOf(text)).toEqual({ shape, entries });
  });
});

describe(`products are those of mathjs (seed ${seed})`, () => {
  const random = seededRandom(seed);
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, () =>
      // A third of the entries is zero: those leave no term.
      Array.from({ length: columns }, () => (between(random, 0, 3) < 1 ? 0 : between(random, -2, 2))),
    );
  test.each([
    [1, 1, 1],
    [2, 3, 4],
    [5, 20, 3],
    [18, 2, 17],
  ])("%i×%i by %i", (rows, inner, columns) => {
    const [a, b] = [matrix(rows, inner), matrix(inner, columns)];
    const [x, y] = [matrix(1, inner)[0] as number[], matrix(1, rows)[0] as number[]];
    const program = soundProgram(
      [
        `A = ${JSON.stringify(a)}`,
        `B = ${JSON.stringify(b)}`,
        "F(q) = [q]",
        "known(q) = A @ B",
        `right(x: R^${inner}) = A @ x`,
        `left(y: R^${rows}) = y @ A`,
        `dotted(x: R^${inner}) = x @ x`,
        `unknown(C: R^(${rows}×${inner})) = C @ B`,
        `other(C: R^(${inner}×${columns})) = A @ C`,
        `turned(C: R^(${rows}×${inner})) = transpose(C)`,
      ].join("\n"),
    );
    const value = (name: string, point: readonly number[]) => resultOf(program, name, point).entries;
    const product = mathjs.multiply(a, b) as number[][];
    expectClose(value("known", [0]), product.flat());
    expectClose(value("unknown", a.flat()), product.flat());
    expectClose(value("other", b.flat()), product.flat());
    expectClose(value("right", x), mathjs.multiply(a, x) as number[]);
    expectClose(value("left", y), mathjs.multiply(y, a) as number[]);
    expectClose(value("dotted", x), [mathjs.dot(x, x)]);
    expect(value("turned", a.flat())).toEqual(mathjs.transpose(a).flat());
  });
});

describe("random arrays are JAX's", () => {
  it("to the numbers JAX prints, row-major, whatever the shape", () => {
    const known = [0.45123515, 1.9534509, -0.51623946, -0.1409403, 0.6154967];
    expectClose(arrayOf("randn(5, seed=7)").entries, known, 6);
    expect(arrayOf("randn(3, 2, seed=7)").shape).toEqual([3, 2]);
    expectClose(arrayOf("randn(3, 2, seed=7)").entries.slice(0, 5), known, 6);
    expectClose(arrayOf("[randn(seed=42)]").entries, [-0.028304616], 8);
  });

  it("by the seed, which is 0 where none is given", () => {
    expect(arrayOf("randn(4)").entries).toEqual([...normal(prngKey(0), 4, "jax")]);
    expect(arrayOf("uniform(2, 2, seed=3)").entries).toEqual([...uniform(prngKey(3), 4, "jax")]);
    expect(arrayOf("rademacher(5, seed=2^20)").entries).toEqual([...rademacher(prngKey(2 ** 20), 5, "jax")]);
    expect(arrayOf("randn(4, seed=1)").entries).not.toEqual(arrayOf("randn(4, seed=2)").entries);
  });
});

describe("the n-dimensional example of the language", () => {
  const worked = workTime();
  const program = soundProgram(`
theta = eye(10)
L(x: R^10) = x @ theta
W1 = randn(64, 10, seed=1) / sqrt(10)
W2 = randn(10, 64, seed=2) / 8
N(x: R^10) = W2 @ tanh(W1 @ x)
P(x: R^4) = [x[i]^i for i in 0..3]
Q(x: R^50) = concat((x[1:] - x[:-1])^2, x[0])
`);
  const elapsed = worked();
  const random = seededRandom(seed + 1);
  const points = Array.from({ length: 30 }, () => between(random, -1, 1));

  it("is read at once", () => {
    expect(elapsed).toBeLessThan(2_000);
    expect(program.fields.map(({ name, dimension }) => [name, dimension])).toEqual([
      ["L", 10],
      ["N", 10],
      ["P", 4],
      ["Q", 50],
    ]);
  });

  it("has nothing left of the zeros of the identity", () => {
    const field = program.fields[0];
    expect(field?.output.inputs).toEqual(field?.inputs);
  });

  it("has 10.0 fifty times for arange(500).reshape(50, 10)", () => {
    const arange = Array.from({ length: 500 }, (_, i) => i);
    expect(divergenceAt(program, "L", arange)).toEqual(new Array(50).fill(10));
  });

  it("has the network's value and divergence, written with plain loops", () => {
    const w1 = normal(prngKey(1), 640, "jax").map((w) => w / Math.sqrt(10));
    const w2 = normal(prngKey(2), 640, "jax").map((w) => w / 8);
    const hidden = (x: readonly number[]) =>
      Array.from({ length: 64 }, (_, k) =>
        Math.tanh(x.reduce((total, xj, j) => total + (w1[k * 10 + j] as number) * xj, 0)),
      );
    const values: number[] = [];
    for (let at = 0; at < 30; at += 10) {
      const x = points.slice(at, at + 10);
      const h = hidden(x);
      const wanted = Array.from({ length: 10 }, (_, i) =>
        h.reduce((total, hk, k) => total + (w2[i * 64 + k] as number) * hk, 0),
      );
      expectClose(resultOf(program, "N", x).entries, wanted);
      let trace = 0;
      for (let k = 0; k < 64; k++) {
        const slope = 1 - (h[k] as number) ** 2;
        for (let i = 0; i < 10; i++) trace += (w2[i * 64 + k] as number) * slope * (w1[k * 10 + i] as number);
      }
      values.push(trace);
    }
    expectClose(divergenceAt(program, "N", points), values);
    expectClose(divergenceAt(program, "N", points, "jacobian-reverse"), values);
  });

  it("has the powers and the differences", () => {
    expectClose(divergenceAt(program, "P", [2, 3, 5, 7]), [0 + 1 + 2 * 5 + 3 * 49]);
    const x = Array.from({ length: 50 }, () => between(random, -1, 1));
    const wanted = x.slice(1).reduce((total, next, i) => total - 2 * (next - (x[i] as number)), 0);
    expectClose(divergenceAt(program, "Q", x), [wanted]);
  });
});

describe(`D, jvp, vjp and stop_gradient (seed ${seed})`, () => {
  const program = soundProgram(`
f(x, y) = (x^2 y, sin(x + 2 y), x)
g(u: R^3, s) = s u^2 + u[0]
F(x, y) = (x, y)
k(x, y) = x^3 y^2
byName(x, y) = D(k, x)(x, y)
byPosition(x, y) = D(k, 1)(x, y)
twice = D(D(k, x), y)
alone = D(sin)
byVector = D(g, u)
number(u: R^3) = sum(u^3)
gradient = D(number, u)
push(x, y) = jvp(f, (x, y), (0.5, -2))
pushOneByOne(x, y) = jvp(f, x, y, 0.5, -2)
along = jvp(F, F, F)
scaled(x, y) = 2 jvp(k, (x, y), (1, 0)) x
pull(x, y) = vjp(f, (x, y), (1, -3, 2))
pullMixed(u: R^3, s) = vjp(g, u, s, (1, 2, 3))
pullMatrix(A: R^(2×2)) = vjp(row, A, (1, 10))
row(A: R^(2×2)) = A[0] * A[1]
S(x: R^3) = x * stop_gradient(x)
held(x) = stop_gradient(x^2) x
heldTwice = D(D(held))
`);
  const value = (name: string, ...point: number[]) => resultOf(program, name, point).entries;
  const step = 1e-6;
  const slope = (of: string, point: number[], direction: number[]) => {
    const moved = (by: number) => value(of, ...point.map((x, i) => x + by * (direction[i] as number)));
    const back = moved(-step);
    return moved(step).map((ahead, i) => (ahead - (back[i] as number)) / (2 * step));
  };

  it("D is the partial derivative by the argument that is named or counted", () => {
    expectClose(value("byName", 2, 3), [3 * 4 * 9]);
    expectClose(value("byPosition", 2, 3), [2 * 8 * 3]);
    expectClose(value("twice", 2, 3), [6 * 4 * 3]);
    expectClose(value("alone", 0.4), [Math.cos(0.4)]);
    expectClose(value("gradient", 1, 2, 3), [3, 12, 27]);
    expect(resultOf(program, "byVector", [1, 2, 3, 5]).shape).toEqual([3, 3]);
    expectClose(value("byVector", 1, 2, 3, 5), [11, 0, 0, 1, 20, 0, 1, 0, 30]);
  });

  it("jvp is the slope along a direction, and vjp its transpose", () => {
    const random = seededRandom(seed + 2);
    for (let tries = 0; tries < 10; tries++) {
      const point = [between(random, -2, 2), between(random, -2, 2)];
      expectClose(value("push", ...point), slope("f", point, [0.5, -2]), 7);
      expect(value("pushOneByOne", ...point)).toEqual(value("push", ...point));
      const w = [1, -3, 2];
      const columns = [slope("f", point, [1, 0]), slope("f", point, [0, 1])];
      expectClose(
        value("pull", ...point),
        columns.map((column) => column.reduce((total, entry, i) => total + entry * (w[i] as number), 0)),
        7,
      );
      expect(value("along", ...point)).toEqual(point);
      const [x = 0, y = 0] = point;
      expectClose(value("scaled", x, y), [6 * x ** 3 * y ** 2], 10);
    }
    expectClose(value("pullMixed", 1, 2, 3, 5), [2 * 5 + 6, 2 * 5 * 4, 3 * 5 * 6, 1 + 2 * 4 + 3 * 9]);
    expect(resultOf(program, "pullMatrix", [1, 2, 3, 4])).toEqual({ shape: [2, 2], entries: [3, 40, 1, 20] });
  });

  it("stop_gradient is the value, and constant to every derivative", () => {
    expect(value("held", 3)).toEqual([27]);
    expect(value("heldTwice", 3)).toEqual([0]);
    expectClose(divergenceAt(program, "S", [1, 2, 4]), [7]);
    expectClose(divergenceAt(program, "S", [1, 2, 4], "jacobian-reverse"), [7]);
  });
});
