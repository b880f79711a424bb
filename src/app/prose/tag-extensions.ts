import type { Token, Tokens } from "marked";
import { exerciseAt } from "./exercise.ts";
import { type Extensions, interrupts } from "./interrupts.ts";
import type { Reading } from "./tokenizer.ts";

const comment = /^ {0,3}<!--[\s\S]*?-->/;

const smallTags = /^<(sub|sup|kbd)>([^\n<]{1,200})<\/\1>|^<br ?\/?>/i;

/** The tags that a text may have, and comments, which are left out. */
export function tagExtensions(reading: Reading): Extensions {
  return [...exerciseExtensions(reading), ...smallExtensions(reading)];
}

function exerciseExtensions(reading: Reading): Extensions {
  return [
    {
      name: "exercise",
      level: "block",
      start: interrupts,
      tokenizer(text) {
        const { lexer } = this;
        return reading.within(() => {
          const found = exerciseAt(text);
          if (!found) return undefined;
          const summary: Token[] = [];
          lexer.inline(found.summary ?? "Answer", summary);
          const raw = text.slice(0, found.length);
          return {
            type: "exercise",
            raw,
            open: found.open,
            summary,
            tokens: lexer.blockTokens(found.content),
          };
        });
      },
      renderer({ open, summary, tokens }) {
        const title = this.parser.parseInline(summary);
        const content = this.parser.parse(tokens ?? []);
        return `<details${open ? " open" : ""}><summary>${title}</summary>\n${content}</details>\n`;
      },
      childTokens: ["summary", "tokens"],
    },
  ];
}

function smallExtensions(reading: Reading): Extensions {
  return [
    {
      name: "comment",
      level: "block",
      tokenizer: (text) => commentAt(text),
      renderer: () => "",
    },
    {
      name: "remark",
      level: "inline",
      tokenizer: (text) => (text.startsWith("<") ? commentAt(text) : undefined),
    },
    {
      name: "small",
      level: "inline",
      tokenizer(text) {
        const { lexer } = this;
        const [raw, tag, content] = smallTags.exec(text) ?? [];
        if (raw === undefined) return undefined;
        if (tag === undefined || content === undefined) return { type: "small", raw, tag: "br" };
        return reading.within(() => ({
          type: "small",
          raw,
          tag: tag.toLowerCase(),
          tokens: lexer.inlineTokens(content),
        }));
      },
      renderer({ tag, tokens }) {
        return tag === "br" ? "<br>" : `<${tag}>${this.parser.parseInline(tokens ?? [])}</${tag}>`;
      },
    },
  ];
}

function commentAt(text: string): Tokens.Generic | undefined {
  const raw = comment.exec(text)?.[0];
  return raw === undefined ? undefined : { type: "comment", raw };
}
