import type { Node } from "../graph/node.ts";
import { add, div, mul } from "../ops/build.ts";
import { constantValue, type Operand } from "../ops/constant.ts";
import type { StraightLine } from "./lower.ts";

/** Of longer products no more factors are looked at: every pair of them is made a node. */
const most = 6;

/**
 * The outputs with fewer products and divisions, rounded in another order, so for shaders alone.
 *
 * What is divided by more than once is divided by once, and multiplied with: GLSL promises no more of a division (2.5
 * ulp, for divisors between 2⁻¹²⁶ and 2¹²⁶) than the product with the reciprocal gives. Quotients of one divisor are
 * added before that. A product of two that is worked out anyway is used in others: (x·r)·(2·x) is x²·(2·r) beside x².
 */
export function shaderProducts({ instructions, outputs }: StraightLine): Node[] {
  const ends = outputs.flat();
  // Read by one product alone, or elsewhere, too: that is not taken apart.
  const inner = new Set<Node>();
  const kept = new Set(ends);
  const divisors = new Set<Node>();
  const shared = new Set<Node>();
  for (const { op, inputs } of instructions) {
    const isProduct = op.name === "mul" || op.name === "div";
    for (const own of inputs) (isProduct && !inner.has(own) ? inner : kept).add(own);
    const [, b] = inputs as [Node, Node];
    if (op.name === "div" && constantValue(b) === null) (divisors.has(b) ? shared : divisors).add(b);
  }
  const made = new Map<Node, Node>();
  const now = (node: Node): Node => made.get(node) ?? node;
  const over = (divisor: Node): Node => div(1, now(divisor));

  const product = (whole: Node): Node | null => {
    const factors: Node[] = [];
    const open = [whole];
    for (const { op, inputs } of open) {
      const [a, b] = inputs as [Node, Node];
      const isQuotient = op.name === "div";
      if (isQuotient) factors.push(over(b));
      for (const own of isQuotient ? [a] : inputs) {
        (kept.has(own) || (own.op.name !== "mul" && own.op.name !== "div") ? factors : open).push(own);
      }
    }
    for (let j = 1; j < Math.min(factors.length, most); j++) {
      for (let i = 0; i < j; i++) {
        const pair = mul(factors[i] as Node, factors[j] as Node);
        if (pair === whole || !kept.has(pair)) continue;
        const others = factors.filter((_, k) => k !== i && k !== j).map(now);
        return mul(
          now(pair),
          others.reduce<Operand>((u, v) => mul(u, v), 1),
        );
      }
    }
    return null;
  };
  const quotient = ({ op, inputs }: Node): Node | null => {
    const [a, b] = inputs as [Node, Node];
    if (op.name === "div") return shared.has(b) ? mul(now(a), over(b)) : null;
    const [u, d] = a.inputs as [Node, Node];
    const isSum = op.name === "add" && a.op.name === "div" && b.op === a.op;
    return isSum && shared.has(d) && d === b.inputs[1]
      ? mul(add(now(u), now(b.inputs[0] as Node)), over(d))
      : null;
  };

  for (const node of instructions) {
    const { graph, op, inputs, attribute } = node;
    const better = op.name === "mul" ? product(node) : quotient(node);
    if (better) made.set(node, better);
    else if (inputs.some((own) => made.has(own))) made.set(node, graph.make(op, inputs.map(now), attribute));
  }
  return ends.map(now);
}
