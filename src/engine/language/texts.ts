import { limits } from "../limits.ts";
import { usedNames } from "./dependencies.ts";
import { canonicalName, componentOf } from "./names.ts";
import { readSource } from "./parse.ts";
import type { ProgramText } from "./program.ts";
import { Report } from "./report.ts";
import type { DefinitionSyntax, Range } from "./syntax.ts";

/** Texts as one, with a line break between. */
export function joined(sources: readonly string[]): string {
  return sources.join("\n");
}

export interface ReadTexts {
  readonly definitions: readonly DefinitionSyntax[];
  /** Where each text stands in the joined one. */
  readonly spans: readonly Range[];
}

/** Reads each text by itself, so that one with an error leaves the others as they are; all ranges are in the joined one. */
export function readTexts(sources: readonly string[], report: Report): ReadTexts {
  const definitions: DefinitionSyntax[] = [];
  const spans: Range[] = [];
  let from = 0;
  for (const source of sources) {
    const to = from + source.length;
    spans.push({ from, to });
    if (from === 0) definitions.push(...readSource(source, report).definitions);
    else if (to <= limits.sourceLength) definitions.push(...readLater(source, from, report));
    else report.add("too-large", { from, to }, `At most ${limits.sourceLength} characters are read in all.`);
    from = to + 1;
  }
  return { definitions, spans };
}

function readLater(source: string, offset: number, report: Report): readonly DefinitionSyntax[] {
  const own = new Report();
  const { definitions } = readSource(source, own);
  for (const diagnostic of own.diagnostics) {
    const { code, message, ...remark } = shifted(diagnostic, offset);
    report.add(code, remark, message, remark);
  }
  return shifted(definitions, offset);
}

/** The same with every range further on. Syntax is plain objects, at most as deep as `limits.depth` allows. */
function shifted<Value>(value: Value, offset: number): Value {
  if (Array.isArray(value)) return value.map((item) => shifted(item, offset)) as Value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [
    key,
    (key === "from" || key === "to") && typeof part === "number" ? part + offset : shifted(part, offset),
  ]);
  return Object.fromEntries(entries) as Value;
}

/** The texts with what each needs of the others. `definitions`: of all texts, distinct. */
export function needsOf(spans: readonly Range[], definitions: readonly DefinitionSyntax[]): ProgramText[] {
  if (spans.length === 1) return spans.map((span) => ({ ...span, needs: [] }));
  const textOf = ({ from }: Range) => spans.findLastIndex((span) => span.from <= from);
  const homes = new Map(
    definitions.map((definition) => [canonicalName(definition.name), textOf(definition)]),
  );
  const needs = spans.map(() => new Set<number>());
  for (const definition of definitions) {
    const own = textOf(definition);
    for (const name of usedNames(definition)) {
      const home = homes.get(name) ?? homes.get(componentOf(name)?.base ?? "");
      if (home !== undefined && home !== own) needs[own]?.add(home);
    }
  }
  return spans.map((span, at) => ({ ...span, needs: [...(needs[at] ?? [])].sort((a, b) => a - b) }));
}
