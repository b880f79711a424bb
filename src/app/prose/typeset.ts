import katex from "katex";
import { bounds } from "./bounds.ts";
import { inAlphabet } from "./letters.ts";

/** A formula as MathML, or what is wrong with it in one sentence. */
export type Typeset =
  | { readonly mathml: string; readonly elements: number; readonly problem: null }
  | { readonly mathml: null; readonly problem: string };

/** Definitions could grow without bound, and would end with their formula anyway. */
const definitions =
  /\\(?:[egx]?def|let|futurelet|(?:re|provide)?newcommand|renewcommand|global|long)(?![a-zA-Z])/;

/** What KaTeX calls untrusted. */
const untrusted = /\\(?:href|url|includegraphics|html(?:Class|Id|Style|Data))(?![a-zA-Z])/;

const options = {
  // HTML from KaTeX stands on styles within attributes, which the page's policy forbids.
  output: "mathml",
  trust: false,
  strict: "ignore",
  /** In em: a formula stays within its text. */
  maxSize: 20,
  maxExpand: 500,
} as const;

/** TeX as MathML that browsers draw by themselves. */
export function typeset(tex: string, display: boolean): Typeset {
  const problem = unusable(tex);
  if (problem) return { mathml: null, problem };
  try {
    const { text, depth, elements } = measured(
      withLetters(withoutSource(katex.renderToString(tex, { ...options, displayMode: display }))),
    );
    return depth > bounds.formulaDepth
      ? { mathml: null, problem: "This formula is nested too deeply to be set." }
      : { mathml: text, elements, problem: null };
  } catch (error) {
    if (error instanceof katex.ParseError) return { mathml: null, problem: sentenceOf(error) };
    return { mathml: null, problem: "This formula is nested too deeply to be set." };
  }
}

function unusable(tex: string): string | null {
  if (tex.length > bounds.formulaLength)
    return `This formula has ${tex.length} characters; at most ${bounds.formulaLength} are set.`;
  const defined = definitions.exec(tex)?.[0];
  if (defined) return `${defined} is not available here: write out what it stands for.`;
  const refused = untrusted.exec(tex)?.[0];
  return refused ? `${refused} is not available in formulas.` : null;
}

/** KaTeX's complaint in plain words, where there are any. */
function sentenceOf({ rawMessage, position }: InstanceType<typeof katex.ParseError>): string {
  const at = position === undefined ? "" : ` at character ${position + 1} of the formula`;
  const unknown = /^Undefined control sequence: (\S+)/.exec(rawMessage)?.[1];
  if (unknown) return `There is no TeX command ${unknown}${at}.`;
  if (/^(?:Unexpected end of input|Expected .*, got 'EOF')/.test(rawMessage)) {
    const missing = /[Ee]xpected '([^']+)'/.exec(rawMessage)?.[1];
    return missing ? `The formula ends before its ${missing}.` : "The formula ends too early.";
  }
  const stray = /^Expected 'EOF', got '([^']+)'/.exec(rawMessage)?.[1];
  if (stray) return `${stray} has no meaning${at}.`;
  return `${rawMessage.replace(/\.$/, "")}${at}.`;
}

/** The formula alone: without the span around it and the TeX that KaTeX keeps beside it. */
function withoutSource(html: string): string {
  return html
    .replace(/^<span class="katex">|<\/span>$/g, "")
    .replace(/ xmlns="[^"]*"/, "")
    .replace("<semantics>", "")
    .replace(/<annotation [\s\S]*?<\/annotation><\/semantics>/, "");
}

/** Letters in the alphabets that the attribute names; upright ones keep it, as browsers know that one. */
function withLetters(mathml: string): string {
  return mathml.replace(
    /<(m[ion]|mtext)([^>]*?) mathvariant="(?!normal")([^"]+)"([^>]*)>([^<]*)</g,
    (_all, tag: string, before: string, variant: string, after: string, text: string) => {
      const letters = text.replace(/&[^;]*;|[^&]+/g, (part) =>
        part.startsWith("&") ? part : inAlphabet(part, variant),
      );
      return `<${tag}${before}${after}>${letters}<`;
    },
  );
}

/** How many elements there are, and how deep within one another. */
function measured(mathml: string): { text: string; depth: number; elements: number } {
  let depth = 0;
  let open = 0;
  let elements = 0;
  for (const [tag] of mathml.matchAll(/<[^>]*>/g)) {
    if (tag.startsWith("</")) open -= 1;
    else {
      elements += 1;
      if (!tag.endsWith("/>")) open += 1;
    }
    depth = Math.max(depth, open);
  }
  return { text: mathml, depth, elements };
}
