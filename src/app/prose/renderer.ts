import type { MarkedExtension } from "marked";
import { escapeXml } from "../../engine/formula/mathml.ts";
import { type Complaints, shortened } from "./complaints.ts";
import { linkTarget } from "./link-target.ts";

/** How tokens become HTML, where it is not as usual: see `markdownToHtml`. */
export function createRenderer(complaints: Complaints): NonNullable<MarkedExtension["renderer"]> {
  // Links hold no links; the pictures in them do not become some.
  let inLink = false;
  /** A link where there may be one, and else its words alone. */
  const link = (address: string, title: string | null | undefined, content: string): string => {
    const target = linkTarget(address.replaceAll("&amp;", "&"));
    if (!target) {
      complaints.add(
        `A link to “${shortened(address)}” was left out: links lead to web pages, e-mail and files beside this one.`,
      );
      return content;
    }
    const hint = title ? ` title="${escapeXml(title)}"` : "";
    const window = target.elsewhere ? ' target="_blank" rel="noopener noreferrer"' : "";
    return `<a href="${escapeXml(target.href)}"${hint}${window}>${content}</a>`;
  };
  return {
    heading({ tokens, depth }) {
      const level = Math.min(depth + 1, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    code: ({ text }) => `<pre><code>${escapeXml(text)}\n</code></pre>\n`,
    html: ({ text }) => escapeXml(text),
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
    link({ href, title, tokens }) {
      inLink = true;
      const content = this.parser.parseInline(tokens);
      inLink = false;
      return link(href, title, content);
    },
    image({ href, title, tokens }) {
      const content = this.parser.parseInline(tokens) || "picture";
      return inLink ? content : link(href, title, content);
    },
  };
}
