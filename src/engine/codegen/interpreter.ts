import type { Node } from "../graph/node.ts";
import type { Elementwise } from "../graph/op.ts";
import { sizeOf } from "../graph/shape.ts";
import { LimitError, limits } from "../limits.ts";
import type { PointKernel, ProbeKernel, ProbeSumKernel } from "./kernel.ts";
import { type Binding, boundInputs, type Level, type Load, levelOfLoad, reachable } from "./lower.ts";

/** Numbers of all values of a block together: 2 MB, which the nearest caches hold. */
const blockNumbers = 262_144;

/** Points of a block at most: more save no further work. */
const blockPoints = 256;

/** The values of a node at the points of a block, one row each; a single row when all have the same. */
interface Value {
  readonly node: Node;
  readonly level: Level;
  readonly size: number;
  readonly entries: Float64Array;
  readonly inputs: readonly Value[];
  readonly load: Load | null;
}

/**
 * A graph evaluated by the ops' own reference values, a block of points at a time, for places that forbid compiling:
 * slower than kernels, same values.
 */
class Interpreter {
  readonly block: number;
  private readonly values = new Map<Node, Value>();

  /** Throws LimitError when a single point takes too much memory, Error for an input nobody binds. */
  constructor(outputs: readonly Node[], binding: Binding) {
    const bound = boundInputs(binding);
    const order = reachable(outputs, (leaf) => bound.has(leaf));
    const numbers = order.reduce((total, { shape }) => total + sizeOf(shape), 0);
    if (numbers > limits.kernelMemory) throw new LimitError("kernelMemory", numbers);
    this.block = Math.max(1, Math.min(blockPoints, Math.floor(blockNumbers / numbers)));
    for (const node of order) {
      const load = bound.get(node) ?? null;
      const inputs = load ? [] : node.inputs.map((input) => this.of(input));
      const level = load
        ? levelOfLoad(load)
        : inputs.reduce<Level>((most, { level: own }) => max(most, own), 0);
      if (!load && node.op.name === "input") throw new Error(`input of node ${node.id} is not bound`);
      const size = sizeOf(node.shape);
      const entries = new Float64Array(level === 0 ? size : size * this.block);
      this.values.set(node, { node, level, size, entries, inputs, load });
    }
  }

  of(node: Node): Value {
    return this.values.get(node) as Value;
  }

  /** Evaluates one level for `rows` rows; inputs of it are taken from `source`, `stride` numbers a row. */
  run(level: Level, rows: number, source: (load: Load) => readonly [Float64Array, number, number]): void {
    for (const value of this.values.values()) {
      if (value.level !== level) continue;
      if (value.load) copy(value, rows, ...source(value.load));
      else if (value.node.op.elementwise) elementwise(value, rows, value.node.op.elementwise);
      else whole(value, rows);
    }
  }
}

function copy(value: Value, rows: number, from: Float64Array, start: number, stride: number): void {
  const { entries, size, load } = value;
  const slot = load?.slot ?? 0;
  for (let row = 0; row < rows; row++) {
    const at = start + row * stride + slot;
    for (let k = 0; k < size; k++) entries[row * size + k] = from[at + k] as number;
  }
}

function elementwise(value: Value, rows: number, op: Elementwise): void {
  const { node, inputs, size, entries } = value;
  const args: number[] = new Array(inputs.length).fill(0);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < size; k++) {
      for (let i = 0; i < inputs.length; i++) {
        const input = inputs[i] as Value;
        args[i] = input.entries[rowStart(input, row) + (input.node.shape.length === 0 ? 0 : k)] as number;
      }
      entries[row * size + k] = op.value(args, node.attribute);
    }
  }
}

/** Ops that take their inputs whole, row after row. */
function whole(value: Value, rows: number): void {
  const { node, inputs, size, entries } = value;
  for (let row = 0; row < rows; row++) {
    const args = inputs.map((input) => {
      const start = rowStart(input, row);
      return input.entries.subarray(start, start + input.size);
    });
    entries.set(node.op.evaluate(node, args), row * size);
  }
}

