import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { LimitError, limits } from "../limits.ts";
import * as values from "../ops/values.ts";
import { interpretPoints, interpretProbeSums, interpretProbes } from "./interpreter.ts";
import { levelText } from "./javascript.ts";
import type { Binding } from "./lower.ts";
import { Names } from "./names.ts";
import { Schedule } from "./schedule.ts";

/**
 * Evaluates outputs at `count` points. `points` holds them row by row, one slot per coordinate entry;
 * `parameters` one number per parameter; `out` receives the entries of all outputs, row by row.
 */
export type PointKernel = (
  count: number,
  points: Float64Array,
  parameters: Float64Array,
  time: number,
  out: Float64Array,
) => void;

/**
 * Evaluates one scalar output for `probes` probes at each of `count` points and reduces at once: `out` receives
 * per point the mean and the sum of squared deviations from it. `stride` is 0 when all points share the
 * probes, else the number of probe entries per point.
 */
export type ProbeKernel = (
  count: number,
  points: Float64Array,
  parameters: Float64Array,
  time: number,
  probes: number,
  probeEntries: Float64Array,
  stride: number,
  out: Float64Array,
) => void;

/** As ProbeKernel with probes that all points share; `out` receives per point the sum of the values. */
export type ProbeSumKernel = (
  count: number,
  points: Float64Array,
  parameters: Float64Array,
  time: number,
  probes: number,
  probeEntries: Float64Array,
  out: Float64Array,
) => void;

