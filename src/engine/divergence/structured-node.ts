import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/traverse.ts";
import type { Field } from "../language/program.ts";
import { LimitError, limits } from "../limits.ts";
import { add, concatenate, literal, stack } from "../ops/index.ts";
import { planOf } from "./plan.ts";
import { type ProbeSum, quadraticForm, type TraceForm } from "./trace-form.ts";
import { vectorForm } from "./vector-form.ts";

/**
 * The structured divergence as one graph of the field's scalar inputs, or of its arguments as written, to be printed,
 * drawn or differentiated again. Throws LimitError when its passes written out are too many.
 */
export function structuredNode(field: Field, inputs: readonly Node[] = field.inputs): Node {
  const { point } = vectorForm(field);
  const trace = traceGraph(planOf(field).structured.chosen.form);
  const [only] = inputs;
  if (inputs.length === 1 && only === point) return trace;
  const replacement = inputs.every(({ shape }) => shape.length === 0)
    ? stack(trace.graph, inputs)
    : concatenate(trace.graph, inputs, point.shape);
  return substitute([trace], new Map([[point, replacement]]))[0] as Node;
}

/** A form of a trace as one graph of the point. Throws LimitError when its passes written out are too many. */
export function traceGraph(form: TraceForm): Node {
  return form.sums.reduce((total, sum) => add(total, unrolled(sum)), form.closed);
}

function unrolled({ map, count, probes }: ProbeSum): Node {
  const { tangent, output } = map;
  const width = tangent.shape[0] as number;
  if (count * width > limits.unrolledEntries) throw new LimitError("unrolledEntries", count * width);
  const form = quadraticForm(map);
  const values = Array.from({ length: count }, (_, j) => {
    const entries = probes?.slice(j * width, (j + 1) * width) ?? basisVector(width, j);
    return substitute([form], new Map([[tangent, literal(output.graph, tangent.shape, entries)]]))[0] as Node;
  });
  return values.reduce((total, value) => add(total, value));
}

function basisVector(width: number, j: number): Float64Array {
  const entries = new Float64Array(width);
  entries[j] = 1;
  return entries;
}
