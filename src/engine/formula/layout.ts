import { binding, bindingOf, onTheLine, raised, type Style } from "./binding.ts";
import { type Box, type Bracket, fenced, operator, row, textBox } from "./box.ts";
import type { ConstantName, Fence, MathTree, NablaOperator, RelationOperator } from "./math-tree.ts";
import { partsOfName } from "./names.ts";
import { isSideBySide, joint } from "./spacing.ts";

const brackets: Readonly<Record<Fence, Bracket>> = { abs: "|", norm: "‖", floor: "⌊", ceil: "⌈" };

const constantText: Readonly<Record<ConstantName, string>> = { pi: "π", e: "e", infinity: "∞" };

/** Brackets, signs, spacing and scripts of a tree. Recursion is as deep as the tree (see `shorten.ts`). */
export function layout(tree: MathTree): Box {
  return boxOf(tree, onTheLine);
}

/** The box of `tree`, in round brackets when it binds more loosely than `least`. */
function atLeast(least: number, tree: MathTree, style: Style): Box {
  return bindingOf(tree, style) < least ? fenced("(", boxOf(tree, style)) : boxOf(tree, style);
}

function boxOf(tree: MathTree, style: Style): Box {
  switch (tree.kind) {
    case "number":
      return numberBox(tree.text);
    case "symbol":
      return nameBox(tree.name, []);
    case "constant":
      return { box: "identifier", text: constantText[tree.name] };
    case "sum":
      return sumBox(tree, style);
    case "product":
      return productBox(tree, style);
    case "quotient":
      if (!style.script)
        return { box: "fraction", over: boxOf(tree.numerator, style), under: boxOf(tree.denominator, style) };
      return row(
        atLeast(binding.product, tree.numerator, style),
        operator("/"),
        atLeast(binding.nabla, tree.denominator, style),
      );
    case "power":
      return scripts(powerBase(tree.base, style), null, boxOf(tree.exponent, raised));
    case "root":
      return { box: "root", radicand: boxOf(tree.radicand, style), degree: tree.degree };
    case "call":
      return callBox(tree, style);
    case "fence":
      return fenced(brackets[tree.fence], boxOf(tree.inner, style));
    case "matrix":
      return fenced("(", {
        box: "table",
        purpose: "matrix",
        rows: tree.rows.map((cells) => cells.map((cell) => boxOf(cell, style))),
      });
    case "tuple":
      return fenced("(", separated(tree.items, style));
    case "relation":
      return relationBox(tree.operands, tree.operators, style);
    case "not":
      return row(textBox("not "), logicOperand(tree.operand, style));
    case "cases":
      return {
        box: "table",
        purpose: "cases",
        rows: tree.branches.map(({ value, condition }) => [
          boxOf(value, style),
          condition ? row(textBox("if "), boxOf(condition, style)) : textBox("otherwise"),
        ]),
      };
    case "nabla":
      return nablaBox(tree.operator, tree.operand, style);
    case "subscript":
      return subscriptBox(tree, style);
    case "transpose":
      return scripts(atLeast(binding.atom, tree.operand, style), null, textBox("T"));
    case "range":
      return row(
        ...(tree.start ? [boxOf(tree.start, style)] : []),
        operator(":"),
        ...(tree.stop ? [boxOf(tree.stop, style)] : []),
        ...(tree.step ? [operator(":"), boxOf(tree.step, style)] : []),
      );
    case "ellipsis":
      return tree.note === null ? operator("…") : row(operator("…"), textBox(` (${tree.note})`));
    case "placeholder":
      return { box: "identifier", text: "□" };
    case "definition":
      return definitionBox(tree);
  }
}

/** f(x)² is the square of the value, so a call needs no further brackets. */
function powerBase(tree: MathTree, style: Style): Box {
  const called = tree.kind === "call" && tree.exponent === null;
  return called ? boxOf(tree, style) : atLeast(binding.atom, tree, style);
}

/** 1.5e-7 as 1.5 ⋅ 10⁻⁷. */
function numberBox(text: string): Box {
  const parts = /^([^e]*)e([+-]?)(\d+)$/i.exec(text);
  if (!parts) return signedNumber(text);
  const [, mantissa = "", sign, digits = ""] = parts;
  const exponent: Box = { box: "number", text: digits.replace(/^0+(?=\d)/, "") };
  const scale = scripts(
    { box: "number", text: "10" },
    null,
    sign === "-" ? row(operator("−", true), exponent) : exponent,
  );
  if (mantissa === "1") return scale;
  return mantissa === "-1"
    ? row(operator("−", true), scale)
    : row(signedNumber(mantissa), operator("⋅"), scale);
}

function signedNumber(text: string): Box {
  if (!text.startsWith("-")) return { box: "number", text };
  return row(operator("−", true), { box: "number", text: text.slice(1) });
}

