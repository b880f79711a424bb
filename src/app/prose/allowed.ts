import { linkTarget } from "./link-target.ts";

/** Whether an attribute may have this value. */
type Check = (value: string) => boolean;

const any: Check = () => true;
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value);

/** Lengths and numbers of MathML, several with spaces between them: `0.16em`, `-3px`, `50%`. */
const lengths: Check = (value) => /^(?:[+-]?[\d.]{1,12}(?:em|ex|px|pt|%)?(?: |$)){1,200}$/.test(value);
const words: Check = (value) => /^[a-z]{1,20}(?: [a-z]{1,20}){0,200}$/.test(value);
const colour: Check = (value) => /^(?:#[0-9a-f]{3,8}|[a-z]{1,30})$/i.test(value);
const truth = oneOf("true", "false");
const none = {};

type Attributes = Readonly<Record<string, Check>>;

const html: Readonly<Record<string, Attributes>> = {
  a: {
    href: (value) => linkTarget(value) !== null,
    title: any,
    target: oneOf("_blank"),
    rel: oneOf("noopener noreferrer"),
  },
  blockquote: none,
  br: none,
  code: { class: oneOf("broken"), title: any },
  del: none,
  details: { open: oneOf("") },
  em: none,
  h2: none,
  h3: none,
  h4: none,
  h5: none,
  h6: none,
  hr: none,
  kbd: none,
  li: none,
  ol: { start: (value) => /^\d{1,9}$/.test(value) },
  p: none,
  pre: none,
  strong: none,
  sub: none,
  summary: none,
  sup: none,
  table: none,
  tbody: none,
  td: { align: oneOf("left", "center", "right") },
  th: { align: oneOf("left", "center", "right") },
  thead: none,
  tr: none,
  ul: none,
};

const operator = {
  accent: truth,
  fence: truth,
  form: oneOf("prefix", "infix", "postfix"),
  largeop: truth,
  lspace: lengths,
  maxsize: lengths,
  minsize: lengths,
  movablelimits: truth,
  rspace: lengths,
  separator: truth,
  stretchy: truth,
  symmetric: truth,
};
const scripts = { accent: truth, accentunder: truth };
const space = { height: lengths, depth: lengths, width: lengths };

/** What any element of MathML may have. */
const everyMath: Attributes = {
  displaystyle: truth,
  mathbackground: colour,
  mathcolor: colour,
  mathsize: lengths,
  mathvariant: oneOf("normal"),
  scriptlevel: (value) => /^[+-]?\d$/.test(value),
};

/** What KaTeX makes of TeX, and nothing that could hold anything but MathML. */
const math: Readonly<Record<string, Attributes>> = {
  math: { display: oneOf("block") },
  menclose: { notation: words },
  mfrac: { linethickness: lengths },
  mi: none,
  mn: none,
  mo: operator,
  mover: scripts,
  mpadded: { ...space, lspace: lengths, voffset: lengths },
  mphantom: none,
  mroot: none,
  mrow: none,
  mspace: space,
  msqrt: none,
  mstyle: none,
  msub: none,
  msubsup: none,
  msup: none,
  mtable: { columnalign: words, columnlines: words, columnspacing: lengths, rowlines: words, width: lengths },
  mtd: { width: lengths },
  mtext: none,
  mtr: none,
  munder: scripts,
  munderover: scripts,
};

/** All elements of a text. */
export const elements: readonly string[] = [...Object.keys(html), ...Object.keys(math)];

/** All attributes, of whichever element. */
export const attributes: readonly string[] = [
  ...new Set([...Object.values(html), ...Object.values(math), everyMath].flatMap((row) => Object.keys(row))),
];

/** Whether an element may have an attribute with this value. */
export function isAllowed(element: string, attribute: string, value: string): boolean {
  const own = Object.hasOwn(html, element)
    ? html[element]
    : Object.hasOwn(math, element)
      ? math[element]
      : null;
  if (!own) return false;
  const check = Object.hasOwn(own, attribute)
    ? own[attribute]
    : Object.hasOwn(math, element) && Object.hasOwn(everyMath, attribute)
      ? everyMath[attribute]
      : null;
  return check?.(value) ?? false;
}
