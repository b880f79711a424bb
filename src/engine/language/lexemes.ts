import { isNamePart } from "./layout.ts";
import type { Range } from "./syntax.ts";

export type LexemeKind =
  | "number"
  | "name"
  | "word"
  | "sign"
  | "operator"
  | "prefix"
  | "raised"
  | "open"
  | "close"
  | "comma"
  | "colon"
  | "dots"
  | "equals"
  | "unknown";

/** A piece of a broken definition, for finding words for what is wrong with it. */
export interface Lexeme extends Range {
  readonly kind: LexemeKind;
  readonly text: string;
}

const patterns: readonly (readonly [LexemeKind, string])[] = [
  ["number", String.raw`(?:\d[\d_]*(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?`],
  ["name", String.raw`(?!Δ)[\p{L}_](?:(?!Δ)[\p{L}_0-9₀-₉])*`],
  ["raised", "[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"],
  ["operator", String.raw`\*\*|[<>=!]=|[*/@÷∕·⋅∙×^<>≤≥≠]`],
  ["sign", "[-+−–]"],
  ["prefix", "[√∛∇Δ∆]"],
  ["dots", String.raw`\.\.|…`],
  ["equals", "="],
  ["open", String.raw`[(\[]`],
  ["close", String.raw`[)\]]`],
  ["comma", ","],
  ["colon", "[:∈]"],
  ["unknown", String.raw`[^\s\u200b\u2060]`],
];

const lexemePattern = new RegExp(`#[^\\n]*|${patterns.map(([, pattern]) => `(${pattern})`).join("|")}`, "gu");

const words = new Set(["where", "in", "and", "or", "not", "for"]);

export function lexemesOf(source: string, { from, to }: Range): Lexeme[] {
  const lexemes: Lexeme[] = [];
  for (const match of source.slice(from, to).matchAll(lexemePattern)) {
    const position = patterns.findIndex((_, group) => match[group + 1] !== undefined);
    const pattern = patterns[position];
    if (!pattern) continue;
    const [text] = match;
    const kind = pattern[0] === "name" ? kindOfName(text) : pattern[0];
    lexemes.push({ kind, text, from: from + match.index, to: from + match.index + text.length });
  }
  return lexemes;
}

/** Letters of scripts that names are not made of are unknown. */
function kindOfName(text: string): LexemeKind {
  for (let i = 0; i < text.length; i++) if (!isNamePart(text.charCodeAt(i))) return "unknown";
  return words.has(text) ? "word" : "name";
}
