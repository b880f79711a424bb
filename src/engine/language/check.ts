import { Context } from "./context.ts";
import { elaborateDefinitions } from "./definitions.ts";
import { distinctDefinitions, warnOfShadows } from "./duplicates.ts";
import { Elaborator } from "./elaborate.ts";
import { fieldOf, functionDefinition, reportNoField } from "./fields.ts";
import { canonicalName } from "./names.ts";
import { parameterOf, reportStraySlider, slidersIn } from "./parameters.ts";
import type { Field, FunctionDefinition, Program } from "./program.ts";
import { Report } from "./report.ts";
import { Scope } from "./scope.ts";
import { joined, needsOf, readTexts } from "./texts.ts";
import { arrayValue } from "./value.ts";

/**
 * Reads and checks a source text: names, order, sliders, shapes; every definition becomes a graph. Total: any
 * text gives a program, whole as far as it is sound, in bounded time and memory (`limits.ts`). What is wrong
 * stands in `diagnostics`, and an error in one definition leaves the others alone. `functions[].syntax` has
 * every call and every product as the language reads them.
 */
export function checkSource(source: string): Program {
  return checkTexts([source]);
}

/**
 * Checks texts that make one program, such as the code cells of a notebook: names are common to all, their order is
 * nothing to the meaning, and what is left open in one does not reach into the next. The program's `source` is `joined`
 * of them, and all ranges are in it.
 */
export function checkTexts(sources: readonly string[]): Program {
  const source = joined(sources);
  const report = new Report();
  const context = new Context(source, report);
  const elaborator = new Elaborator(context);
  const scope = new Scope(null);
  const { definitions: written, spans } = readTexts(sources, report);
  const definitions = distinctDefinitions(context, written, scope);
  warnOfShadows(context, definitions);
  for (const { name } of definitions.flatMap(({ parameters }) => parameters ?? [])) {
    context.argumentNames.add(canonicalName(name));
  }
  const sliders = slidersIn(context, definitions);
  const known = new Map(sliders.map(({ syntax, node }) => [syntax, arrayValue(node)]));
  const results = elaborateDefinitions(context, elaborator, definitions, scope, known);
  const parameters = sliders.map((slider) => parameterOf(context, elaborator, scope, slider));
  const functions: FunctionDefinition[] = [];
  const fields: Field[] = [];
  for (const result of results) {
    if (!known.has(result.syntax)) reportStraySlider(context, result.syntax);
    const definition = functionDefinition(context, result);
    if (!definition) continue;
    const { nameRange, name } = definition.syntax;
    const field = context.attempt(nameRange, name, () => fieldOf(definition), null);
    functions.push(field ?? definition);
    if (field) fields.push(field);
  }
  if (fields.length === 0) reportNoField(context, functions, results);
  const { graph, time } = context;
  const texts = needsOf(spans, definitions);
  return { source, texts, graph, diagnostics: report.diagnostics, parameters, functions, fields, time };
}
