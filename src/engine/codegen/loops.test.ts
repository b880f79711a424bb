import { afterEach, describe, expect, it, vi } from "vitest";
import { evaluate } from "../graph/evaluate.ts";
import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { mul, sin, sum } from "../ops/index.ts";
import { type ArrayProgram, randomArrayProgram } from "../testing/arrays.ts";
import { between, pick, type Random, seededRandom } from "../testing/random.ts";
import { firstDifference } from "../testing/ulps.ts";
import {
  canCompile,
  compilePointKernel,
  compileProbeKernel,
  compileProbeSumKernel,
  type PointKernel,
} from "./kernel.ts";

const seed = 60601;
const programs = Number(process.env.LOOP_PROGRAMS ?? 300);

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
