import type { Box, Bracket } from "./box.ts";
import { layout } from "./layout.ts";
import type { MathTree } from "./math-tree.ts";

const closing: Readonly<Record<Bracket, string>> = { "(": ")", "|": "|", "‖": "‖", "⌊": "⌋", "⌈": "⌉" };
const invisibleTimes = "\u2062";
const functionApplication = "\u2061";
const thinSpace = '<mspace width="0.1667em"/>';

/**
 * Presentational MathML Core of a formula, a `<math>` element as text, well-formed XML. `display` sets it as a
 * displayed formula, else inline. Tables of cases carry the class `cases`, whose cells a page aligns left.
 */
export function toMathml(tree: MathTree, options: { readonly display?: boolean } = {}): string {
  const attribute = (options.display ?? true) ? ' display="block"' : "";
  return `<math xmlns="http://www.w3.org/1998/Math/MathML"${attribute}>${grouped(layout(tree))}</math>`;
}

function print(box: Box): string {
  switch (box.box) {
    case "identifier":
      return identifier(box.text);
    case "number":
      return `<mn>${escapeXml(box.text)}</mn>`;
    case "operator":
      return printOperator(box.operator, box.prefix);
    case "times":
      return `<mo>${invisibleTimes}</mo>${box.space ? thinSpace : ""}`;
    case "application":
      return `<mo>${functionApplication}</mo>`;
    case "text":
      return `<mtext>${escapeXml(box.text).replace(/^ | $/g, "\u00a0")}</mtext>`;
    case "quad":
      return '<mspace width="1em"/>';
    case "row":
      return box.items.map(print).join("");
    case "fraction":
      return `<mfrac>${grouped(box.over)}${grouped(box.under)}</mfrac>`;
    case "scripts": {
      const base = grouped(box.base);
      if (box.lower && box.upper)
        return `<msubsup>${base}${grouped(box.lower)}${grouped(box.upper)}</msubsup>`;
      if (box.lower) return `<msub>${base}${grouped(box.lower)}</msub>`;
      return box.upper ? `<msup>${base}${grouped(box.upper)}</msup>` : base;
    }
    case "root":
      if (box.degree === 2) return `<msqrt>${print(box.radicand)}</msqrt>`;
      return `<mroot>${grouped(box.radicand)}<mn>${box.degree}</mn></mroot>`;
    case "fenced": {
      const close = closing[box.bracket];
      return `<mrow>${bracket(box.bracket, "prefix")}${print(box.inner)}${bracket(close, "postfix")}</mrow>`;
    }
    case "table": {
      const rows = box.rows
        .map((cells) => `<mtr>${cells.map((cell) => `<mtd>${print(cell)}</mtd>`).join("")}</mtr>`)
        .join("");
      if (box.purpose === "matrix") return `<mtable>${rows}</mtable>`;
      return `<mrow>${bracket("{", "prefix")}<mtable class="cases">${rows}</mtable></mrow>`;
    }
  }
}

/** One element: MathML's fixed positions (over, under, base, script) take exactly one. */
function grouped(box: Box): string {
  return box.box === "row" || box.box === "times" ? `<mrow>${print(box)}</mrow>` : print(box);
}

/** A single letter is italic by itself and a word upright; capital Greek letters are set upright as in TeX. */
function identifier(text: string): string {
  const upright = /^[\u0391-\u03a9∞□]$/u.test(text);
  return `<mi${upright ? ' mathvariant="normal"' : ""}>${escapeXml(text)}</mi>`;
}

function printOperator(text: string, prefix: boolean): string {
  if (text === "∇" || text === "Δ") return `<mi mathvariant="normal">${text}</mi>`;
  if (text === "/") return '<mo lspace="0" rspace="0">/</mo>';
  return `<mo${prefix ? ' form="prefix"' : ""}>${escapeXml(text)}</mo>`;
}

function bracket(text: string, form: "prefix" | "postfix"): string {
  return `<mo fence="true" form="${form}" stretchy="true">${text}</mo>`;
}

/** Text that cannot end its element; characters XML does not allow become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
