import { printGlsl } from "../engine/codegen/glsl.ts";
import { type PythonTarget, pythonTargets } from "../engine/codegen/python/expression.ts";
import { bindingOf } from "../engine/divergence/evaluator.ts";
import { divergenceNode } from "../engine/divergence/exact.ts";
import { planOf } from "../engine/divergence/plan.ts";
import { structuredNode } from "../engine/divergence/structured-node.ts";
import type { Field, Program } from "../engine/language/program.ts";
import type { PrintArguments } from "./arguments.ts";
import { badArgument } from "./failure.ts";
import { readSubject } from "./program.ts";
import { readSource } from "./source.ts";
import type { Streams } from "./streams.ts";

/** `deldot print`: a field or its divergence, written out on standard output. @returns the exit code */
export async function runPrint(asked: PrintArguments, streams: Streams): Promise<number> {
  const source = await readSource(asked.file, streams.stdin);
  const chosen = readSubject(source, asked.field, streams);
  if (!chosen) return 1;
  const { program, field } = chosen;
  const { target, what } = asked;
  const text = isPython(target)
    ? await pythonOf(program, field, target, asked, source.seed)
    : target === "glsl"
      ? glslOf(program, field, what)
      : await formulaOf(program, field, asked);
  await streams.stdout.write(`${text.trimEnd()}\n`);
  return 0;
}

function isPython(target: string): target is PythonTarget {
  return (pythonTargets as readonly string[]).includes(target);
}

async function pythonOf(
  program: Program,
  field: Field,
  target: PythonTarget,
  { what, method, probes, distribution, seed }: PrintArguments,
  sourceSeed: number,
): Promise<string> {
  const { printDivergenceProgram, printedField, printFieldProgram, printMethodProgram } = await import(
    "../engine/codegen/python/index.ts"
  );
  const printed = printedField(program, field);
  if (what === "field") return printFieldProgram(printed, target);
  const chosen = method === "auto" ? planOf(field).chosen.method : method;
  if (chosen === "structured" && planOf(field).structured.chosen.structure !== "fused") {
    const divergence = structuredNode(field, printed.inputs);
    return printDivergenceProgram({ ...printed, divergence }, target);
  }
  const choice = { probes, distribution, seed: seed ?? sourceSeed };
  // Where no structure helps, structured is forward mode.
  return printMethodProgram(printed, chosen === "structured" ? "jacobian-forward" : chosen, choice, target);
}

async function formulaOf(program: Program, field: Field, { target, what }: PrintArguments): Promise<string> {
  const { divergenceFormula, fieldFormula } = await import("../engine/formula/index.ts");
  const formula = (what === "field" ? fieldFormula : divergenceFormula)(program, field);
  return target === "latex" ? formula.latex : formula.mathml;
}

/** Components of the largest vector that GLSL has. */
const largestVector = 4;

/** A function `field` or `divergence` of the point, and above it which parameter is which uniform. */
function glslOf(program: Program, field: Field, what: PrintArguments["what"]): string {
  const { dimension, name } = field;
  if (dimension > largestVector) {
    throw badArgument(`--as glsl: ${name} has ${dimension} coordinates; GLSL has no vectors of more than 4`);
  }
  const output = what === "field" ? field.output : divergenceNode(field, "jacobian-forward");
  const notes = program.parameters.map(
    (parameter, index) => `// u_parameters[${index}]: ${parameter.name}\n`,
  );
  return notes.join("") + printGlsl([{ name: what, outputs: [output] }], bindingOf(program, field));
}
