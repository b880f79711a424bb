/** A strict reader of the XML that formulas and drawings are made of, for tests: anything unusual is an error. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Element | string)[];
}

const nameOf = /[a-z]+(?:[:-]?[A-Za-z]+|\d)*/y;

const entities: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** The one element the text is; throws an Error that says where the text is not well-formed. */
export function parseXml(text: string): Element {
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at}: ${text.slice(at, at + 40)}`);
  };
  const take = (pattern: RegExp, what: string): string => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) return fail(what);
    at = pattern.lastIndex;
    return match[0];
  };
  const decode = (raw: string): string => {
    if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(raw)) fail("a character XML forbids");
    return raw.replace(/&(#\d+|#x[0-9a-f]+|\w+);|&/gi, (whole, name: string | undefined) => {
      if (!name) return fail("a bare ampersand");
      if (name.startsWith("#x")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
      if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
      return entities.get(name) ?? fail(`unknown entity ${whole}`);
    });
  };
  const element = (): Element => {
    take(/</y, "expected <");
    const name = take(nameOf, "a name");
    const attributes = new Map<string, string>();
    while (/\s/y.test(text[at] ?? "")) {
      take(/\s+/y, "space");
      const key = take(nameOf, "an attribute");
      take(/="/y, '="');
      const value = decode(take(/[^"<]*/y, "a value"));
      take(/"/y, "a closing quote");
      if (attributes.has(key)) fail(`attribute ${key} twice`);
      attributes.set(key, value);
    }
    if (text.startsWith("/>", at)) {
      at += 2;
      return { name, attributes, children: [] };
    }
    take(/>/y, "expected >");
    const children: (Element | string)[] = [];
    while (!text.startsWith("</", at)) {
      if (at >= text.length) fail("unclosed element");
      children.push(text[at] === "<" ? element() : decode(take(/[^<]+/y, "text")));
    }
    at += 2;
    if (take(nameOf, "a name") !== name) fail(`does not close ${name}`);
    take(/>/y, "expected >");
    return { name, attributes, children };
  };
  const root = element();
  if (at !== text.length) fail("text after the element");
  return root;
}

export function childElements(element: Element): Element[] {
  return element.children.filter((child) => typeof child !== "string");
}

export function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

/** Children each element of MathML Core takes: a number where it is fixed. */
const arity: Readonly<Record<string, number | "any" | "text">> = {
  math: "any",
  mrow: "any",
  mi: "text",
  mn: "text",
  mo: "text",
  mtext: "text",
  mspace: 0,
  mfrac: 2,
  msqrt: "any",
  mroot: 2,
  msub: 2,
  msup: 2,
  msubsup: 3,
  mtable: "any",
  mtr: "any",
  mtd: "any",
};

const allowedAttributes: ReadonlySet<string> = new Set(
  "xmlns display mathvariant form fence stretchy lspace rspace width class".split(" "),
);

/** Throws where a formula is not MathML Core as these printers write it. Returns the deepest nesting. */
export function checkMathml(element: Element, parent: string | null = null): number {
  const expected = arity[element.name];
  const children = childElements(element);
  if (expected === undefined) throw new Error(`<${element.name}> is not MathML Core`);
  if (typeof expected === "number" && children.length !== expected)
    throw new Error(`<${element.name}> has ${children.length} children`);
  if (expected === "text" && children.length > 0) throw new Error(`<${element.name}> has elements inside`);
  if (expected !== "text" && element.children.some((child) => typeof child === "string"))
    throw new Error(`text in <${element.name}>`);
  if (expected === "text" && textOf(element) === "") throw new Error(`empty <${element.name}>`);
  for (const name of element.attributes.keys())
    if (!allowedAttributes.has(name)) throw new Error(`attribute ${name}`);
  if ((element.name === "mtr") !== (parent === "mtable")) throw new Error(`<${element.name}> in <${parent}>`);
  if ((element.name === "mtd") !== (parent === "mtr")) throw new Error(`<${element.name}> in <${parent}>`);
  if ((element.name === "math") !== (parent === null)) throw new Error(`<${element.name}> in <${parent}>`);
  let depth = 0;
  for (const child of children) depth = Math.max(depth, checkMathml(child, element.name));
  return depth + 1;
}
