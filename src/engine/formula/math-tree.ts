/**
 * Printed mathematics, between what is known (syntax, graphs) and how it is written (MathML, LaTeX). A tree
 * says what is meant; brackets, spacing and signs are worked out by `layout.ts`.
 */
export type MathTree =
  | { readonly kind: "number"; readonly value: number; readonly text: string }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "constant"; readonly name: ConstantName }
  /** Terms with their signs: a − b + c. At least one. */
  | { readonly kind: "sum"; readonly terms: readonly SignedTerm[] }
  | { readonly kind: "product"; readonly factors: readonly MathTree[]; readonly operator: ProductOperator }
  | { readonly kind: "quotient"; readonly numerator: MathTree; readonly denominator: MathTree }
  | { readonly kind: "power"; readonly base: MathTree; readonly exponent: MathTree }
  | { readonly kind: "root"; readonly radicand: MathTree; readonly degree: number }
  /** head(args), with an exponent on the name when it is a power of the value: sin²(x). */
  | {
      readonly kind: "call";
      readonly head: MathTree;
      readonly args: readonly MathTree[];
      readonly exponent: MathTree | null;
    }
  | { readonly kind: "fence"; readonly fence: Fence; readonly inner: MathTree }
  | { readonly kind: "matrix"; readonly rows: readonly (readonly MathTree[])[] }
  | { readonly kind: "tuple"; readonly items: readonly MathTree[] }
  /** operands[0] operators[0] operands[1] …; chains as in a < b ≤ c. */
  | {
      readonly kind: "relation";
      readonly operands: readonly MathTree[];
      readonly operators: readonly RelationOperator[];
    }
  | { readonly kind: "not"; readonly operand: MathTree }
  | { readonly kind: "cases"; readonly branches: readonly CaseBranch[] }
  | { readonly kind: "nabla"; readonly operator: NablaOperator; readonly operand: MathTree }
  | { readonly kind: "subscript"; readonly base: MathTree; readonly subscripts: readonly MathTree[] }
  | { readonly kind: "transpose"; readonly operand: MathTree }
  /** A slice start:stop:step. */
  | {
      readonly kind: "range";
      readonly start: MathTree | null;
      readonly stop: MathTree | null;
      readonly step: MathTree | null;
    }
  /** Something left out, with what: "… (12 terms)". */
  | { readonly kind: "ellipsis"; readonly note: string | null }
  | { readonly kind: "placeholder" }
  /** left = right, where …; `left` is null for a formula without a name. */
  | {
      readonly kind: "definition";
      readonly left: MathTree | null;
      readonly right: MathTree;
      readonly where: readonly MathTree[];
    };

export interface SignedTerm {
  readonly negative: boolean;
  readonly tree: MathTree;
}

export interface CaseBranch {
  readonly value: MathTree;
  /** null: otherwise. */
  readonly condition: MathTree | null;
}

export type ConstantName = "pi" | "e" | "infinity";
/** Side by side; side by side with a dot where a name before a bracket would look like a call; with a sign. */
export type ProductOperator = "implicit" | "explicit" | "dot" | "cross";
export type Fence = "abs" | "norm" | "floor" | "ceil";
export type RelationOperator = "<" | "≤" | ">" | "≥" | "=" | "≠" | "∈" | "and" | "or";
export type NablaOperator = "gradient" | "divergence" | "curl" | "laplacian";

export const symbol = (name: string): MathTree => ({ kind: "symbol", name });
export const ellipsis = (note: string | null = null): MathTree => ({ kind: "ellipsis", note });

/** A number as it stands in `text`, by default as JavaScript writes it. */
export function number(value: number, text: string = String(value)): MathTree {
  return { kind: "number", value, text };
}

export function sum(terms: readonly SignedTerm[]): MathTree {
  const [only] = terms;
  return terms.length === 1 && only && !only.negative ? only.tree : { kind: "sum", terms };
}

export function negate(tree: MathTree): MathTree {
  if (tree.kind === "sum" && tree.terms.length === 1 && tree.terms[0]?.negative) return tree.terms[0].tree;
  return { kind: "sum", terms: [{ negative: true, tree }] };
}

export function product(factors: readonly MathTree[], operator: ProductOperator = "implicit"): MathTree {
  const [only] = factors;
  return factors.length === 1 && only ? only : { kind: "product", factors, operator };
}

export const quotient = (numerator: MathTree, denominator: MathTree): MathTree => ({
  kind: "quotient",
  numerator,
  denominator,
});
export const root = (radicand: MathTree, degree = 2): MathTree => ({ kind: "root", radicand, degree });

/** Functions whose powers are written on the name: sin²(x). */
const raisedNames: ReadonlySet<string> = new Set(
  "sin cos tan sinh cosh tanh arcsin arccos arctan arsinh arcosh artanh ln log_2 log_10".split(" "),
);

/** base^exponent; positive whole powers of the usual functions stand on the function's name. */
export function power(base: MathTree, exponent: MathTree): MathTree {
  const whole = exponent.kind === "number" && Number.isInteger(exponent.value) && exponent.value > 0;
  const raised =
    base.kind === "call" &&
    base.exponent === null &&
    base.head.kind === "symbol" &&
    raisedNames.has(base.head.name);
  return whole && raised ? { ...base, exponent } : { kind: "power", base, exponent };
}

export const exponential = (exponent: MathTree): MathTree => power({ kind: "constant", name: "e" }, exponent);

export function call(head: string | MathTree, args: readonly MathTree[]): MathTree {
  return { kind: "call", head: typeof head === "string" ? symbol(head) : head, args, exponent: null };
}

export const fence = (kind: Fence, inner: MathTree): MathTree => ({ kind: "fence", fence: kind, inner });

export function relation(left: MathTree, operator: RelationOperator, right: MathTree): MathTree {
  return { kind: "relation", operands: [left, right], operators: [operator] };
}

export function definition(
  left: MathTree | null,
  right: MathTree,
  where: readonly MathTree[] = [],
): MathTree {
  return { kind: "definition", left, right, where };
}

/** The trees directly inside a tree, in reading order. */
export function childrenOf(tree: MathTree): readonly MathTree[] {
  switch (tree.kind) {
    case "sum":
      return tree.terms.map((term) => term.tree);
    case "product":
      return tree.factors;
    case "quotient":
      return [tree.numerator, tree.denominator];
    case "power":
      return [tree.base, tree.exponent];
    case "root":
      return [tree.radicand];
    case "call":
      return tree.exponent ? [tree.head, tree.exponent, ...tree.args] : [tree.head, ...tree.args];
    case "fence":
      return [tree.inner];
    case "matrix":
      return tree.rows.flat();
    case "tuple":
      return tree.items;
    case "relation":
      return tree.operands;
    case "not":
    case "nabla":
    case "transpose":
      return [tree.operand];
    case "cases":
      return tree.branches.flatMap((branch) =>
        branch.condition ? [branch.value, branch.condition] : [branch.value],
      );
    case "subscript":
      return [tree.base, ...tree.subscripts];
    case "range":
      return [tree.start, tree.stop, tree.step].filter((part) => part !== null);
    case "definition":
      return tree.left ? [tree.left, tree.right, ...tree.where] : [tree.right, ...tree.where];
    case "number":
    case "symbol":
    case "constant":
    case "ellipsis":
    case "placeholder":
      return [];
  }
}
