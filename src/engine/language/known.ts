import type { Node } from "../graph/node.ts";
import { knownEntries } from "../ops/index.ts";
import { Refusal } from "./context.ts";
import { count } from "./report.ts";

/** The value of a number that depends on no input, else null. */
export function knownNumber(node: Node): number | null {
  return node.shape.length === 0 ? (knownEntries(node)?.[0] ?? null) : null;
}

/** A number that must be known while building. Throws Refusal. */
export function requireNumber(name: string, node: Node): number {
  const value = knownNumber(node);
  if (value !== null) return value;
  throw new Refusal("type", `\`${name}\` needs a number that is known in advance.`, {
    hint: "sliders, arguments and time are not; write the number itself",
  });
}

/** Extents of an array. Throws Refusal for anything but whole numbers from 1 on. */
export function requireExtents(name: string, nodes: readonly Node[]): number[] {
  return nodes.map((node) => {
    const extent = requireNumber(name, node);
    if (Number.isInteger(extent) && extent >= 1) return extent;
    if (extent === Number.POSITIVE_INFINITY)
      throw new Refusal("too-large", `\`${name}\` cannot have infinitely many entries.`);
    throw new Refusal(
      "out-of-bounds",
      `\`${name}\` needs ${count(nodes.length, "whole number")} from 1 on, but this is ${extent}.`,
    );
  });
}
