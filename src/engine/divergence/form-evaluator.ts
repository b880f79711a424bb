import { compilePointKernel, compileProbeSumKernel, type PointKernel } from "../codegen/kernel.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/traverse.ts";
import type { Program } from "../language/program.ts";
import { constantValue } from "../ops/constant.ts";
import { input } from "../ops/index.ts";
import { callFlops, type Work } from "../work.ts";
import type { Bindings } from "./bindings.ts";
import { hoistProbes } from "./hoisted-probes.ts";
import { type ProbeSum, quadraticForm, type TraceForm } from "./trace-form.ts";

/** Numbers of probes held at a time, where they are the basis vectors: no n×n matrix is ever made. */
const basisEntries = 1 << 18;

/** Values of a trace at points given row by row. */
export type FormEvaluator = (points: Float64Array, bindings: Bindings) => Work<Float64Array>;

/** One part of it. */
type Part = (count: number, points: Float64Array, bindings: Bindings, out: Float64Array) => Work<void>;

/** A compiled form of a trace on the vector `point`; float64 throughout. */
export function compileForm(program: Program, point: Node, form: TraceForm): FormEvaluator {
  const n = point.shape[0] as number;
  const binding = {
    coordinates: [point],
    parameters: program.parameters.map((parameter) => parameter.node),
    time: program.time,
  };
  const parts: Part[] = [];
  if (form.sums.length === 0 || constantValue(form.closed) !== 0) {
    const kernel: PointKernel = compilePointKernel([form.closed], binding);
    // biome-ignore lint/correctness/useYield: it is one step.
    parts.push(function* (count, points, { parameters, time }, out) {
      kernel(count, points, parameters, time, out);
    });
  }
  for (const sum of form.sums) {
    const { tangent } = sum.map;
    const probe = input(point.graph, "probe", "z", 0, tangent.shape);
    const [value] = substitute([quadraticForm(sum.map)], new Map([[tangent, probe]]));
    const hoisted = hoistProbes(value as Node, [probe], binding, probesAtOnce(sum));
    const kernel = compileProbeSumKernel(hoisted.value, { ...binding, probes: hoisted.inputs });
    const run = (
      many: number,
      probes: Float64Array,
      count: number,
      points: Float64Array,
      bindings: Bindings,
      out: Float64Array,
    ) => {
      const { parameters, time } = bindings;
      kernel(count, points, parameters, time, many, hoisted.entries(many, probes, parameters, time), out);
    };
    parts.push((count, points, bindings, out) => runSum(run, sum, count, points, bindings, out));
  }
  return function* (points, bindings) {
    const count = points.length / n;
    const total = new Float64Array(count);
    const own = parts.length > 1 ? new Float64Array(count) : total;
    const [first, ...others] = parts;
    if (first) yield* first(count, points, bindings, total);
    for (const part of others) {
      yield* part(count, points, bindings, own);
      for (let i = 0; i < count; i++) total[i] = (total[i] as number) + (own[i] as number);
    }
    return total;
  };
}

/** The sum over some probes at each of `count` points. */
type ProbeRun = (
  many: number,
  probes: Float64Array,
  count: number,
  points: Float64Array,
  bindings: Bindings,
  out: Float64Array,
) => void;

function probesAtOnce({ map, count, probes, flops }: ProbeSum): number {
  const width = map.tangent.shape[0] as number;
  const most = Math.min(count, Math.ceil(callFlops / flops));
  return probes ? most : Math.max(1, Math.min(most, Math.floor(basisEntries / width)));
}

function* runSum(
  run: ProbeRun,
  sum: ProbeSum,
  count: number,
  points: Float64Array,
  bindings: Bindings,
  out: Float64Array,
): Work<void> {
  const width = sum.map.tangent.shape[0] as number;
  const most = probesAtOnce(sum);
  const basis = sum.probes ? null : new Float64Array(most * width);
  const own = most < sum.count ? new Float64Array(count) : out;
  for (let from = 0; from < sum.count; from += most) {
    const many = Math.min(most, sum.count - from);
    basis?.fill(0);
    if (basis) for (let j = 0; j < many; j++) basis[j * width + from + j] = 1;
    const probes = basis ?? (sum.probes as Float64Array).subarray(from * width);
    run(many, probes, count, points, bindings, own);
    if (own === out) return;
    for (let i = 0; i < count; i++) out[i] = (from === 0 ? 0 : (out[i] as number)) + (own[i] as number);
    yield many * count * sum.flops;
  }
}
