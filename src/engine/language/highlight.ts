import { styleTags, tags } from "@lezer/highlight";
import type { LRParser } from "@lezer/lr";
import { parser } from "./parser.generated.ts";

/**
 * The parser of the language for an editor: the one the engine reads with, with the kind of every token. It
 * recovers from errors, so that half-typed text keeps its colours.
 */
export const deldotParser: LRParser = parser.configure({
  props: [
    styleTags({
      Comment: tags.lineComment,
      Number: tags.number,
      Name: tags.variableName,
      "Call/Name": tags.function(tags.variableName),
      "Head/Name": tags.definition(tags.variableName),
      "Head/Call/Name": tags.definition(tags.function(tags.variableName)),
      "Head/Call/Arguments/Name Annotation/Name Comprehension/Name": tags.local(tags.variableName),
      "NamedArgument/Name": tags.propertyName,
      "Keyword LogicOperator": tags.keyword,
      "SumOperator ProductOperator PowerOperator Dot Cross Superscript": tags.arithmeticOperator,
      CompareOperator: tags.compareOperator,
      "RootSign NablaSign LaplaceSign": tags.operator,
      Equals: tags.definitionOperator,
      '":" "∈" Dots': tags.operator,
      '"(" ")"': tags.paren,
      '"[" "]"': tags.squareBracket,
      '"," ";"': tags.separator,
    }),
  ],
});

/** What a comment begins with and which brackets close themselves, for an editor. */
export const languageData = {
  commentTokens: { line: "#" },
  closeBrackets: { brackets: ["(", "["] },
} as const;

const indentUnit = 2;

/**
 * How far the line after `before` (the text up to the cursor) is indented: as far as the line above, one step
 * more inside a bracket opened there or after `=`, `where` or a comma at its end.
 */
export function indentationAfter(before: string): number {
  const line = before.slice(before.lastIndexOf("\n") + 1).replace(/#.*$/, "");
  const indent = line.length - line.trimStart().length;
  let depth = 0;
  for (const letter of line) {
    if (letter === "(" || letter === "[") depth += 1;
    if (letter === ")" || letter === "]") depth -= 1;
  }
  const goesOn = /(?:=|,|\bwhere)\s*$/.test(line) && indent === 0;
  return Math.max(0, indent + (depth > 0 || goesOn ? indentUnit : depth < 0 ? -indentUnit : 0));
}