/** Whether this place may compile text; a page under a strict policy may not. */
export function canCompile(): boolean {
  try {
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}

/** Throws LimitError when the kernel is too long or needs too much memory, Error for an input nobody binds. */
export function compilePointKernel(outputs: readonly Node[], binding: Binding): PointKernel {
  if (!canCompile()) return interpretPoints(outputs, binding);
  return instantiate<PointKernel>(pointText(outputs, binding));
}

/**
 * The text of a point kernel: a function and those it calls, which use nothing but our own names. Of these it leaves to
 * be given the arrays it works in (b0, b1, …), constants (c0, …) and positions (g0, …).
 */
export function printPointKernel(outputs: readonly Node[], binding: Binding): string {
  return pointText(outputs, binding).text;
}

/** Throws as compilePointKernel does. */
export function compileProbeKernel(output: Node, binding: Binding): ProbeKernel {
  if (!canCompile()) return interpretProbes(output, binding);
  return instantiate<ProbeKernel>(probeText(output, binding, moments));
}

/** As printPointKernel, with a second loop over probes; the primal stays outside it. */
export function printProbeKernel(output: Node, binding: Binding): string {
  return probeText(output, binding, moments).text;
}

/** Throws as compilePointKernel does. */
export function compileProbeSumKernel(output: Node, binding: Binding): ProbeSumKernel {
  if (!canCompile()) return interpretProbeSums(output, binding);
  return instantiate<ProbeSumKernel>(probeText(output, binding, sum));
}

/** As printProbeKernel, with the sum over the probes for a result. */
export function printProbeSumKernel(output: Node, binding: Binding): string {
  return probeText(output, binding, sum).text;
}

/** A kernel's text and what its names stand for. */
interface KernelText {
  readonly text: string;
  readonly names: Names;
}

function pointText(outputs: readonly Node[], binding: Binding): KernelText {
  const schedule = new Schedule(outputs, binding);
  const names = new Names(schedule);
  const outer = levelText(schedule, names, 0, "  ");
  const inner = levelText(schedule, names, 1, "    ");
  let size = 0;
  let stores = "";
  outputs.forEach(({ shape }, i) => {
    schedule.outputs[i]?.forEach((entry, k) => {
      stores += `    out[to + ${size + k}] = ${names.atom(entry)};\n`;
    });
    size += sizeOf(shape);
  });
  const text =
    names.functionsText() +
    "function kernel(count, points, parameters, time, out) {\n" +
    outerLoads(names) +
    outer +
    `  for (let i = 0, at = 0, to = 0; i < count; i++, at += ${width(binding.coordinates)}, to += ${size}) {\n` +
    names.loads("coordinate", "    ") +
    inner +
    stores +
    "  }\n}";
  return bounded({ text, names });
}

/** What becomes of the values of the probes at one point. */
interface Reduction {
  readonly arguments: string;
  readonly start: string;
  readonly take: string;
  readonly end: string;
  /** From where the probes of point `i` stand. */
  readonly from: string;
}

const moments: Reduction = {
  arguments: "probeEntries, stride, out",
  start: "    let total = 0, first = 0, shifted = 0, squares = 0;\n",
  take:
    "      if (j === 0) first = value;\n" +
    "      total += value; shifted += value - first; squares += (value - first) * (value - first);\n",
  end: "    out[2 * i] = total / probes;\n    out[2 * i + 1] = squares - (shifted * shifted) / probes;\n",
  from: "i * stride",
};

const sum: Reduction = {
  arguments: "probeEntries, out",
  start: "    let total = 0;\n",
  take: "      total += value;\n",
  end: "    out[i] = total;\n",
  from: "0",
};

function probeText(output: Node, binding: Binding, reduction: Reduction): KernelText {
  const schedule = new Schedule([output], binding);
  const names = new Names(schedule);
  const [outer, primal, tangent] = [
    levelText(schedule, names, 0, "  "),
    levelText(schedule, names, 1, "    "),
    levelText(schedule, names, 2, "      "),
  ];
  const value = names.atom(schedule.outputs[0]?.[0] as Node);
  const text =
    names.functionsText() +
    `function kernel(count, points, parameters, time, probes, ${reduction.arguments}) {\n` +
    outerLoads(names) +
    outer +
    `  for (let i = 0, at = 0; i < count; i++, at += ${width(binding.coordinates)}) {\n` +
    names.loads("coordinate", "    ") +
    primal +
    reduction.start +
    `    for (let j = 0, to = ${reduction.from}; j < probes; j++, to += ${width(binding.probes ?? [])}) {\n` +
    names.loads("probe", "      ") +
    tangent +
    `      const value = ${value};\n` +
    reduction.take +
    "    }\n" +
    reduction.end +
    "  }\n}";
  return bounded({ text, names });
}

function outerLoads(names: Names): string {
  return names.loads("parameter", "  ") + names.loads("time", "  ");
}

function bounded(kernel: KernelText): KernelText {
  let lines = 0;
  for (let at = kernel.text.indexOf("\n"); at >= 0; at = kernel.text.indexOf("\n", at + 1)) lines++;
  if (lines > limits.instructions) throw new LimitError("instructions", lines);
  return kernel;
}

function width(nodes: readonly Node[]): number {
  return nodes.reduce((total, node) => total + sizeOf(node.shape), 0);
}

/** Function names the text may call; the kernel closes over them as constants so that they are inlined. */
const library = values as unknown as Readonly<Record<string, (...args: number[]) => number>>;
const libraryNames = Object.keys(library).filter((name) => typeof library[name] === "function");

/** The arrays a kernel works in are made here, once. */
function instantiate<Kernel>({ text, names }: KernelText): Kernel {
  const used = libraryNames.filter((name) => new RegExp(`\\b${name}\\(`).test(text));
  const arrays: Readonly<Record<string, readonly (Float64Array | Int32Array)[]>> = {
    b: names.buffers.map((size) => new Float64Array(size)),
    c: names.constants,
    g: names.positions,
  };
  const given = Object.entries(arrays).map(
    ([stem, own]) => `const [${own.map((_, i) => `${stem}${i}`).join(", ")}] = arrays.${stem};\n`,
  );
  const make = new Function(
    "library",
    "arrays",
    `"use strict";\nconst { ${used.join(", ")} } = library;\n${given.join("")}${text}\nreturn kernel;`,
  );
  return make(library, arrays) as Kernel;
}
