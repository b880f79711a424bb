import { binding, bindingOf, type Style } from "./binding.ts";
import { type Box, operator } from "./box.ts";
import type { MathTree, ProductOperator } from "./math-tree.ts";
import { partsOfName } from "./names.ts";

/** What stands between two factors: nothing where it reads well, a thin space around words, a dot before digits. */
export function joint(left: MathTree, right: MathTree, kind: ProductOperator, style: Style): Box {
  if (!isSideBySide(kind)) return operator(kind === "dot" ? "⋅" : "×");
  const bracketed = beginsWithBracket(right, style);
  if (!bracketed && beginsWithDigit(right)) return operator("⋅");
  if (kind === "explicit" && bracketed && isName(left)) return operator("⋅");
  const close = left.kind === "number" && !isWord(right);
  const space = !close && (isWord(left) || isWord(right) || (bracketed && left.kind === "symbol"));
  return { box: "times", space };
}

function beginsWithBracket(tree: MathTree, style: Style): boolean {
  if (tree.kind === "power") return tree.base.kind !== "call" && bindingOf(tree.base, style) < binding.atom;
  return bindingOf(tree, style) < binding.nabla;
}

export const isSideBySide = (kind: ProductOperator): boolean => kind === "implicit" || kind === "explicit";

const isName = (tree: MathTree): boolean =>
  tree.kind === "symbol" || tree.kind === "constant" || (tree.kind === "subscript" && isName(tree.base));

function beginsWithDigit(tree: MathTree): boolean {
  switch (tree.kind) {
    case "number":
      return true;
    case "product":
      return tree.factors[0] !== undefined && beginsWithDigit(tree.factors[0]);
    case "quotient":
      return beginsWithDigit(tree.numerator);
    case "power":
      return beginsWithDigit(tree.base);
    case "subscript":
      return beginsWithDigit(tree.base);
    default:
      return false;
  }
}

/** True for what needs air beside it: names of several letters, function calls, vectors. */
function isWord(tree: MathTree): boolean {
  switch (tree.kind) {
    case "symbol":
      return partsOfName(tree.name).base.length > 1;
    case "call":
    case "matrix":
    case "tuple":
    case "nabla":
    case "quotient":
      return true;
    case "power":
      return isWord(tree.base);
    case "subscript":
      return isWord(tree.base);
    default:
      return false;
  }
}
