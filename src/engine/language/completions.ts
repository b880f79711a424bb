import { builtins, constants } from "./builtins.ts";
import { isNamePart } from "./layout.ts";
import { canonicalName } from "./names.ts";
import { sliderNumber } from "./parameters.ts";
import { parseSource } from "./parse.ts";
import type { Program } from "./program.ts";
import { count } from "./report.ts";
import type { DefinitionSyntax } from "./syntax.ts";

export type CompletionKind =
  | "function"
  | "operator"
  | "constant"
  | "word"
  | "slider"
  | "field"
  | "value"
  | "argument";

/** Something that can be typed, for a list in an editor. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** As in `smoothstep(edge0, edge1, x)`; the label itself for what takes no arguments. */
  readonly signature: string;
  /** One line. */
  readonly description: string;
}

const words: readonly Completion[] = [
  {
    label: "where",
    kind: "word",
    signature: "… where u = …",
    description: "names used in one definition only",
  },
  { label: "in", kind: "word", signature: "a = 1 in [0, 3]", description: "the interval of a slider" },
  { label: "step", kind: "word", signature: "a = 1 step 0.1", description: "the step of a slider" },
  {
    label: "for",
    kind: "word",
    signature: "[x[i]^2 for i in 0..3]",
    description: "a vector, entry by entry",
  },
  { label: "and", kind: "word", signature: "a and b", description: "1 where both hold, else 0" },
  { label: "or", kind: "word", signature: "a or b", description: "1 where one of them holds, else 0" },
  { label: "not", kind: "word", signature: "not a", description: "1 where a does not hold, else 0" },
];

/** Everything that is there before anything is defined. */
export const builtinCompletions: readonly Completion[] = [
  ...[...builtins.values()].map(
    ({ name, kind, signature, description }): Completion => ({
      label: name,
      kind: kind === "differential" || kind === "linearisation" ? "operator" : "function",
      signature,
      description,
    }),
  ),
  ...[...constants.values()].map(
    ({ name, description }): Completion => ({ label: name, kind: "constant", signature: name, description }),
  ),
  { label: "t", kind: "constant", signature: "t", description: "time in seconds, unless it is defined" },
  ...words,
];

/**
 * What can stand at `position` of a program: the arguments and helpers of the definition around it, then the
 * names of the document, then the language's own. A name defined nearer hides the others.
 */
export function completionsAt(program: Program, position: number): Completion[] {
  const { definitions } = parseSource(program.source).syntax;
  const found = new Map<string, Completion>();
  const add = (completion: Completion) => {
    const key = canonicalName(completion.label);
    if (!found.has(key)) found.set(key, completion);
  };
  const here = around(definitions, position);
  if (here) {
    const helper = around(here.where, position);
    for (const definition of helper ? [helper, here] : [here]) {
      for (const { name } of definition.parameters ?? []) {
        add({
          label: name,
          kind: "argument",
          signature: name,
          description: `argument of ${definition.name}`,
        });
      }
    }
    for (const definition of here.where) add(completionOf(definition, null));
  }
  for (const definition of definitions) add(completionOf(definition, program));
  for (const completion of builtinCompletions) add(completion);
  return [...found.values()];
}

/** The definition that a position belongs to: the last that begins before it. */
function around(definitions: readonly DefinitionSyntax[], position: number): DefinitionSyntax | null {
  return definitions.findLast(({ from }) => from < position) ?? null;
}

function completionOf(definition: DefinitionSyntax, program: Program | null): Completion {
  const { name, parameters } = definition;
  const known = program?.functions.find((fn) => fn.syntax.nameRange.from === definition.nameRange.from);
  const names = known?.argumentNames ?? parameters?.map((parameter) => parameter.name);
  if (!names) {
    const value = program && sliderNumber(definition);
    if (value !== null)
      return { label: name, kind: "slider", signature: name, description: `slider, ${value}` };
    return { label: name, kind: "value", signature: name, description: "value" };
  }
  const isField = program?.fields.some((field) => field.name === name) ?? false;
  const size = known?.output.shape.reduce((total, extent) => total * extent, 1);
  return {
    label: name,
    kind: isField ? "field" : "function",
    signature: `${name}(${names.join(", ")})`,
    description:
      size === undefined ? "function" : `${isField ? "field" : "function"}, gives ${count(size, "number")}`,
  };
}

export interface SignatureHelp {
  readonly signature: string;
  readonly description: string;
  /** Position of the argument being typed, from 0. */
  readonly argument: number;
}

/** How far back an open bracket is looked for. */
const longestCall = 2_000;

/** The function whose brackets `position` is in, for a hint beside the cursor; null where there is none. */
export function signatureAt(program: Program, position: number): SignatureHelp | null {
  const { source } = program;
  let depth = 0;
  let argument = 0;
  for (let at = position - 1; at >= Math.max(0, position - longestCall); at--) {
    const letter = source[at];
    if (letter === ")" || letter === "]") depth += 1;
    else if (letter === "[") depth -= 1;
    else if (letter === "," && depth === 0) argument += 1;
    else if (letter === "(") {
      depth -= 1;
      if (depth < 0) {
        const name = nameBefore(source, at);
        const completion = name
          ? completionsAt(program, position).find(({ label }) => label === name)
          : undefined;
        if (!completion?.signature.includes("(")) return null;
        return { signature: completion.signature, description: completion.description, argument };
      }
    }
    if (depth < 0) return null;
  }
  return null;
}

function nameBefore(source: string, bracket: number): string {
  let from = bracket;
  while (from > 0 && isNamePart(source.charCodeAt(from - 1))) from -= 1;
  return source.slice(from, bracket);
}
