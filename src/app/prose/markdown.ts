import { Marked } from "marked";
import { escapeXml } from "../../engine/formula/mathml.ts";
import { bounds } from "./bounds.ts";
import { Complaints } from "./complaints.ts";
import { formulaExtensions } from "./formula-extensions.ts";
import { withoutMath } from "./math-span.ts";
import { createRenderer } from "./renderer.ts";
import { tagExtensions } from "./tag-extensions.ts";
import { BoundedTokenizer, Reading, TooSlowError } from "./tokenizer.ts";

/** A text as HTML, and what of it could not be shown as it was meant, each in a sentence. */
export interface Html {
  readonly html: string;
  readonly problems: readonly string[];
}

/**
 * GitHub's Markdown with formulas. HTML in it is text, but for `<details>` with its `<summary>`, `<br>`, `<sub>`, `<sup>`
 * and `<kbd>`, all without attributes; comments are left out. Headings are one level lower: the first is the document's
 * title. Pictures are links to them, as nothing is fetched from elsewhere.
 */
export function markdownToHtml(source: string): Html {
  if (source.length > bounds.length)
    return asTyped(source, `has ${source.length} characters; up to ${bounds.length} are set`);
  const complaints = new Complaints();
  const reading = new Reading();
  const marked = new Marked({
    gfm: true,
    hooks: { emStrongMask: withoutMath },
    extensions: [...formulaExtensions(complaints), ...tagExtensions(reading)],
    renderer: createRenderer(complaints),
  });
  const options = { ...marked.defaults, tokenizer: new BoundedTokenizer(reading) };
  try {
    const html = marked.parser(marked.lexer(source, options), options);
    return { html, problems: complaints.all };
  } catch (error) {
    if (error instanceof TooSlowError) return asTyped(source, "would take too long to set");
    throw error;
  }
}

function asTyped(source: string, reason: string): Html {
  const problem = `This text ${reason}, so it is shown as it was typed.`;
  return { html: `<pre>${escapeXml(source)}</pre>`, problems: [problem] };
}
