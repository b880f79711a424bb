import { evaluate } from "../graph/evaluate.ts";
import type { Node } from "../graph/node.ts";
import * as values from "../ops/values.ts";
import { JavaScriptBody } from "./javascript.ts";
import { type Binding, lower } from "./lower.ts";

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

/** Whether this place may compile text; a page under a strict policy may not. */
export function canCompile(): boolean {
  try {
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}

export function compilePointKernel(outputs: readonly Node[], binding: Binding): PointKernel {
  if (!canCompile()) return interpretPoints(outputs, binding);
  return instantiate<PointKernel>(printPointKernel(outputs, binding));
}

/** The text of a point kernel: a function expression that uses nothing but our own names. */
export function printPointKernel(outputs: readonly Node[], binding: Binding): string {
  const nest = lower(outputs, binding);
  const body = new JavaScriptBody(nest);
  const entries = nest.outputs.flat();
  const stores = entries.map((entry, slot) => `    out[to + ${slot}] = ${body.atom(entry)};\n`).join("");
  return (
    "function kernel(count, points, parameters, time, out) {\n" +
    outerReads(body) +
    `  for (let i = 0, at = 0, to = 0; i < count; i++, at += ${width(binding.coordinates)}, to += ${entries.length}) {\n` +
    body.reads("coordinate", (slot) => `points[at + ${slot}]`, "    ") +
    body.lines(1, "    ") +
    stores +
    "  }\n}"
  );
}

/** As ProbeKernel with shared probes, giving the sum over them: one number per point. */
export type ProbeSumKernel = (
  count: number,
  points: Float64Array,
  parameters: Float64Array,
  time: number,
  probes: number,
  probeEntries: Float64Array,
  out: Float64Array,
) => void;

export function compileProbeSumKernel(output: Node, binding: Binding): ProbeSumKernel {
  const kernel = compileProbeKernel(output, binding);
  return (count, points, parameters, time, probes, probeEntries, out) => {
    const moments = new Float64Array(2 * count);
    kernel(count, points, parameters, time, probes, probeEntries, 0, moments);
    for (let i = 0; i < count; i++) out[i] = (moments[2 * i] as number) * probes;
  };
}

export function compileProbeKernel(output: Node, binding: Binding): ProbeKernel {
  if (!canCompile()) return interpretProbes(output, binding);
  return instantiate<ProbeKernel>(printProbeKernel(output, binding));
}

/** As printPointKernel, with a second loop over probes; the primal stays outside it. */
export function printProbeKernel(output: Node, binding: Binding): string {
  const nest = lower([output], binding);
  const body = new JavaScriptBody(nest);
  const value = body.atom(nest.outputs[0]?.[0] as Node);
  const dimension = width(binding.probes ?? []);
  return (
    "function kernel(count, points, parameters, time, probes, probeEntries, stride, out) {\n" +
    outerReads(body) +
    `  for (let i = 0, at = 0; i < count; i++, at += ${width(binding.coordinates)}) {\n` +
    body.reads("coordinate", (slot) => `points[at + ${slot}]`, "    ") +
    body.lines(1, "    ") +
    "    let total = 0, first = 0, shifted = 0, squares = 0;\n" +
    `    for (let j = 0, to = i * stride; j < probes; j++, to += ${dimension}) {\n` +
    body.reads("probe", (slot) => `probeEntries[to + ${slot}]`, "      ") +
    body.lines(2, "      ") +
    `      const value = ${value};\n` +
    "      if (j === 0) first = value;\n" +
    "      total += value; shifted += value - first; squares += (value - first) * (value - first);\n" +
    "    }\n" +
    "    out[2 * i] = total / probes;\n" +
    "    out[2 * i + 1] = squares - (shifted * shifted) / probes;\n" +
    "  }\n}"
  );
}

function outerReads(body: JavaScriptBody): string {
  return (
    body.reads("parameter", (slot) => `parameters[${slot}]`, "  ") +
    body.reads("time", () => "time", "  ") +
    body.lines(0, "  ")
  );
}

function width(nodes: readonly Node[]): number {
  return nodes.reduce((total, node) => total + node.shape.reduce((size, extent) => size * extent, 1), 0);
}

/** Function names the text may call; the kernel closes over them as constants so that they are inlined. */
const library = values as unknown as Readonly<Record<string, (...args: number[]) => number>>;
const libraryNames = Object.keys(library).filter((name) => typeof library[name] === "function");

function instantiate<Kernel>(text: string): Kernel {
  const used = libraryNames.filter((name) => new RegExp(`\\b${name}\\(`).test(text));
  const make = new Function(
    "library",
    `"use strict";\nconst { ${used.join(", ")} } = library;\nreturn ${text};`,
  );
  return make(library) as Kernel;
}

/** The same contract by the reference evaluator, for places that forbid compiling; slower, same values. */
function interpretPoints(outputs: readonly Node[], binding: Binding): PointKernel {
  return (count, points, parameters, time, out) => {
    const dimension = width(binding.coordinates);
    let to = 0;
    for (let i = 0; i < count; i++) {
      const bindings = bind(binding, points.subarray(i * dimension, (i + 1) * dimension), parameters, time);
      for (const entries of evaluate(outputs, bindings)) {
        out.set(entries, to);
        to += entries.length;
      }
    }
  };
}

function interpretProbes(output: Node, binding: Binding): ProbeKernel {
  const dimension = width(binding.probes ?? []);
  return (count, points, parameters, time, probes, probeEntries, stride, out) => {
    const size = width(binding.coordinates);
    for (let i = 0; i < count; i++) {
      const bindings = bind(binding, points.subarray(i * size, (i + 1) * size), parameters, time);
      let total = 0;
      let first = 0;
      let shifted = 0;
      let squares = 0;
      for (let j = 0; j < probes; j++) {
        const at = i * stride + j * dimension;
        assign(bindings, binding.probes ?? [], probeEntries.subarray(at, at + dimension));
        const value = evaluate([output], bindings)[0]?.[0] as number;
        if (j === 0) first = value;
        total += value;
        shifted += value - first;
        squares += (value - first) * (value - first);
      }
      out[2 * i] = total / probes;
      out[2 * i + 1] = squares - (shifted * shifted) / probes;
    }
  };
}

function bind(
  binding: Binding,
  point: Float64Array,
  parameters: Float64Array,
  time: number,
): Map<Node, Float64Array> {
  const bindings = new Map<Node, Float64Array>();
  assign(bindings, binding.coordinates, point);
  binding.parameters.forEach((node, position) => {
    bindings.set(node, Float64Array.of(parameters[position] as number));
  });
  if (binding.time) bindings.set(binding.time, Float64Array.of(time));
  return bindings;
}

function assign(bindings: Map<Node, Float64Array>, nodes: readonly Node[], entries: Float64Array): void {
  let at = 0;
  for (const node of nodes) {
    const size = width([node]);
    bindings.set(node, entries.slice(at, at + size));
    at += size;
  }
}
