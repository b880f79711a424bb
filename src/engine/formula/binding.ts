import type { MathTree } from "./math-tree.ts";

/** How tightly a tree holds together; a tree looser than its place asks for is put in brackets. */
export const binding = {
  definition: 0,
  relation: 10,
  cases: 15,
  sum: 20,
  slash: 25,
  product: 30,
  nabla: 35,
  prefix: 40,
  power: 50,
  atom: 60,
};

export interface Style {
  /** In an exponent or index: fractions are written with a slash. */
  readonly script: boolean;
}

export const onTheLine: Style = { script: false };
export const raised: Style = { script: true };

/** The binding of a tree where it is written in `style`. */
export function bindingOf(tree: MathTree, style: Style): number {
  switch (tree.kind) {
    case "number":
      if (tree.value < 0) return binding.sum;
      return /e/i.test(tree.text) ? binding.product : binding.atom;
    case "sum":
      return binding.sum;
    case "ellipsis":
      return tree.note === null ? binding.atom : binding.sum;
    case "product":
      return binding.product;
    case "quotient":
      return style.script ? binding.slash : binding.prefix;
    case "power":
      return binding.power;
    case "root":
    case "call":
      return binding.prefix;
    case "nabla":
      return binding.nabla;
    case "relation":
    case "not":
      return binding.relation;
    case "cases":
      return binding.cases;
    case "definition":
      return binding.definition;
    case "transpose":
      return binding.power;
    default:
      return binding.atom;
  }
}
