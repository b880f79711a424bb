import { ExternalTokenizer, type InputStream } from "@lezer/lr";
import { isDigit, isNamePart, type LineStart, nextLine } from "./layout.ts";
import { lineEnd, lineJoin, Name, Number as NumberToken, stepKeyword } from "./terms.generated.ts";

const newline = 10;
const dot = 46;
const underscore = 95;

interface Lookahead {
  readonly from: number;
  readonly to: number;
  readonly start: LineStart;
}

/** The last look ahead of each parse: a thousand comment lines in a row are read once, not a thousand times. */
const lookaheads = new WeakMap<InputStream, Lookahead>();

function lineAfter(input: InputStream): LineStart {
  const known = lookaheads.get(input);
  if (known && known.from <= input.pos && input.pos < known.to) return known.start;
  const { start, at } = nextLine((offset) => input.peek(offset), 1);
  lookaheads.set(input, { from: input.pos, to: input.pos + at, start });
  return start;
}

/**
 * A line break ends a definition, unless the definition cannot end there (inside brackets, after an operator) or
 * the next line goes on with it. A line at the margin that begins `name =` or `name(…) =` always ends it: while a
 * bracket is still missing, the definitions below keep their meaning.
 */
export const lineTokens = new ExternalTokenizer(
  (input, stack) => {
    if (input.next !== newline) return;
    const start = lineAfter(input);
    const ends = start === "definition" || (start !== "continuation" && stack.canShift(lineEnd));
    input.acceptToken(ends ? lineEnd : lineJoin, 1);
  },
  { contextual: true },
);

const stepWord = [..."step"].map((letter) => letter.charCodeAt(0));

/**
 * `step` is a function, too: it is the word of a slider only where a slider can have one and no bracket follows
 * at once.
 */
export const wordTokens = new ExternalTokenizer(
  (input, stack) => {
    if (stepWord.some((code, offset) => input.peek(offset) !== code) || isNamePart(input.peek(4))) return;
    const isCall = input.peek(4) === 40 && stack.canShift(Name);
    if (!isCall && stack.canShift(stepKeyword)) input.acceptToken(stepKeyword, 4);
  },
  { contextual: true },
);

/** Numbers as in Python: `1_000`, `.5`, `2.`, `1e-3`; the dots of `0..3` are left alone. */
export const numberTokens = new ExternalTokenizer((input) => {
  const start = input.next;
  if (!isDigit(start) && !(start === dot && isDigit(input.peek(1)))) return;
  let at = digitsFrom(input, 0);
  if (input.peek(at) === dot && input.peek(at + 1) !== dot) at = digitsFrom(input, at + 1);
  const letter = input.peek(at);
  if (letter === 101 || letter === 69) {
    const sign = input.peek(at + 1);
    const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
    if (isDigit(input.peek(digits))) at = digitsFrom(input, digits);
  }
  input.acceptToken(NumberToken, at);
});

function digitsFrom(input: InputStream, from: number): number {
  let at = from;
  while (
    isDigit(input.peek(at)) ||
    (input.peek(at) === underscore && at > from && isDigit(input.peek(at + 1)))
  )
    at += 1;
  return at;
}
