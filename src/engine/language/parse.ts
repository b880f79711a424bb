import type { Tree } from "@lezer/common";
import { limits } from "../limits.ts";
import { complain } from "./complaint.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type Lexeme, lexemesOf } from "./lexemes.ts";
import { parser } from "./parser.generated.ts";
import { readDefinition } from "./read-definition.ts";
import { missing, type TreeSource } from "./read-expression.ts";
import { regionsOf } from "./regions.ts";
import { Report } from "./report.ts";
import type { DefinitionSyntax, ParameterSyntax, Range, SourceSyntax } from "./syntax.ts";

export interface ParseResult {
  readonly syntax: SourceSyntax;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a source text. Total: any text gives a tree. A definition that cannot be read keeps its name and
 * arguments and has a `missing` body; the others are not touched by its errors.
 */
export function parseSource(source: string): ParseResult {
  const report = new Report();
  return { syntax: readSource(source, report), diagnostics: report.diagnostics };
}

/** `parseSource` into a report that the caller goes on with. */
export function readSource(source: string, report: Report): SourceSyntax {
  if (source.length > limits.sourceLength) {
    const message = `This text has ${source.length} characters; at most ${limits.sourceLength} are read.`;
    report.add("too-large", { from: 0, to: source.length }, message);
    return { definitions: [] };
  }
  const whole = { from: 0, to: source.length };
  const parsed = parseStrictly(source);
  if (typeof parsed !== "number") return { definitions: readTree(parsed, source, whole, report) };
  const definitions: DefinitionSyntax[] = [];
  for (const region of regionsOf(source)) definitions.push(...readRegion(source, region, report));
  return { definitions };
}

function readRegion(source: string, region: Range, report: Report): DefinitionSyntax[] {
  const parsed = parseStrictly(source.slice(region.from, region.to));
  if (typeof parsed !== "number") return readTree(parsed, source, region, report);
  complain(source, region, region.from + parsed, report);
  const definition = outline(lexemesOf(source, region));
  return definition ? [definition] : [];
}

/** Recovery from errors is for the editor: here it would cost seconds on hostile text and tell nothing. */
const strictParser = parser.configure({ strict: true });

/** The tree of a text without errors, else the offset at which the grammar gave up. */
function parseStrictly(text: string): Tree | number {
  const tooDeep = bracketsTooDeep(text);
  if (tooDeep !== null) return tooDeep;
  const parse = strictParser.startParse(text);
  try {
    for (;;) {
      const tree = parse.advance();
      if (tree) return errorIn(tree) ?? tree;
    }
  } catch (error) {
    if (error instanceof SyntaxError) return parse.parsedPos;
    throw error;
  }
}

function readTree(tree: Tree, source: string, region: Range, report: Report): DefinitionSyntax[] {
  const definitions: DefinitionSyntax[] = [];
  const treeSource: TreeSource = { source, offset: region.from, grievances: [] };
  const tooDeep = statementsTooDeep(tree);
  const cursor = tree.cursor();
  if (!cursor.firstChild()) return definitions;
  do {
    if (cursor.name !== "Statement") continue;
    const range = { from: cursor.from + region.from, to: cursor.to + region.from };
    if (tooDeep.has(cursor.from)) {
      const message = `This definition is nested deeper than the limit of ${limits.depth}.`;
      report.add("too-large", range, message, { hint: "give a part of it a name of its own" });
      const definition = outline(lexemesOf(source, range));
      if (definition) definitions.push(definition);
    } else {
      const definition = readDefinition(cursor, treeSource, report);
      if (definition) definitions.push(definition);
    }
  } while (cursor.nextSibling());
  return definitions;
}

/** Where brackets are nested deeper than `limits.depth`; the parser would only notice much later. */
function bracketsTooDeep(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91) depth += 1;
    else if (code === 41 || code === 93) depth -= 1;
    if (depth > limits.depth) return at;
  }
  return null;
}

/** The parser cuts trees thousands of levels deep short, without complaint: where it did first, or null. */
function errorIn(tree: Tree): number | null {
  let at: number | null = null;
  tree.iterate({
    enter(node) {
      if (at === null && node.type.isError) at = node.from;
      return at === null;
    },
  });
  return at;
}

/** Starts of the statements with more nested expressions than `limits.depth`; found without recursion. */
function statementsTooDeep(tree: Tree): Set<number> {
  const tooDeep = new Set<number>();
  let statement = 0;
  let depth = 0;
  tree.iterate({
    enter({ name, from }) {
      if (name === "Statement") statement = from;
      else if (nests(name)) depth += 1;
      if (depth > limits.depth) tooDeep.add(statement);
    },
    leave({ name }) {
      if (nests(name)) depth -= 1;
    },
  });
  return tooDeep;
}

function nests(name: string): boolean {
  switch (name) {
    case "Source":
    case "Statement":
    case "Head":
    case "Arguments":
    case "Subscripts":
    case "At":
    case "Slice":
    case "Where":
    case "Helper":
    case "Interval":
    case "Step":
    case "NamedArgument":
      return false;
    default:
      return true;
  }
}

/** Name and arguments of a definition that could not be read, so that what uses it is not called wrong as well. */
function outline(lexemes: readonly Lexeme[]): DefinitionSyntax | null {
  const [name, next] = lexemes;
  if (name?.kind !== "name" || !lexemes.some(({ kind }) => kind === "equals")) return null;
  const end = lexemes.at(-1)?.to ?? name.to;
  return {
    from: name.from,
    to: end,
    name: name.text,
    nameRange: { from: name.from, to: name.to },
    parameters: next?.text === "(" ? parametersIn(lexemes) : null,
    body: missing(end, end),
    where: helpersIn(lexemes),
    interval: null,
    step: null,
  };
}

function parametersIn(lexemes: readonly Lexeme[]): ParameterSyntax[] {
  const parameters: ParameterSyntax[] = [];
  for (const [position, { kind, text, from, to }] of lexemes.entries()) {
    const before = lexemes[position - 1];
    if (position > 1 && (kind === "close" || kind === "equals")) break;
    const isName = kind === "name" && (before?.kind === "open" || before?.kind === "comma");
    if (isName) parameters.push({ name: text, dimensions: null, from, to });
  }
  return parameters;
}

function helpersIn(lexemes: readonly Lexeme[]): DefinitionSyntax[] {
  const helpers: DefinitionSyntax[] = [];
  const where = lexemes.findIndex(({ text }) => text === "where");
  if (where < 0) return helpers;
  for (const [position, lexeme] of lexemes.entries()) {
    const before = lexemes[position - 1];
    if (position <= where || lexeme.kind !== "name" || (before?.text !== "where" && before?.kind !== "comma"))
      continue;
    const { from, to, text } = lexeme;
    const rest = { parameters: null, body: missing(to, to), where: [], interval: null, step: null };
    helpers.push({ from, to, name: text, nameRange: { from, to }, ...rest });
  }
  return helpers;
}
