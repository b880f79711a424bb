import { describe, expect, it } from "vitest";
import { simplify } from "../formula/index.ts";
import { flopsOf } from "../graph/flops.ts";
import { topological } from "../graph/traverse.ts";
import { constantValue, inputAttribute } from "../ops/index.ts";
import { soundProgram, valueAt } from "../testing/language.ts";
import { between, pick, seededRandom } from "../testing/random.ts";
import type { Program } from "./program.ts";

const seed = Number(process.env.DELDOT_SEED ?? 20251106);

function vectors(count: number, length: number): number[][] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => Array.from({ length }, () => between(random, -1, 1)));
}

function outputOf(program: Program, name: string) {
  const fn = program.functions.find((candidate) => candidate.name === name);
  if (!fn) throw new Error(`no function ${name}`);
  return fn;
}

const times = (matrix: readonly number[][], v: readonly number[]) =>
  matrix.map((row) => row.reduce((total, entry, j) => total + entry * (v[j] as number), 0));
const transposed = (matrix: readonly number[][]) =>
  (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j] as number));
const tanhSlope = (h: number) => 1 - Math.tanh(h) ** 2;
const tanhBend = (h: number) => -2 * Math.tanh(h) * tanhSlope(h);

function matrixAt(program: Program, name: string, rows: number): number[][] {
  const entries = valueAt(program, name, [0]);
  const columns = entries.length / rows;
  return Array.from({ length: rows }, (_, i) => entries.slice(i * columns, (i + 1) * columns));
}

/** Largest difference, against the largest entry expected. */
function offBy(found: readonly number[], expected: readonly number[]): number {
  expect(found.length).toBe(expected.length);
  const size = Math.max(...expected.map(Math.abs));
  return Math.max(...found.map((value, i) => Math.abs(value - (expected[i] as number)))) / size;
}

