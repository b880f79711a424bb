import { bounds } from "./bounds.ts";

/** A formula found in a text. */
export interface MathSpan {
  readonly tex: string;
  /** On lines of its own. */
  readonly display: boolean;
  /** Characters it takes in the text, its signs included. */
  readonly length: number;
}

const backslash = "\\";

/** Commands whose argument is text, in which `$` begins another formula. */
const textCommand = /\\(?:text|mbox|hbox)[a-z]*\s*\{/y;

/**
 * The formula that begins at this place of a text: `$…$`, `\(…\)`, and displayed `$$…$$` and `\[…\]`. Sums of money
 * are no formulas, by pandoc's rule: after a single `$` there is no space, nor before the one that closes, and no
 * digit after that.
 */
export function mathAt(text: string, at: number): MathSpan | null {
  if (text.startsWith("$$", at)) return delimited(text, at, "$$", "$$", true);
  if (text.startsWith("\\[", at)) return delimited(text, at, "\\[", "\\]", true);
  if (text.startsWith("\\(", at)) return delimited(text, at, "\\(", "\\)", false);
  if (text[at] !== "$" || /\s/.test(text[at + 1] ?? " ")) return null;
  const span = delimited(text, at, "$", "$", false);
  if (!span || /\s$/.test(span.tex) || /\d/.test(text[at + span.length] ?? "")) return null;
  return span;
}

function delimited(text: string, at: number, open: string, close: string, display: boolean): MathSpan | null {
  const start = at + open.length;
  // Longer ones are found as well, so that they are complained about instead of shown as text full of dollars.
  const last = Math.min(text.length, start + 2 * bounds.formulaLength);
  if (!text.slice(start, last).includes(close)) return null;
  for (let place = start; place < last; place += 1) {
    if (text.startsWith(close, place)) {
      const tex = text.slice(start, place);
      return tex.trim() ? { tex, display, length: place + close.length - at } : null;
    }
    // A blank line ends a paragraph, and with it what was begun there.
    if (text[place] === "\n" && /^\n[ \t]*\n/.test(text.slice(place, place + 20))) return null;
    if (text[place] !== backslash) continue;
    textCommand.lastIndex = place;
    const inner = textCommand.exec(text);
    const end = inner ? groupEnd(text, place + inner[0].length, last) : null;
    place = end ?? place + 1;
  }
  return null;
}

/** Where the group that has been opened closes; null where it does not. */
function groupEnd(text: string, from: number, last: number): number | null {
  let open = 1;
  for (let place = from; place < last; place += 1) {
    const sign = text[place];
    if (sign === backslash) place += 1;
    else if (sign === "{") open += 1;
    else if (sign === "}" && --open === 0) return place;
  }
  return null;
}

/** Text with its formulas blanked out, every other letter where it was: stars and underscores of TeX emphasise nothing. */
export function withoutMath(text: string): string {
  let masked = "";
  for (let place = 0; place < text.length; ) {
    const span = mathAt(text, place);
    if (span) masked += "a".repeat(span.length);
    const length = span?.length ?? plainLength(text, place);
    if (!span) masked += text.slice(place, place + length);
    place += length;
  }
  return masked;
}

/** How far to go on from a place where no formula begins: over a code span or an escaped sign as a whole. */
function plainLength(text: string, place: number): number {
  if (text[place] === backslash) return Math.min(2, text.length - place);
  if (text[place] !== "`") return 1;
  let ticks = 1;
  while (text[place + ticks] === "`") ticks += 1;
  const fence = "`".repeat(ticks);
  for (let end = text.indexOf(fence, place + ticks); end >= 0; ) {
    let run = ticks;
    while (text[end + run] === "`") run += 1;
    if (run === ticks) return end + ticks - place;
    end = text.indexOf(fence, end + run);
  }
  return ticks;
}
