import type { Node } from "../graph/node.ts";
import { constantValue } from "../ops/constant.ts";
import type { StraightLine } from "./lower.ts";

/** What is known of scalar nodes wherever a shader evaluates them. */
export interface Known {
  /** At least 0, or NaN. */
  notNegative(node: Node): boolean;
  /** More than 0, or NaN. */
  positive(node: Node): boolean;
  /** A number, and not infinite. */
  finite(node: Node): boolean;
}

/** Signs and sizes, followed from what is read through the instructions: what needs no guard in a shader. */
export function knownOf({ instructions, loads }: StraightLine): Known {
  const signs = new Set<Node>();
  const positives = new Set<Node>();
  // Bounds of magnitudes, as exponents of two; NaN where there is none.
  const sizes = new Map<Node, number>();
  const value = (node: Node) => constantValue(node) ?? Number.NaN;
  const notNegative = (node: Node) => signs.has(node) || value(node) >= 0;
  const positive = (node: Node) => positives.has(node) || value(node) > 0;
  const size = (node: Node) => sizes.get(node) ?? Math.log2(Math.abs(value(node)));
  // No view reaches further, and no clock; parameters are whatever was typed.
  for (const [node, { from }] of loads) if (from !== "parameter") sizes.set(node, 40);
  for (const node of instructions) {
    const { name } = node.op;
    const power = node.attribute as number;
    const [a, b] = node.inputs.map(size) as [number, number];
    const rules: Partial<Record<string, number>> = {
      add: Math.max(a, b) + 1,
      sub: Math.max(a, b) + 1,
      mul: a + b,
      neg: a,
      "integer-power": a * power,
      sin: 0 * a,
      cos: 0 * a,
    };
    const bound = rules[name] ?? Number.NaN;
    sizes.set(node, bound < 127 ? bound : Number.NaN);
    if (
      name === "add" || name === "mul"
        ? node.inputs.every(notNegative)
        : name === "exp" || (name === "integer-power" && power % 2 === 0)
    )
      signs.add(node);
    if (name === "add" && signs.has(node) && node.inputs.some(positive)) positives.add(node);
  }
  return { notNegative, positive, finite: (node) => size(node) < 127 };
}
