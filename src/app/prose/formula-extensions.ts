import { escapeXml } from "../../engine/formula/mathml.ts";
import { bounds } from "./bounds.ts";
import { type Complaints, shortened } from "./complaints.ts";
import { type Extensions, interrupts } from "./interrupts.ts";
import { mathAt } from "./math-span.ts";
import { typeset } from "./typeset.ts";

/** Formulas in lines, and on lines of their own. */
export function formulaExtensions(complaints: Complaints): Extensions {
  let formulas = 0;
  let elements = 0;
  const set = (tex: string, display: boolean, raw: string): string => {
    formulas += 1;
    if (formulas > bounds.formulas || elements > bounds.formulaElements) {
      const problem = "There are too many formulas in this text: the last ones are shown as they were typed.";
      complaints.add(problem);
      return broken(raw, problem);
    }
    const result = typeset(tex, display);
    if (result.problem === null) {
      elements += result.elements;
      return result.mathml;
    }
    complaints.add(`${shortened(raw.trim())}: ${result.problem}`);
    return broken(raw.trim(), result.problem);
  };
  return [
    {
      name: "displayedMath",
      level: "block",
      start: interrupts,
      tokenizer(text) {
        const indent = /^ {0,3}/.exec(text)?.[0].length ?? 0;
        const span = mathAt(text, indent);
        const after = span?.display ? /^[ \t]*(?:\n|$)/.exec(text.slice(indent + span.length)) : null;
        if (!span || !after) return undefined;
        const raw = text.slice(0, indent + span.length + after[0].length);
        return { type: "displayedMath", raw, tex: span.tex };
      },
      renderer: ({ tex, raw }) => `<p>${set(tex, true, raw)}</p>\n`,
    },
    {
      name: "math",
      level: "inline",
      // Text ends before backslashes anyway.
      start(text) {
        const place = text.indexOf("$");
        return place < 0 ? undefined : place;
      },
      tokenizer(text) {
        const span = mathAt(text, 0);
        return span ? { type: "math", raw: text.slice(0, span.length), ...span } : undefined;
      },
      renderer: ({ tex, display, raw }) => set(tex, display, raw),
    },
  ];
}

/** A formula that cannot be set, as it was typed, with what is wrong. */
function broken(raw: string, problem: string): string {
  return `<code class="broken" title="${escapeXml(problem)}">${escapeXml(raw)}</code>`;
}
