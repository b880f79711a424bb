/** `<details>` as it stands at the beginning of a line. */
const opening = /^ {0,3}<details(?: +open)? *>/i;

/** What the search for the end passes: a fence, within which nothing counts, and both tags. */
const marks = /^ {0,3}(`{3,}|~{3,})|<details(?: +open)? *>|<\/details *>/gim;

const summaryTags = /^\s*<summary *>([\s\S]*?)<\/summary *>/i;

/** Something folded away: what is always on show, and what comes out, both as Markdown. */
export interface Exercise {
  readonly summary: string | null;
  readonly content: string;
  readonly open: boolean;
  /** Characters it takes in the text. */
  readonly length: number;
}

/** The exercise that a text begins with. One that is never closed reaches to the end. */
export function exerciseAt(text: string): Exercise | null {
  const first = opening.exec(text)?.[0];
  if (first === undefined) return null;
  const { end, length } = closing(text, first.length);
  const inner = text.slice(first.length, end);
  const summary = summaryTags.exec(inner);
  return {
    summary: summary?.[1]?.trim() || null,
    content: inner.slice(summary?.[0].length ?? 0),
    open: /open/i.test(first),
    length,
  };
}

function closing(text: string, from: number): { end: number; length: number } {
  let open = 1;
  let fence: string | null = null;
  for (const { 0: mark, 1: fenced, index } of text.slice(from).matchAll(marks)) {
    if (fenced) {
      if (fence === null) fence = fenced;
      else if (fenced[0] === fence[0] && fenced.length >= fence.length) fence = null;
    } else if (fence === null) {
      open += mark.startsWith("</") ? -1 : 1;
      if (open === 0) return { end: from + index, length: from + index + mark.length };
    }
  }
  return { end: text.length, length: text.length };
}
