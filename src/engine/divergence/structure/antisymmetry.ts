import { transpose } from "../../autodiff/vjp.ts";
import { scalarEntries } from "../../formula/entries.ts";
import { simplifyAll } from "../../formula/simplify.ts";
import { evaluate } from "../../graph/evaluate.ts";
import type { Node } from "../../graph/node.ts";
import { sizeOf } from "../../graph/shape.ts";
import { substitute, topological } from "../../graph/traverse.ts";
import { limits } from "../../limits.ts";
import { add, constant, input, inputAttribute, isConstant, stack } from "../../ops/index.ts";
import { dependenceOf, unlessTooLarge } from "./dependence.ts";
import { eachSource } from "./entry-graph.ts";
import type { LinearMap } from "./linear-map.ts";
import { type Pattern, patternOfRows } from "./pattern.ts";

type Pair = readonly [Node, Node];

/**
 * The pattern without the pairs i ≠ j for which J_ij + J_ji is zero by its formula: of one colour, they cancel in
 * Σ_i (J·1_C)_i, so the trace needs no two colours for them. Each row of J is one scalar graph, its entries are found
 * by one transposition and the sums simplified. The pattern comes back as it is when that would be too much
 * (`limits.cancellationSteps`), or nothing cancels.
 */
export function dropAntisymmetric(map: LinearMap, pattern: Pattern): Pattern {
  const pairs = pairsOf(pattern);
  if (!pairs || pairs.length === 0) return pattern;
  const rows = areFewEntries(map) ? unlessTooLarge(() => rowsOf(map, pattern)) : null;
  if (!rows) return pattern;
  const zero = constant(map.output.graph, 0);
  const entries = pairs.map(([i, j]): Pair => [rows[i]?.[j] ?? zero, rows[j]?.[i] ?? zero]);
  const mayCancel = thatMayCancel(entries);
  const candidates = pairs.filter((_, k) => mayCancel[k]);
  const sums = simplifyAll(entries.filter((_, k) => mayCancel[k]).map(([a, b]) => add(a, b)));
  const dropped = new Set<number>();
  candidates.forEach(([i, j], k) => {
    if (!isConstant(sums[k] as Node, 0)) return;
    dropped.add(i * pattern.n + j).add(j * pattern.n + i);
  });
  if (dropped.size === 0) return pattern;
  return patternOfRows(pattern.rows.map((row, i) => row.filter((j) => !dropped.has(i * pattern.n + j))));
}

/** i < j where J_ij or J_ji may be other than zero; null when they are too many to try. */
function pairsOf({ n, rows, nonzeros }: Pattern): [number, number][] | null {
  if (nonzeros > limits.cancellationSteps) return null;
  const pairs = new Map<number, [number, number]>();
  rows.forEach((row, i) => {
    for (const j of row) if (i !== j) pairs.set(Math.min(i, j) * n + Math.max(i, j), i < j ? [i, j] : [j, i]);
  });
  return [...pairs.values()];
}

/**
 * Which pairs are opposite numbers at some one point, or no numbers there: no others are worth simplifying. It decides
 * nothing: what cancels at a point is dropped only if its formula is zero.
 */
function thatMayCancel(entries: readonly Pair[]): boolean[] {
  const bindings = new Map<Node, Float64Array>();
  for (const node of topological(entries.flat())) {
    if (!inputAttribute(node)) continue;
    const values = Float64Array.from(
      { length: sizeOf(node.shape) },
      (_, k) => 0.1 + (((node.id + k + 1) * 0.618034) % 0.8),
    );
    bindings.set(node, values);
  }
  const values = evaluate(entries.flat(), bindings).map(([value]) => value as number);
  return entries.map((_, k) => {
    const [a, b] = [values[2 * k] as number, values[2 * k + 1] as number];
    return !(Math.abs(a + b) > 1e-9 * (Math.abs(a) + Math.abs(b)));
  });
}

/** Whether the rows of J, each followed by itself, take no more than `limits.cancellationSteps` entries. */
function areFewEntries(map: LinearMap): boolean {
  const graph = dependenceOf(map)?.graph;
  const first = graph?.starts.get(map.output);
  if (!graph || first === undefined) return false;
  const lastSeen = new Int32Array(graph.size).fill(-1);
  let steps = 0;
  for (let row = first; row < graph.size && steps <= limits.cancellationSteps; row++) {
    const pending = [row];
    for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
      eachSource(graph, entry, (source) => {
        steps += 1;
        if (lastSeen[source] === row || steps > limits.cancellationSteps) return;
        lastSeen[source] = row;
        pending.push(source);
      });
    }
  }
  return steps <= limits.cancellationSteps;
}

/** J as scalar graphs; null is zero. Null when there are too many entries. Throws LimitError. */
function rowsOf({ tangent, output }: LinearMap, { n }: Pattern): (Node | null)[][] | null {
  const { graph } = output;
  const tangents = Array.from({ length: n }, () => input(graph, "tangent", "z", graph.nextSerial()));
  const [written] = substitute([output], new Map([[tangent, stack(graph, tangents)]]));
  const [entries] = scalarEntries([written as Node]) ?? [];
  const one = constant(graph, 1);
  return entries ? entries.map((entry) => transpose([entry], tangents, [one])) : null;
}
