import type { Node } from "../graph/node.ts";
import { add, div, mul, sub } from "../ops/build.ts";
import { constantValue, type Operand } from "../ops/constant.ts";
import type { StraightLine } from "./lower.ts";

/** So many products within each other are taken apart: every pair of factors is made a node, for each of a long chain. */
const most = 6;

const isProduct = ({ op }: Node): boolean => op.name === "mul" || op.name === "div";

/**
 * The outputs with fewer products, sums and divisions, rounded in another order, so for shaders alone.
 *
 * What is divided by more than once is divided by once, and multiplied with: GLSL promises no more of a division (2.5
 * ulp, for divisors between 2⁻¹²⁶ and 2¹²⁶) than the product with the reciprocal gives. What has a common divisor or
 * factor is added before that: u/d + v/d is (u + v)·(1/d), and (c − p) + (d − q) with numbers c and d is (c + d) − (p + q).
 * A product of two that is worked out anyway is used in others: (x·r)·(2·x) is x²·(2·r) beside x².
 */
export function shaderProducts({ instructions, outputs }: StraightLine): Node[] {
  const ends = outputs.flat();
  // What is read once, by a product, may be taken apart in products; what is read once at all, in sums.
  const once = new Set<Node>();
  const shared = new Set(ends);
  const kept = new Set(ends);
  const divisors = new Set<Node>();
  const reciprocals = new Set<Node>();
  for (const node of instructions) {
    const { op, inputs } = node;
    for (const own of inputs) {
      if (!isProduct(node) || once.has(own)) kept.add(own);
      (once.has(own) ? shared : once).add(own);
    }
    const [, b] = inputs as [Node, Node];
    if (op.name === "div" && constantValue(b) === null) (divisors.has(b) ? reciprocals : divisors).add(b);
  }
  const made = new Map<Node, Node>();
  const now = (node: Node): Node => made.get(node) ?? node;
  const over = (divisor: Node): Node => div(1, now(divisor));

  const product = (whole: Node): Node | null => {
    const factors: Node[] = [];
    const open = [whole];
    for (const { op, inputs } of open) {
      inputs.forEach((own, k) => {
        if (k === 1 && op.name === "div") factors.push(over(own));
        else (isProduct(own) && !kept.has(own) && open.length < most ? open : factors).push(own);
      });
    }
    for (let j = 1; j < factors.length; j++) {
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

  const sum = (a: Node, b: Node): Node => {
    const [u, v] = [now(a), now(b)];
    if (a.op !== b.op || shared.has(a) || shared.has(b)) return add(u, v);
    const [[p, d], [q, e]] = [a.inputs, b.inputs] as [[Node, Node], [Node, Node]];
    if (a.op.name === "div" && d === e && reciprocals.has(d)) return mul(sum(p, q), over(d));
    if (a.op.name === "sub") {
      const [c, f] = [constantValue(p), constantValue(q)];
      if (c !== null && f !== null) return sub(c + f, sum(d, e));
    }
    const common = u.op.name === "mul" && v.op === u.op && u.inputs.find((own) => v.inputs.includes(own));
    if (!common) return add(u, v);
    const rest = ({ inputs }: Node) => inputs[inputs[0] === common ? 1 : 0] as Node;
    return mul(add(rest(u), rest(v)), common);
  };

  for (const node of instructions) {
    const { graph, op, inputs, attribute } = node;
    const [a, b] = inputs as [Node, Node];
    let better = op.name === "mul" ? product(node) : null;
    if (op.name === "add") better = sum(a, b);
    if (op.name === "div" && reciprocals.has(b)) better = mul(now(a), over(b));
    made.set(node, better ?? graph.make(op, inputs.map(now), attribute));
  }
  return ends.map(now);
}