function nameBox(name: string, further: readonly Box[]): Box {
  const { base, subscript } = partsOfName(name);
  const letter: Box = { box: "identifier", text: base };
  const below: Box[] =
    subscript === null
      ? []
      : [
          /^\d+$/.test(subscript)
            ? { box: "number", text: subscript }
            : { box: "identifier", text: subscript },
        ];
  for (const box of further) below.push(...(below.length > 0 ? [operator(","), box] : [box]));
  return below.length > 0 ? scripts(letter, row(...below), null) : letter;
}

function scripts(base: Box, lower: Box | null, upper: Box | null): Box {
  if (base.box === "scripts" && base.upper === null && lower === null) return { ...base, upper };
  return { box: "scripts", base, lower, upper };
}

function sumBox(tree: MathTree & { kind: "sum" }, style: Style): Box {
  const items: Box[] = [];
  tree.terms.forEach(({ negative, tree: term }, position) => {
    if (negative) items.push(operator("−", position === 0));
    else if (position > 0) items.push(operator("+"));
    // Cases at the end need no bracket to close them.
    const bare =
      term.kind === "ellipsis" ||
      (term.kind === "cases" && position > 0 && position === tree.terms.length - 1);
    items.push(bare ? boxOf(term, style) : atLeast(binding.slash, term, style));
  });
  return row(...items);
}

function productBox(tree: MathTree & { kind: "product" }, style: Style): Box {
  const items: Box[] = [];
  tree.factors.forEach((factor, position) => {
    const previous = tree.factors[position - 1];
    if (previous) items.push(joint(previous, factor, tree.operator, style));
    const plain = !isSideBySide(tree.operator) && factor.kind === "product" && isSideBySide(factor.operator);
    items.push(plain ? boxOf(factor, style) : atLeast(binding.nabla, factor, style));
  });
  return row(...items);
}

function callBox(tree: MathTree & { kind: "call" }, style: Style): Box {
  const head = tree.head.kind === "power" ? boxOf(tree.head, style) : atLeast(binding.atom, tree.head, style);
  const named = tree.exponent ? scripts(head, null, boxOf(tree.exponent, raised)) : head;
  const [only] = tree.args;
  // A vector given to a function keeps one pair of brackets: f(a, b), not f((a, b)).
  const inner =
    tree.args.length === 1 && only?.kind === "tuple"
      ? separated(only.items, style)
      : separated(tree.args, style);
  return row(named, { box: "application" }, fenced("(", inner));
}

function separated(items: readonly MathTree[], style: Style): Box {
  return row(
    ...items.flatMap((item, position) =>
      position > 0 ? [operator(","), boxOf(item, style)] : [boxOf(item, style)],
    ),
  );
}

function relationBox(
  operands: readonly MathTree[],
  operators: readonly RelationOperator[],
  style: Style,
): Box {
  const items: Box[] = [];
  operands.forEach((operand, position) => {
    const before = operators[position - 1];
    if (before) items.push(before === "and" || before === "or" ? textBox(` ${before} `) : operator(before));
    const logical = operators.some(isWordOperator);
    items.push(logical ? logicOperand(operand, style) : atLeast(binding.sum, operand, style));
  });
  return row(...items);
}

/** Comparisons and negations stand bare beside and, or, not; and and or among each other are bracketed. */
function logicOperand(tree: MathTree, style: Style): Box {
  const bare = tree.kind === "not" || (tree.kind === "relation" && !tree.operators.some(isWordOperator));
  return bare ? boxOf(tree, style) : atLeast(binding.cases, tree, style);
}

const isWordOperator = (name: RelationOperator): boolean => name === "and" || name === "or";

function nablaBox(name: NablaOperator, operand: MathTree, style: Style): Box {
  const body = atLeast(binding.prefix, operand, style);
  switch (name) {
    case "gradient":
      return row(operator("∇", true), body);
    case "divergence":
      return row(operator("∇", true), operator("⋅"), body);
    case "curl":
      return row(operator("∇", true), operator("×"), body);
    case "laplacian":
      return row(operator("Δ", true), body);
  }
}

function subscriptBox(tree: MathTree & { kind: "subscript" }, style: Style): Box {
  const below = tree.subscripts.map((item) => boxOf(item, raised));
  if (tree.base.kind === "symbol") return nameBox(tree.base.name, below);
  const lower = row(...below.flatMap((box, position) => (position > 0 ? [operator(","), box] : [box])));
  return scripts(atLeast(binding.atom, tree.base, style), lower, null);
}

function definitionBox(tree: MathTree & { kind: "definition" }): Box {
  const items: Box[] = tree.left ? [boxOf(tree.left, onTheLine), operator("=")] : [];
  items.push(boxOf(tree.right, onTheLine));
  if (tree.where.length > 0) items.push({ box: "quad" }, textBox("where "));
  tree.where.forEach((part, position) => {
    if (position > 0) items.push(operator(","), { box: "quad" });
    items.push(boxOf(part, onTheLine));
  });
  return row(...items);
}
