/** The syntax tree: what was typed, with the place of every piece. Ranges are UTF-16 offsets [from, to). */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "^"
  | "@"
  /** A raised dot: the dot product of two vectors, else `*`. */
  | "·"
  /** A cross: the cross product of two vectors, else `*`. */
  | "×"
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!="
  | "and"
  | "or";

export type Expression = Range &
  (
    | { readonly kind: "number"; readonly value: number; readonly text: string }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "unary"; readonly operator: "-" | "+" | "not"; readonly operand: Expression }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    /** Two factors side by side: `2x`, `a sin(y)`, `(x)(y)`. Precedence and associativity of `*`. */
    | { readonly kind: "juxtaposition"; readonly left: Expression; readonly right: Expression }
    /** `name(…)` or `expr(…)` typed without a space: a call when the callee is a function, else a product. */
    | {
        readonly kind: "call";
        readonly callee: Expression;
        readonly args: readonly Expression[];
        readonly named: readonly NamedArgument[];
      }
    | { readonly kind: "group"; readonly inner: Expression }
    | { readonly kind: "tuple"; readonly items: readonly Expression[] }
    | { readonly kind: "list"; readonly items: readonly Expression[] }
    | {
        readonly kind: "comprehension";
        readonly body: Expression;
        readonly variable: string;
        readonly low: Expression;
        readonly high: Expression;
      }
    | { readonly kind: "index"; readonly target: Expression; readonly subscripts: readonly Subscript[] }
    | { readonly kind: "missing" }
  );

export interface NamedArgument extends Range {
  readonly name: string;
  readonly value: Expression;
}

export type Subscript = Range &
  (
    | { readonly kind: "at"; readonly index: Expression }
    | {
        readonly kind: "slice";
        readonly start: Expression | null;
        readonly stop: Expression | null;
        readonly step: Expression | null;
      }
  );

export interface ParameterSyntax extends Range {
  readonly name: string;
  /** `x: R^10` gives the expression `10`; null for a scalar. `R^(m×n)` gives two. */
  readonly dimensions: readonly Expression[] | null;
  /** `z: C`: a complex number. */
  readonly isComplex?: true;
}

export interface DefinitionSyntax extends Range {
  readonly name: string;
  readonly nameRange: Range;
  /** null for `name = …`. */
  readonly parameters: readonly ParameterSyntax[] | null;
  readonly body: Expression;
  readonly where: readonly DefinitionSyntax[];
  /** `in [lo, hi]` and `step s` of a slider. */
  readonly interval: { readonly low: Expression; readonly high: Expression; readonly range: Range } | null;
  readonly step: Expression | null;
}

export interface SourceSyntax {
  readonly definitions: readonly DefinitionSyntax[];
}
