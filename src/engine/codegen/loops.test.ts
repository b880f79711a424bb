import { afterEach, describe, expect, it, vi } from "vitest";
import { evaluate } from "../graph/evaluate.ts";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { LimitError, type LimitName } from "../limits.ts";
import {
  add,
  concat,
  index,
  input,
  itemsAt,
  literal,
  matmul,
  mul,
  sin,
  stack,
  sub,
  sum,
  sumOf,
} from "../ops/index.ts";
import { type ArrayProgram, randomArrayProgram } from "../testing/arrays.ts";
import { between, pick, type Random, seededRandom } from "../testing/random.ts";
import { firstDifference } from "../testing/ulps.ts";
import {
  canCompile,
  compilePointKernel,
  compileProbeKernel,
  compileProbeSumKernel,
  type PointKernel,
  printPointKernel,
} from "./kernel.ts";

const seed = 60601;
const programs = Number(process.env.LOOP_PROGRAMS ?? 150);

afterEach(() => vi.unstubAllGlobals());

const widthOf = (nodes: readonly Node[]) => nodes.reduce((total, { shape }) => total + sizeOf(shape), 0);
const draw = (random: Random, length: number) => Float64Array.from({ length }, () => between(random, -2, 2));

/** What a program is evaluated at. */
interface Sample {
  readonly count: number;
  readonly points: Float64Array;
  readonly parameters: Float64Array;
  readonly time: number;
  readonly probes: number;
  readonly probeEntries: Float64Array;
}

function sampleOf({ coordinates, parameters, probes }: ArrayProgram, random: Random): Sample {
  const [count, own] = [3, 3];
  return {
    count,
    points: draw(random, count * widthOf(coordinates)),
    parameters: draw(random, widthOf(parameters)),
    time: between(random, 0, 1),
    probes: own,
    probeEntries: draw(random, count * own * widthOf(probes)),
  };
}

/** Outputs by the reference evaluator; `probeAt` is where the entries of the probe begin. */
function reference(program: ArrayProgram, outputs: readonly Node[], sample: Sample, i: number, probeAt = 0) {
  const bindings = new Map<Node, Float64Array>([[program.time, Float64Array.of(sample.time)]]);
  const bind = (nodes: readonly Node[], entries: Float64Array, start: number) => {
    let at = start;
    for (const node of nodes) {
      bindings.set(node, entries.slice(at, at + sizeOf(node.shape)));
      at += sizeOf(node.shape);
    }
  };
  bind(program.coordinates, sample.points, i * widthOf(program.coordinates));
  bind(program.parameters, sample.parameters, 0);
  bind(program.probes, sample.probeEntries, probeAt);
  return evaluate(outputs, bindings).flatMap((entries) => [...entries]);
}

/** All of a program's values that depend on no probe, or on probes too, the last ones first. */
function outputsOf({ nodes, probes }: ArrayProgram, withProbes: boolean): Node[] {
  const moved = new Set<Node>(probes);
  const depends = (node: Node): boolean => {
    if (moved.has(node)) return true;
    if (!node.inputs.some(depends)) return false;
    moved.add(node);
    return true;
  };
  const found = nodes.filter((node) => depends(node) === withProbes && node.op.name !== "input");
  return found.reverse();
}

/** 0 and −0 as one: writing short arrays out as scalars drops terms that are 0 by their form. */
const unsigned = (values: ArrayLike<number>) => Array.from(values, (value) => value + 0);

/** One scalar made of all that depends on the probes. */
function mixOf(program: ArrayProgram, random: Random): Node {
  const arrays = outputsOf(program, true).filter(() => random() < 0.5);
  const [z] = program.probes as [Node];
  return arrays.reduce((total, node) => sin(mul(total, sum(node))), sum(sin(z)));
}

describe(`generated programs over arrays (seed ${seed})`, () => {
  const seeds = Array.from({ length: programs }, (_, k) => seed + k);

  function forEachProgram(check: (program: ArrayProgram, random: Random, name: string) => void) {
    for (const own of seeds) {
      const random = seededRandom(own);
      check(randomArrayProgram(random, pick(random, [6, 14, 30])), random, `seed ${own}`);
    }
  }

  it("have the bits of the reference evaluator in point kernels, compiled and not", () => {
    forEachProgram((program, random, name) => {
      const outputs = outputsOf(program, false).slice(0, pick(random, [1, 2, 40]));
      const sample = sampleOf(program, random);
      const wanted = Array.from({ length: sample.count }, (_, i) =>
        reference(program, outputs, sample, i),
      ).flat();
      const run = (kernel: PointKernel) => {
        const out = new Float64Array(wanted.length);
        // Twice: the arrays that kernels work in keep what was there before.
        for (let turn = 0; turn < 2; turn++) {
          kernel(sample.count, sample.points, sample.parameters, sample.time, out);
        }
        return out;
      };
      const { coordinates, parameters, time } = program;
      const binding = { coordinates, parameters, time };
      const compiled = run(compilePointKernel(outputs, binding));
      expect(firstDifference(unsigned(compiled), unsigned(wanted)), name).toBe(-1);
      vi.stubGlobal("Function", undefined);
      expect(canCompile()).toBe(false);
      const interpreted = run(compilePointKernel(outputs, binding));
      vi.unstubAllGlobals();
      expect(firstDifference(interpreted, wanted), name).toBe(-1);
    });
  });

  it("have the bits of the reference evaluator in probe kernels of both kinds, compiled and not", () => {
    forEachProgram((program, random, name) => {
      const value = mixOf(program, random);
      const sample = sampleOf(program, random);
      const { count, points, parameters, time, probes, probeEntries } = sample;
      const dimension = widthOf(program.probes);
      for (const stride of [0, probes * dimension]) {
        const values = Array.from({ length: count }, (_, i) =>
          Array.from(
            { length: probes },
            (__, j) => reference(program, [value], sample, i, i * stride + j * dimension)[0] as number,
          ),
        );
        const moments = values.flatMap((own) => {
          const [first] = own as [number];
          let [total, shifted, squares] = [0, 0, 0];
          for (const one of own) {
            total += one;
            shifted += one - first;
            squares += (one - first) * (one - first);
          }
          return [total / probes, squares - (shifted * shifted) / probes];
        });
        const sums = values.map((own) => own.reduce((total, one) => total + one, 0));
        const run = () => {
          const means = new Float64Array(2 * count);
          compileProbeKernel(value, program)(
            count,
            points,
            parameters,
            time,
            probes,
            probeEntries,
            stride,
            means,
          );
          expect(firstDifference(unsigned(means), unsigned(moments)), name).toBe(-1);
          if (stride > 0) return;
          const out = new Float64Array(count);
          compileProbeSumKernel(value, program)(count, points, parameters, time, probes, probeEntries, out);
          expect(firstDifference(unsigned(out), unsigned(sums)), name).toBe(-1);
        };
        run();
        vi.stubGlobal("Function", undefined);
        run();
        vi.unstubAllGlobals();
      }
    });
  });
});

