import type { Node } from "../../graph/node.ts";
import { dependents, topological } from "../../graph/traverse.ts";
import { LimitError } from "../../limits.ts";
import { matmul, mul, neg, sumOf } from "../../ops/index.ts";
import type { LinearMap } from "../structure/linear-map.ts";
import { type Chain, chainsOf } from "./chains.ts";
import { type ChainTrace, traceOfChain } from "./trace.ts";

/** What the algebra of linear operators makes of a trace. */
export interface ClosedTrace {
  /** The terms with a closed form, as a graph of the point. */
  readonly closed: Node;
  readonly terms: readonly ChainTrace[];
  /** The part without one; null when all is closed. */
  readonly rest: LinearMap | null;
}

/** Terms of the outermost sum that are looked at one by one. */
const mostTerms = 64;

/**
 * The trace of a map term by term: it is linear, so each term of a sum (a residual, a scaling) is taken by itself. Null
 * when no term has a closed form.
 */
export function closedTrace(map: LinearMap, point: Node): ClosedTrace | null {
  const { tangent, output } = map;
  const { graph } = output;
  const varying = varyingWith(point);
  const isFixed = (node: Node) => !varying(node);
  const terms: ChainTrace[] = [];
  const rest: Node[] = [];
  for (const { node, negative } of summandsOf(output)) {
    const chains = chainsOf({ tangent, output: node });
    const traces = chains?.map((chain) =>
      attempt(() => traceOfChain(graph, tangent.shape[0] as number, chain, isFixed)),
    );
    if (!chains || !traces) {
      rest.push(negative ? neg(node) : node);
      continue;
    }
    traces.forEach((found, i) => {
      if (found) terms.push(negative ? { ...found, trace: neg(found.trace) } : found);
      else {
        const applied = applyChain(chains[i] as Chain, tangent);
        rest.push(negative ? neg(applied) : applied);
      }
    });
  }
  if (terms.length === 0 && rest.length > 0) return null;
  const closed = sumOf(
    graph,
    terms.map(({ trace }) => trace),
  );
  return { closed, terms, rest: rest.length > 0 ? { tangent, output: sumOf(graph, rest) } : null };
}

/** Whether a node depends on `point`; asked of many nodes of one graph. */
export function varyingWith(point: Node): (node: Node) => boolean {
  const known = new Map<Node, boolean>([[point, true]]);
  return (node) => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const order = topological([node]);
    const varying = dependents(order, [point]);
    for (const part of order) known.set(part, varying.has(part));
    return varying.has(node);
  };
}

function summandsOf(output: Node): { node: Node; negative: boolean }[] {
  const found: { node: Node; negative: boolean }[] = [];
  const stack = [{ node: output, negative: false }];
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { node, negative } = item;
    const [a, b] = node.inputs;
    const name = found.length + stack.length < mostTerms ? node.op.name : "";
    const isWhole = a?.shape.length === 1 && (b === undefined || b.shape.length === 1);
    if ((name === "add" || name === "sub") && isWhole && a && b) {
      stack.push({ node: b, negative: negative !== (name === "sub") }, { node: a, negative });
    } else if (name === "neg" && a) stack.push({ node: a, negative: !negative });
    else found.push(item);
  }
  return found;
}

function applyChain(chain: Chain, tangent: Node): Node {
  return chain.reduceRight(
    (vector, { kind, by }) => (kind === "matrix" ? matmul(by, vector) : mul(by, vector)),
    tangent,
  );
}

/** Null where a closed form would need matrices that are too large. */
function attempt(build: () => ChainTrace | null): ChainTrace | null {
  try {
    return build();
  } catch (error) {
    if (error instanceof LimitError) return null;
    throw error;
  }
}