describe(`operators on nets of R^n (seed ${seed})`, () => {
  const source = `W1 = randn(64, 10, seed=1) / sqrt(10)
W2 = randn(10, 64, seed=2) / 8
N(x: R^10) = W2 @ tanh(W1 @ x)
A(q) = W1
B(q) = W2
dN = div(N)
K = grad(div(N))
J = jacobian(N)
H = D(div(N), x)`;

  it("div, grad div, jacobian and D of one hidden layer are what the closed forms say", () => {
    const program = soundProgram(source);
    const [w1, w2] = [matrixAt(program, "A", 64), matrixAt(program, "B", 10)];
    const diagonal = w1.map((row, k) =>
      row.reduce((total, entry, j) => total + entry * (w2[j]?.[k] as number), 0),
    );
    for (const x of vectors(5, 10)) {
      const h = times(w1, x);
      const div = h.reduce((total, value, k) => total + tanhSlope(value) * (diagonal[k] as number), 0);
      const gradDiv = times(
        transposed(w1),
        h.map((value, k) => tanhBend(value) * (diagonal[k] as number)),
      );
      const jacobian = w2.flatMap((row) =>
        times(
          transposed(w1),
          row.map((entry, k) => entry * tanhSlope(h[k] as number)),
        ),
      );
      expect(valueAt(program, "dN", [x])[0]).toBeCloseTo(div, 12);
      expect(offBy(valueAt(program, "K", [x]), gradDiv)).toBeLessThan(1e-12);
      expect(offBy(valueAt(program, "H", [x]), gradDiv)).toBeLessThan(1e-12);
      expect(offBy(valueAt(program, "J", [x]), jacobian)).toBeLessThan(1e-12);
    }
  });

  it("stay compact: vectors are moved whole, and one entry of a product is one dot product", () => {
    const program = soundProgram(source);
    const nodes = (name: string) => topological([outputOf(program, name).output]).length;
    expect(nodes("dN")).toBeLessThan(80);
    expect(nodes("J")).toBeLessThan(60);
    expect(nodes("K")).toBeLessThan(80);
    const { output, inputs } = outputOf(program, "dN");
    // The primal's W₁x, and for each of ten tangents a product with σ′ and one row.
    expect(flopsOf([output], inputs).primal).toBeLessThan(2 * 640 + 10 * 3 * 64 + 6 * 64);
  });

  it("div grad, the Laplacian and the Hessian of a net in R^64 agree with the closed form", () => {
    const program = soundProgram(`W = randn(64, 64, seed=3) / 8
phi(x: R^64) = sum(tanh(W @ x))
A(q) = W
G = grad(phi)
L = div(grad(phi))
M = laplacian(phi)
H = D(D(phi, x), x)
T = grad(laplacian(phi))
v(x: R^64) = vjp(grad(phi), x, x)
j(x: R^64) = jvp(grad(phi), x, x)`);
    const w = matrixAt(program, "A", 64);
    const squares = w.map((row) => row.reduce((total, entry) => total + entry * entry, 0));
    for (const x of vectors(3, 64)) {
      const h = times(w, x);
      const laplacian = h.reduce((total, value, k) => total + tanhBend(value) * (squares[k] as number), 0);
      const along = times(
        transposed(w),
        times(w, x).map((value, k) => value * tanhBend(h[k] as number)),
      );
      const third = times(
        transposed(w),
        h.map(
          (value, k) =>
            (-2 * tanhSlope(value) ** 2 - 2 * Math.tanh(value) * tanhBend(value)) * (squares[k] as number),
        ),
      );
      expect(offBy(valueAt(program, "G", [x]), times(transposed(w), h.map(tanhSlope)))).toBeLessThan(1e-12);
      expect(valueAt(program, "L", [x])[0]).toBeCloseTo(laplacian, 10);
      expect(valueAt(program, "M", [x])[0]).toBeCloseTo(laplacian, 10);
      const hessian = valueAt(program, "H", [x]);
      expect(
        offBy(
          times(
            Array.from({ length: 64 }, (_, i) => hessian.slice(64 * i, 64 * i + 64)),
            x,
          ),
          along,
        ),
      ).toBeLessThan(1e-12);
      expect(offBy(valueAt(program, "v", [x]), along)).toBeLessThan(1e-12);
      expect(offBy(valueAt(program, "j", [x]), along)).toBeLessThan(1e-12);
      expect(offBy(valueAt(program, "T", [x]), third)).toBeLessThan(1e-12);
    }
    expect(program.graph.size).toBeLessThan(3000);
    const nodes = (name: string) => topological([outputOf(program, name).output]).length;
    expect(nodes("M")).toBeLessThan(20);
    // The 64 coordinates of a field are inputs of their own.
    expect(nodes("T")).toBeLessThan(64 + 20);
  });

  it("leave no bound variable of a transform behind", () => {
    const program = soundProgram(`phi(x: R^20, a) = a sum(sin(x)) + x[0] x[19] + a^2 x[1] / (1 + x @ x)
G = grad(phi)
L = laplacian(phi)
H = D(D(phi, x), x)
DA = D(D(phi, a), x)
N = div(G)`);
    for (const { inputs, output } of program.functions) {
      for (const node of topological([output])) {
        if (inputAttribute(node)) expect(inputs).toContain(node);
      }
    }
  });
});

describe("div curl F", () => {
  const families: Record<string, readonly string[]> = {
    polynomial: ["x^2 y z", "y^3 x z^2 - 2x", "(x+y)^2 z", "x y z", "z^4 - x^3 y", "(x^2+y z)^3"],
    trigonometric: [
      "sin(x y) z",
      "cos(z) x",
      "sin(x)^2 cos(y z)",
      "tan(x+y z)",
      "sin(x+2y)cos(z)",
      "sin(cos(x y)+z)",
    ],
    exponential: [
      "exp(x y) z",
      "exp(-x^2-y^2-z^2)",
      "x exp(y sin(z))",
      "exp(x+y+z) y",
      "2^(x y z)",
      "exp(exp(x y z))",
    ],
    rational: ["x/(x^2+y^2+z^2)", "y/(1+x y z)", "z^2/(x+y^2)", "1/(x y z)", "(x+y)/(y+z)", "x y/(z^2+1)"],
  };
  const everything = Object.values(families).flat();

  it.each([...Object.entries(families), ["of all kinds together", everything] as const])(
    `simplifies to 0 where F is %s (seed ${seed})`,
    (_, terms) => {
      const random = seededRandom(seed);
      for (let n = 0; n < 30; n++) {
        const components = Array.from({ length: 3 }, () => `${pick(random, terms)} + ${pick(random, terms)}`);
        const program = soundProgram(`F(x, y, z) = (${components.join(", ")})\nd = div(curl(F))`);
        const value = constantValue(simplify(outputOf(program, "d").output));
        expect({ components, value }).toEqual({ components, value: 0 });
      }
    },
  );
});
