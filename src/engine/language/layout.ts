/** What the next line with something on it begins with; comment lines are passed over. */
export type LineStart =
  /** Nothing more comes. */
  | "nothing"
  /** `name =` or `name(…) =` at the margin: a new definition, whatever was left open before it. */
  | "definition"
  /** An operator, a closing bracket, a comma, or a word such as `where`: more of the same definition. */
  | "continuation"
  | "other";

export interface NextLine {
  readonly start: LineStart;
  /** Offset of its first character. */
  readonly at: number;
}

/** Words that no line can begin with unless it goes on with the line before. */
const continuingWords: ReadonlySet<string> = new Set(["where", "in", "and", "or", "for", "step"]);

/** Arguments given by name are written at the start of a line too, when a long call is broken up. */
const namedArguments: ReadonlySet<string> = new Set(["seed"]);

const continuingCharacters = new Set([..."+-−–*/@÷∕^<>=!≤≥≠·⋅∙×)],:….∈"].map((c) => c.charCodeAt(0)));

/** Longest head `name(…)` looked for, so that a look ahead stays cheap. */
const headLength = 1_000;

const newline = 10;
const hash = 35;

export function isSpace(code: number): boolean {
  return (
    code === 32 ||
    code === 9 ||
    code === 13 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x2060 ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The letters of `deldot.grammar`, with the halves of the mathematical letters U+1D400–1D7FF. */
export function isLetter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  return (
    code === 0xaa ||
    code === 0xb5 ||
    code === 0xba ||
    (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7) ||
    (code >= 0x370 && code <= 0x3ff && code !== 0x394) ||
    (code >= 0x400 && code <= 0x52f) ||
    (code >= 0x1e00 && code <= 0x1fff) ||
    code === 0x2102 ||
    code === 0x2113 ||
    code === 0x211d ||
    code === 0x2124 ||
    code === 0xd835 ||
    (code >= 0xdc00 && code <= 0xdfff)
  );
}

export function isNamePart(code: number): boolean {
  return isLetter(code) || isDigit(code) || (code >= 0x2080 && code <= 0x2089);
}

/**
 * Looks at the line after the line break just before offset `from`. `charAt` gives UTF-16 units and −1 past the
 * end.
 */
export function nextLine(charAt: (offset: number) => number, from: number): NextLine {
  let at = from;
  let margin = true;
  for (;;) {
    const code = charAt(at);
    if (code === hash) {
      while (charAt(at) !== newline && charAt(at) >= 0) at += 1;
    } else if (code === newline) {
      margin = true;
      at += 1;
    } else if (isSpace(code)) {
      margin = false;
      at += 1;
    } else {
      return { start: startOf(charAt, at, margin), at };
    }
  }
}

function startOf(charAt: (offset: number) => number, at: number, margin: boolean): LineStart {
  const code = charAt(at);
  if (code < 0) return "nothing";
  if (!isLetter(code)) {
    const decimal = code === 46 && isDigit(charAt(at + 1));
    return continuingCharacters.has(code) && !decimal ? "continuation" : "other";
  }
  let end = at;
  let word = "";
  while (isNamePart(charAt(end)) && end - at < headLength) {
    word += String.fromCharCode(charAt(end));
    end += 1;
  }
  if (isDefinition(charAt, end)) return margin && !namedArguments.has(word) ? "definition" : "other";
  return continuingWords.has(word) && !(word === "step" && charAt(end) === 40) ? "continuation" : "other";
}

/** Whether `=` follows the name, or its arguments in brackets. */
function isDefinition(charAt: (offset: number) => number, afterName: number): boolean {
  let at = skipSpace(charAt, afterName);
  if (charAt(at) === 40) {
    let depth = 0;
    do {
      const code = charAt(at);
      if (code < 0 || code === hash || at - afterName > headLength) return false;
      if (code === 40) depth += 1;
      if (code === 41) depth -= 1;
      at += 1;
    } while (depth > 0);
    at = skipSpace(charAt, at);
  }
  return charAt(at) === 61 && charAt(at + 1) !== 61;
}

function skipSpace(charAt: (offset: number) => number, from: number): number {
  let at = from;
  while (isSpace(charAt(at))) at += 1;
  return at;
}
