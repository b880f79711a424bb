import { evaluate } from "../graph/evaluate.ts";
import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { checkSource } from "../language/check.ts";
import type { Program } from "../language/program.ts";
import type { Expression, SourceSyntax } from "../language/syntax.ts";

/** The program of a text that is expected to be sound. Throws with the diagnostics where it is not. */
export function soundProgram(source: string): Program {
  const program = checkSource(source);
  const errors = program.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(`${source}\n${errors.map(({ message }) => message).join("\n")}`);
  return program;
}

/** The entries of function `name` at `args`, by the reference evaluator; sliders at their values, time at `time`. */
export function valueAt(
  program: Program,
  name: string,
  args: readonly (number | readonly number[])[],
  time = 0,
): number[] {
  const fn = program.functions.find((candidate) => candidate.name === name);
  if (!fn) throw new Error(`no function ${name} in ${program.source}`);
  const bindings = new Map<Node, Float64Array>();
  const entries = args.flat();
  for (const input of fn.inputs)
    bindings.set(input, Float64Array.from(entries.splice(0, sizeOf(input.shape))));
  for (const { node, value } of program.parameters) bindings.set(node, Float64Array.of(value));
  if (program.time) bindings.set(program.time, Float64Array.of(time));
  return [...(evaluate([fn.output], bindings)[0] ?? [])];
}

/** A tree without its places, for comparing. */
export function withoutRanges(syntax: SourceSyntax | Expression): unknown {
  return JSON.parse(
    JSON.stringify(syntax, (key, value) => (/^(from|to|range|nameRange)$/.test(key) ? undefined : value)),
  );
}
