/** The sign between a function's name and what it is applied to, which is not seen. */
const application = "\u2061";

/** TeX's thin space. */
const thin = "0.167em";

/** And the thick one, on either side of a relation. */
const thick = "0.278em";

const unary: ReadonlySet<string> = new Set(["+", "−", "±", "∓"]);

/** Operators after which a sign stands between two, and not before one. */
const closing: ReadonlySet<string> = new Set([")", "]", "}", "⟩", "⌉", "⌋", "!", "|", "‖", "′", application]);
const opening: ReadonlySet<string> = new Set(["(", "[", "{", "⟨", "⌈", "⌊", "|", "‖"]);

/** Bars that browsers take for relations, with space around them, and those they take for brackets. */
const bars: Readonly<Record<string, string | undefined>> = { "∥": "‖", "∣": "|" };

const scripted: ReadonlySet<string> = new Set(["msub", "msup", "msubsup", "munder", "mover", "munderover"]);

/** Spaces as TeX has them, where browsers follow MathML's dictionary of operators to others. */
export function spaceOperators(root: ParentNode): void {
  for (const operator of root.querySelectorAll("mo")) {
    const text = operator.textContent ?? "";
    const bar = bars[text];
    if (bar !== undefined && (operator.hasAttribute("stretchy") || operator.hasAttribute("fence"))) {
      operator.textContent = bar;
      setSpace(operator, "0em", "0em");
    } else if (text === application) {
      spaceFunction(operator);
    } else if (unary.has(text)) {
      const before = operator.previousElementSibling;
      if (before?.localName === "mo" && !closing.has(before.textContent ?? ""))
        operator.setAttribute("form", "prefix");
    } else if (text === ":" && operator.nextElementSibling?.textContent === "=") {
      setSpace(operator, thick, "0em");
      operator.nextElementSibling.setAttribute("lspace", "0em");
    }
  }
}

function setSpace(operator: Element, before: string, after: string): void {
  operator.setAttribute("lspace", before);
  operator.setAttribute("rspace", after);
}

/** A thin space on either side of a function's name, indices and all, where it would touch another name. */
function spaceFunction(operator: Element): void {
  const row = operator.parentElement;
  const isBase =
    row?.firstElementChild === operator.previousElementSibling && row?.lastElementChild === operator;
  const outer = isBase && row ? row.parentElement : null;
  const isScripted = outer !== null && scripted.has(outer.localName);
  const first = isScripted ? outer : operator.previousElementSibling;
  const last = isScripted ? outer : operator;
  const before = first?.previousElementSibling;
  if (before && isName(before)) first?.before(thinSpace());
  const after = last.nextElementSibling;
  if (after && isName(after)) last.after(thinSpace());
}

/** Whether letters, numbers or fractions stand there: not an operator, a bracket, or a space. */
function isName(element: Element): boolean {
  if (element.localName === "mspace" || element.localName === "mtext") return false;
  if (element.localName === "mo") return false;
  const begins = element.localName === "mrow" ? element.firstElementChild : null;
  return !(begins?.localName === "mo" && opening.has(begins.textContent ?? ""));
}

function thinSpace(): Element {
  const space = document.createElementNS("http://www.w3.org/1998/Math/MathML", "mspace");
  space.setAttribute("width", thin);
  return space;
}