describe("the size of kernels", () => {
  const run = (first: number, length: number) => Array.from({ length }, (_, k) => first + k);
  const linesOf = (text: string) => text.split("\n").length;

  /** sin(2xᵢ − xᵢ₋₁ − xᵢ₊₁) inside, the ends as they are; as a vector input or n numbers. */
  function chain(n: number, isVector: boolean) {
    const graph = new Graph();
    const coordinates = isVector
      ? [input(graph, "coordinate", "x", 0, [n])]
      : run(0, n).map((i) => input(graph, "coordinate", `x${i}`, i));
    const x = isVector ? (coordinates[0] as Node) : stack(graph, coordinates);
    const [left, middle, right] = [0, 1, 2].map((first) => itemsAt(x, run(first, n - 2))) as [
      Node,
      Node,
      Node,
    ];
    const inner = sin(sub(mul(middle, 2), add(left, right)));
    return {
      outputs: [concat(graph, [index(x, 0), inner, index(x, n - 1)])],
      binding: { coordinates, parameters: [], time: null },
    };
  }

  it.each([true, false])("is the same for 50 entries and for 5,000 (one vector input: %s)", (isVector) => {
    const lengths = [50, 5000].map((n) => {
      const { outputs, binding } = chain(n, isVector);
      return linesOf(printPointKernel(outputs, binding));
    });
    expect(lengths[0]).toBe(lengths[1]);
    expect(lengths[0]).toBeLessThan(40);
  });

  it("needs no table of positions for slices, and no entry of an input by name but the ends", () => {
    const { outputs, binding } = chain(100, true);
    const text = printPointKernel(outputs, binding);
    expect(text).not.toMatch(/\bg\d/);
    expect([...text.matchAll(/const (x\d+)/g)].map(([, name]) => name)).toEqual(["x0", "x99"]);
  });

  it("is straight-line code for two short layers, loops for many", () => {
    const net = (layers: number) => {
      const graph = new Graph();
      const x = input(graph, "coordinate", "x", 0, [12]);
      const random = seededRandom(seed);
      let out = x;
      for (let layer = 0; layer < layers; layer++) {
        out = sin(matmul(literal(graph, [12, 12], draw(random, 144)), out));
      }
      return printPointKernel([out], { coordinates: [x], parameters: [], time: null });
    };
    expect(net(2)).not.toMatch(/for \(let [kqu]/);
    // V8 does not optimise functions of 60 kB of bytecode: 4,000 such lines.
    expect(linesOf(net(40))).toBeLessThan(40 * 25);
  });

  it("does what no point moves before it comes to the points, once for each form of product", () => {
    const graph = new Graph();
    const x = input(graph, "coordinate", "x", 0, [40]);
    const a = input(graph, "parameter", "a", 0);
    const random = seededRandom(seed);
    const matrix = literal(graph, [40, 40], draw(random, 1600));
    const still = matmul(matrix, mul(a, literal(graph, [40], draw(random, 40))));
    const moving = matmul(matrix, mul(x, still));
    const text = printPointKernel([moving], { coordinates: [x], parameters: [a], time: null });
    const points = text.indexOf("for (let i");
    const calls = [...text.matchAll(/^ +(m\d)\(/gm)];
    expect(calls.map(([, name]) => name)).toEqual(["m0", "m0"]);
    expect(calls.map(({ index: at }) => at < points)).toEqual([true, false]);
  });

  it.each<[LimitName, (graph: Graph, x: Node) => Node]>([
    ["kernelMemory", (_graph, x) => Array.from({ length: 9 }).reduce<Node>((moved) => matmul(moved, x), x)],
    [
      "instructions",
      (graph, x) =>
        sumOf(
          graph,
          run(0, 61_000).map((k) => add(index(index(x, 0), 0), k + 0.5)),
        ),
    ],
  ])("stops at the limit of %s", (limit, build) => {
    const graph = new Graph();
    const x = input(graph, "coordinate", "x", 0, [1000, 1000]);
    const output = build(graph, x);
    const compile = () => compilePointKernel([output], { coordinates: [x], parameters: [], time: null });
    expect(compile).toThrow(LimitError);
    expect(compile).toThrow(limit);
  });
});
