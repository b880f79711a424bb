import { type Box, type Bracket, isTall, type Operator } from "./box.ts";
import { layout } from "./layout.ts";
import type { MathTree } from "./math-tree.ts";
import { latexOfLetter } from "./names.ts";

/** Function names LaTeX (with amsmath) and KaTeX know as commands. */
const namedFunctions: ReadonlySet<string> = new Set(
  "sin cos tan arcsin arccos arctan sinh cosh tanh ln log exp min max det".split(" "),
);

const operatorText: Readonly<Record<Operator, string>> = {
  "+": " + ",
  "−": " - ",
  "⋅": " \\cdot ",
  "×": " \\times ",
  "/": "/",
  ",": ", ",
  ":": ":",
  "=": " = ",
  "<": " < ",
  "≤": " \\le ",
  ">": " > ",
  "≥": " \\ge ",
  "≠": " \\ne ",
  "∈": " \\in ",
  "∇": "\\nabla ",
  Δ: "\\Delta ",
  "…": "\\dots ",
};

/** Bars say which side they are on, so that bars in bars can be told apart. */
const bracketText: Readonly<Record<Bracket, readonly [open: string, close: string]>> = {
  "(": ["(", ")"],
  "|": ["\\lvert ", "\\rvert "],
  "‖": ["\\lVert ", "\\rVert "],
  "⌊": ["\\lfloor ", "\\rfloor "],
  "⌈": ["\\lceil ", "\\rceil "],
};

/** LaTeX of a formula in math mode (needs amsmath; KaTeX reads it). Names are escaped letter by letter. */
export function toLatex(tree: MathTree): string {
  return print(layout(tree))
    .replace(/ {2,}/g, " ")
    .replace(/(\\[A-Za-z]+|\}) (?=[_^}),])/g, "$1")
    .trim();
}

function print(box: Box): string {
  switch (box.box) {
    case "identifier":
      return identifier(box.text);
    case "number":
      return escapeLatex(box.text);
    case "operator":
      return box.operator === "−" && box.prefix ? "-" : operatorText[box.operator];
    case "times":
      return box.space ? "\\, " : " ";
    case "application":
      return "";
    case "text":
      return `\\text{${escapeLatex(box.text)}}`;
    case "quad":
      return "\\quad ";
    case "row":
      return printRow(box.items);
    case "fraction":
      return `\\frac{${print(box.over)}}{${print(box.under)}}`;
    case "scripts": {
      const lower = box.lower ? `_{${print(box.lower)}}` : "";
      const upper = box.upper ? `^{${print(box.upper)}}` : "";
      return `${base(box.base)}${lower}${upper}`;
    }
    case "root":
      return box.degree === 2
        ? `\\sqrt{${print(box.radicand)}}`
        : `\\sqrt[${box.degree}]{${print(box.radicand)}}`;
    case "fenced": {
      if (box.inner.box === "table" && box.inner.purpose === "matrix")
        return `\\begin{pmatrix} ${tableRows(box.inner.rows)} \\end{pmatrix}`;
      const [open, close] = bracketText[box.bracket];
      const [left, right] = isTall(box.inner) ? ["\\left", "\\right"] : ["", ""];
      return `${left}${open}${print(box.inner)}${right}${close}`;
    }
    case "table": {
      const environment = box.purpose === "cases" ? "cases" : "matrix";
      return `\\begin{${environment}} ${tableRows(box.rows)} \\end{${environment}}`;
    }
  }
}

function printRow(items: readonly Box[]): string {
  let text = "";
  items.forEach((item, position) => {
    const next = items[position + 1];
    if (next?.box === "application") text += functionName(item);
    else if (item.box === "application") text += next && isTall(next) ? "\\!" : "";
    // TeX itself sets a thin space before an operator name.
    else if (item.box === "times" && beginsWithFunction(next, items[position + 2])) text += " ";
    else text += print(item);
  });
  return text;
}

/** The name of a function before its arguments, where a word is an operator with its spacing. */
function functionName(box: Box): string {
  if (box.box === "scripts") {
    const lower = box.lower ? `_{${print(box.lower)}}` : "";
    return `${functionName(box.base).trim()}${lower}${box.upper ? `^{${print(box.upper)}}` : ""}`;
  }
  if (box.box !== "identifier" || [...box.text].length === 1) return print(box).trim();
  return namedFunctions.has(box.text) ? `\\${box.text}` : `\\operatorname{${escapeLatex(box.text)}}`;
}

function beginsWithFunction(box: Box | undefined, next: Box | undefined): boolean {
  if (!box) return false;
  if (box.box === "row") return beginsWithFunction(box.items[0], box.items[1]);
  if (next?.box !== "application") return false;
  const name = box.box === "scripts" ? box.base : box;
  return name.box === "identifier" && [...name.text].length > 1;
}

function base(box: Box): string {
  const text = print(box);
  return box.box === "row" || box.box === "scripts" ? `{${text}}` : text;
}

function tableRows(rows: readonly (readonly Box[])[]): string {
  return rows.map((cells) => cells.map(print).join(" & ")).join(" \\\\ ");
}

function identifier(text: string): string {
  if (text === "∞") return "\\infty ";
  if (text === "□") return "\\square ";
  const command = latexOfLetter.get(text);
  if (command) return `${command} `;
  if (/^[A-Za-z]$/.test(text)) return text;
  return `\\mathrm{${escapeLatex(text)}}`;
}

/** Letters, digits and points stay; every character with a meaning in TeX is escaped, every other one replaced. */
export function escapeLatex(text: string): string {
  let escaped = "";
  for (const character of text) {
    const command = latexOfLetter.get(character);
    if (command) escaped += `{${command}}`;
    else if (/[\p{L}\p{M}\p{N} .,:;()/+…-]/u.test(character)) escaped += character;
    else if ("_$%&#{}".includes(character)) escaped += `\\${character}`;
    else escaped += "?";
  }
  return escaped;
}
