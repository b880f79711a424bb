import { printGlsl } from "../../engine/codegen/glsl.ts";
import { type PythonTarget, pythonTargets } from "../../engine/codegen/python/expression.ts";
import { bindingOf } from "../../engine/divergence/evaluator.ts";
import { divergenceNode } from "../../engine/divergence/exact.ts";
import type { Method } from "../../engine/divergence/method.ts";
import { planOf } from "../../engine/divergence/plan.ts";
import { structuredNode } from "../../engine/divergence/structured-node.ts";
import type { Field, Program } from "../../engine/language/program.ts";
import type { ProbeDistribution } from "../../engine/random/distributions.ts";

export type CodeTarget = PythonTarget | "glsl" | "latex" | "mathml";

/** What the page offers, as people call it. */
export const codeTargets: readonly { readonly value: CodeTarget; readonly label: string }[] = [
  { value: "jax", label: "JAX" },
  { value: "pytorch", label: "PyTorch" },
  { value: "numpy", label: "NumPy" },
  { value: "glsl", label: "GLSL" },
  { value: "latex", label: "LaTeX" },
];

/** How the divergence is computed by what is printed. Formulas and shaders have one form. */
export interface CodeSettings {
  readonly what: "field" | "divergence";
  /** auto, where it is absent: the cheapest exact one. */
  readonly method?: Method | "auto";
  readonly probes?: number;
  readonly distribution?: ProbeDistribution;
  readonly seed: number;
}

/** A field or its divergence, written out for elsewhere. Rejects with a sentence where the target has no way to say it. */
export async function printedCode(
  program: Program,
  field: Field,
  target: CodeTarget,
  settings: CodeSettings,
): Promise<string> {
  const text = isPython(target)
    ? await pythonOf(program, field, target, settings)
    : target === "glsl"
      ? glslOf(program, field, settings.what)
      : await formulaOf(program, field, target, settings);
  return `${text.trimEnd()}\n`;
}

/** Why a field cannot be written in a language. */
export class CodeError extends Error {}

function isPython(target: string): target is PythonTarget {
  return (pythonTargets as readonly string[]).includes(target);
}

async function pythonOf(
  program: Program,
  field: Field,
  target: PythonTarget,
  { what, method = "auto", probes = 1, distribution = "rademacher", seed }: CodeSettings,
): Promise<string> {
  const { printDivergenceProgram, printedField, printFieldProgram, printMethodProgram } = await import(
    "../../engine/codegen/python/index.ts"
  );
  const printed = printedField(program, field);
  if (what === "field") return printFieldProgram(printed, target);
  const chosen = method === "auto" ? planOf(field).chosen.method : method;
  if (chosen === "structured" && planOf(field).structured.chosen.structure !== "fused") {
    const divergence = structuredNode(field, printed.inputs);
    return printDivergenceProgram({ ...printed, divergence }, target);
  }
  const choice = { probes, distribution, seed };
  // Where no structure helps, structured is forward mode.
  return printMethodProgram(printed, chosen === "structured" ? "jacobian-forward" : chosen, choice, target);
}

async function formulaOf(
  program: Program,
  field: Field,
  target: "latex" | "mathml",
  { what }: CodeSettings,
): Promise<string> {
  const { divergenceFormula, fieldFormula } = await import("../../engine/formula/index.ts");
  const formula = (what === "field" ? fieldFormula : divergenceFormula)(program, field);
  return target === "latex" ? formula.latex : formula.mathml;
}

/** Components of the largest vector that GLSL has. */
const largestVector = 4;

/** A function `field` or `divergence` of the point, and above it which parameter is which uniform. */
function glslOf(program: Program, field: Field, what: CodeSettings["what"]): string {
  const { dimension, name } = field;
  if (dimension > largestVector) {
    throw new CodeError(`${name} has ${dimension} coordinates; GLSL has no vectors of more than 4`);
  }
  const output = what === "field" ? field.output : divergenceNode(field, "jacobian-forward");
  const notes = program.parameters.map(
    (parameter, index) => `// u_parameters[${index}]: ${parameter.name}\n`,
  );
  return notes.join("") + printGlsl([{ name: what, outputs: [output] }], bindingOf(program, field));
}