function rowStart(value: Value, row: number): number {
  return value.level === 0 ? 0 : row * value.size;
}

function max(a: Level, b: Level): Level {
  return a > b ? a : b;
}

/** As compilePointKernel, uncompiled. */
export function interpretPoints(outputs: readonly Node[], binding: Binding): PointKernel {
  const interpreter = new Interpreter(outputs, binding);
  const dimension = widthOf(binding.coordinates);
  const values = outputs.map((output) => interpreter.of(output));
  const total = widthOf(outputs);
  return (count, points, parameters, time, out) => {
    interpreter.run(0, 1, constants(parameters, time));
    for (let from = 0; from < count; from += interpreter.block) {
      const rows = Math.min(interpreter.block, count - from);
      interpreter.run(1, rows, () => [points, from * dimension, dimension]);
      for (let row = 0; row < rows; row++) {
        let to = (from + row) * total;
        for (const value of values) {
          const start = rowStart(value, row);
          for (let k = 0; k < value.size; k++) out[to + k] = value.entries[start + k] as number;
          to += value.size;
        }
      }
    }
  };
}

/** As compileProbeKernel, uncompiled. */
export function interpretProbes(output: Node, binding: Binding): ProbeKernel {
  const forEach = overProbes(output, binding);
  return (count, points, parameters, time, probes, probeEntries, stride, out) => {
    const [first, shifted, squares, total] = [0, 0, 0, 0].map(() => new Float64Array(count)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const given = { count, points, parameters, time, probes, probeEntries, stride };
    forEach(given, (i, j, value) => {
      if (j === 0) first[i] = value;
      const moved = value - (first[i] as number);
      total[i] = (total[i] as number) + value;
      shifted[i] = (shifted[i] as number) + moved;
      squares[i] = (squares[i] as number) + moved * moved;
    });
    for (let i = 0; i < count; i++) {
      const drift = shifted[i] as number;
      out[2 * i] = (total[i] as number) / probes;
      out[2 * i + 1] = (squares[i] as number) - (drift * drift) / probes;
    }
  };
}

/** As compileProbeSumKernel, uncompiled. */
export function interpretProbeSums(output: Node, binding: Binding): ProbeSumKernel {
  const forEach = overProbes(output, binding);
  return (count, points, parameters, time, probes, probeEntries, out) => {
    out.fill(0, 0, count);
    const given = { count, points, parameters, time, probes, probeEntries, stride: 0 };
    forEach(given, (i, _j, value) => {
      out[i] = (out[i] as number) + value;
    });
  };
}

interface ProbeArguments {
  readonly count: number;
  readonly points: Float64Array;
  readonly parameters: Float64Array;
  readonly time: number;
  readonly probes: number;
  readonly probeEntries: Float64Array;
  readonly stride: number;
}

/** Gives `take` the value of every point `i` and probe `j`; of one point in the order of the probes. */
function overProbes(output: Node, binding: Binding) {
  const interpreter = new Interpreter([output], binding);
  const dimension = widthOf(binding.coordinates);
  const entries = widthOf(binding.probes ?? []);
  const value = interpreter.of(output);
  return (given: ProbeArguments, take: (i: number, j: number, value: number) => void) => {
    const { count, points, parameters, time, probes, probeEntries, stride } = given;
    interpreter.run(0, 1, constants(parameters, time));
    for (let from = 0; from < count; from += interpreter.block) {
      const rows = Math.min(interpreter.block, count - from);
      interpreter.run(1, rows, () => [points, from * dimension, dimension]);
      for (let j = 0; j < probes; j++) {
        interpreter.run(2, rows, () => [probeEntries, from * stride + j * entries, stride]);
        for (let row = 0; row < rows; row++) {
          take(from + row, j, value.entries[rowStart(value, row)] as number);
        }
      }
    }
  };
}

function constants(parameters: Float64Array, time: number) {
  const now = Float64Array.of(time);
  return ({ from }: Load) => [from === "time" ? now : parameters, 0, 0] as const;
}

function widthOf(nodes: readonly Node[]): number {
  return nodes.reduce((total, { shape }) => total + sizeOf(shape), 0);
}
