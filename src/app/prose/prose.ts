import { arrangeFormulas, boxTables, keepStops } from "./arrange.ts";
import { markdownToHtml } from "./markdown.ts";
import { sanitise } from "./sanitise.ts";
import { spaceOperators } from "./spacing.ts";

/** A text set. */
export interface Prose {
  /** Safe to stand anywhere on the page. */
  readonly nodes: readonly Node[];
  /** What could not be shown as it was meant, each in one sentence. */
  readonly problems: readonly string[];
}

/**
 * Markdown with TeX as nodes of the page. Any text is answered, in bounded time: what is broken or not allowed is shown
 * as it was typed.
 */
export function renderProse(source: string): Prose {
  const { html, problems } = markdownToHtml(source);
  const fragment = sanitise(html);
  arrangeFormulas(fragment);
  spaceOperators(fragment);
  boxTables(fragment);
  keepStops(fragment);
  return { nodes: [...fragment.childNodes], problems };
}
