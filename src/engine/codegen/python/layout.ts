/** Columns after which a line is broken. */
const width = 100;

/** A statement at some indentation; a long one is broken inside its last brackets. */
export function laidOut(text: string, indent: string): string {
  if (indent.length + text.length <= width) return indent + text;
  const group = lastGroup(text);
  if (!group) return indent + text;
  const [open, close] = group;
  const items = splitAtCommas(text.slice(open + 1, close));
  const inner = `${indent}    `;
  const tail = text.slice(close);
  if (items.length === 1) {
    const only = laidOut(items[0] as string, indent).trimStart();
    return `${indent}${text.slice(0, open + 1)}${only}${tail}`;
  }
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    const next = line === "" ? item : `${line}, ${item}`;
    if (line !== "" && inner.length + next.length > width) {
      lines.push(`${inner}${line},`);
      line = item;
    } else line = next;
  }
  lines.push(`${inner}${line},`);
  return `${indent}${text.slice(0, open + 1)}\n${lines.join("\n")}\n${indent}${tail}`;
}

/** Where the outermost brackets that hold most of the text open and close. */
function lastGroup(text: string): readonly [open: number, close: number] | null {
  let depth = 0;
  let open = 0;
  let best: readonly [number, number] | null = null;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if ("([{".includes(letter)) {
      if (depth === 0) open = at;
      depth++;
    } else if (")]}".includes(letter)) {
      depth--;
      if (depth === 0 && (!best || at - open >= best[1] - best[0])) best = [open, at];
    }
  }
  return best && best[1] - best[0] > width / 2 ? best : null;
}

function splitAtCommas(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) depth--;
    else if (letter === "," && depth === 0) {
      items.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  items.push(text.slice(from).trim());
  return items;
}
