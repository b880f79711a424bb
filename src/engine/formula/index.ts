/**
 * Formulas: a field as its source was read, and its divergence as simplified from the graph, in MathML and
 * LaTeX.
 */
import { divergenceNode } from "../divergence/exact.ts";
import { canonicalName } from "../language/names.ts";
import { parseSource } from "../language/parse.ts";
import type { Field, FunctionDefinition, Program } from "../language/program.ts";
import { limits } from "../limits.ts";
import { fromGraph } from "./from-graph.ts";
import { fromDefinition } from "./from-syntax.ts";
import { toLatex } from "./latex.ts";
import { call, definition, type MathTree, symbol } from "./math-tree.ts";
import { toMathml } from "./mathml.ts";
import { shortened } from "./shorten.ts";
import { simplify } from "./simplify.ts";

export { toLatex } from "./latex.ts";
export type { MathTree } from "./math-tree.ts";
export { toMathml } from "./mathml.ts";
export { simplify, simplifyAll } from "./simplify.ts";

/** One formula, printed. `mathml` is a `<math display="block">` element; `latex` is math-mode text. */
export interface Formula {
  readonly tree: MathTree;
  readonly mathml: string;
  readonly latex: string;
}

function formulaOf(tree: MathTree): Formula {
  const shown = shortened(tree, limits.formulaTokens);
  return { tree: shown, mathml: toMathml(shown), latex: toLatex(shown) };
}

/** F(x, y) = …, where …: a definition as the language read it, with its own names and nothing worked out. */
export function functionFormula(program: Program, definition: FunctionDefinition): Formula {
  const own = namesOf(program);
  return formulaOf(fromDefinition(definition.syntax, { isOwn: (name) => own.has(name) }));
}

/** The formula of a field as it was read: implicit products, calls and helpers are seen for what they are. */
export function fieldFormula(program: Program, field: Field): Formula {
  return functionFormula(program, field);
}

/** F(x, y) = … worked out on its coordinates and simplified: what `E = -grad(phi)` comes to. */
export function expandedFormula(
  program: Program,
  { name, argumentNames, output }: FunctionDefinition,
): Formula {
  const left = call(
    canonicalName(name),
    argumentNames.map((argument) => symbol(canonicalName(argument))),
  );
  return fromOutput(program, left, simplify(output));
}

/** ∇·F = …, simplified. */
export function divergenceFormula(program: Program, field: Field): Formula {
  const left: MathTree = {
    kind: "nabla",
    operator: "divergence",
    operand: symbol(canonicalName(field.name)),
  };
  return fromOutput(program, left, simplify(divergenceNode(field, "jacobian-forward")));
}

function fromOutput(program: Program, left: MathTree, output: FunctionDefinition["output"]): Formula {
  const { tree, where } = fromGraph(output, namesOf(program));
  return formulaOf(definition(left, tree, where));
}

const ownNames = new WeakMap<Program, ReadonlySet<string>>();

/** Names the document gives a meaning. */
function namesOf(program: Program): ReadonlySet<string> {
  const known = ownNames.get(program);
  if (known) return known;
  const names = new Set(
    parseSource(program.source).syntax.definitions.map(({ name }) => canonicalName(name)),
  );
  for (const { name } of [...program.functions, ...program.parameters]) names.add(canonicalName(name));
  ownNames.set(program, names);
  return names;
}
