import { isNamePart, isSpace, nextLine } from "./layout.ts";
import type { Range } from "./syntax.ts";

const newline = 10;
const hash = 35;

/** After these a definition cannot end, so a line break means nothing. */
const wantsMore = new Set([..."+-−–*/@÷∕^<>=!≤≥≠·⋅∙×,:√∛∇Δ∆([∈"].map((c) => c.charCodeAt(0)));
const wantingWords = new Set(["where", "and", "or", "not", "in", "for"]);

/**
 * Splits a text with errors into stretches of one definition each, by the same rules as the parser's line breaks,
 * so that an error in one of them leaves the others as they are.
 */
export function regionsOf(source: string): Range[] {
  const regions: Range[] = [];
  const charAt = (at: number) => (at < source.length ? source.charCodeAt(at) : -1);
  let from = 0;
  let depth = 0;
  /** End of the last thing that is neither space nor comment. */
  let last = 0;
  const close = (next: number) => {
    if (last > from) regions.push({ from: from + leadingSpace(source, from), to: last });
    from = next;
    last = next;
    depth = 0;
  };
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === hash) {
      const end = source.indexOf("\n", at);
      if (last <= from) from = end < 0 ? source.length : end;
      at = (end < 0 ? source.length : end) - 1;
    } else if (code === newline) {
      const next = nextLine(charAt, at + 1);
      const open = depth > 0 || (last > from && isOpen(source, from, last));
      if (next.start === "definition" || (next.start === "other" && !open)) close(next.at);
      at = Math.max(at, next.at - 1);
    } else if (code === 59 && depth === 0) {
      close(at + 1);
    } else if (!isSpace(code)) {
      if (code === 40 || code === 91) depth += 1;
      else if (code === 41 || code === 93) depth = Math.max(0, depth - 1);
      last = at + 1;
    }
  }
  close(source.length);
  return regions;
}

function leadingSpace(source: string, from: number): number {
  let at = from;
  while (at < source.length && (isSpace(source.charCodeAt(at)) || source.charCodeAt(at) === newline)) at += 1;
  return at - from;
}

function isOpen(source: string, from: number, last: number): boolean {
  if (wantsMore.has(source.charCodeAt(last - 1))) return true;
  let start = last;
  while (start > from && last - start < 6 && isNamePart(source.charCodeAt(start - 1))) start -= 1;
  return wantingWords.has(source.slice(start, last));
}
