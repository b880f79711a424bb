import {
  type CaseBranch,
  call,
  exponential,
  fence,
  type MathTree,
  number,
  power,
  product,
  quotient,
  root,
  sum,
  symbol,
} from "./math-tree.ts";

type Notation = (args: readonly MathTree[]) => MathTree | null;

const one = number(1);
const plus = (...trees: readonly MathTree[]): MathTree =>
  sum(trees.map((tree) => ({ negative: false, tree })));

/** A notation for exactly `arity` arguments; any other number falls back to name(…). */
function of(arity: number, write: (...args: MathTree[]) => MathTree): Notation {
  return (args) => (args.length === arity ? write(...args) : null);
}

const named =
  (name: string): Notation =>
  (args) =>
    call(name, args);

/**
 * How the functions of the language are written where that is not simply name(arguments). Logarithms without
 * a base are natural, so they are written ln.
 */
const notations: ReadonlyMap<string, Notation> = new Map<string, Notation>([
  ["sqrt", of(1, (x) => root(x))],
  ["cbrt", of(1, (x) => root(x, 3))],
  ["abs", of(1, (x) => fence("abs", x))],
  ["norm", of(1, (x) => fence("norm", x))],
  ["floor", of(1, (x) => fence("floor", x))],
  ["ceil", of(1, (x) => fence("ceil", x))],
  ["exp", of(1, (x) => exponential(x))],
  [
    "expm1",
    of(1, (x) =>
      sum([
        { negative: false, tree: exponential(x) },
        { negative: true, tree: one },
      ]),
    ),
  ],
  ["log", named("ln")],
  ["log1p", of(1, (x) => call("ln", [plus(one, x)]))],
  ["log2", named("log_2")],
  ["log10", named("log_10")],
  ["asin", named("arcsin")],
  ["acos", named("arccos")],
  ["atan", named("arctan")],
  ["asinh", named("arsinh")],
  ["acosh", named("arcosh")],
  ["atanh", named("artanh")],
  ["sign", named("sgn")],
  ["sigmoid", named("sigma")],
  ["relu", named("ReLU")],
  ["silu", named("SiLU")],
  ["gelu", named("GELU")],
  ["hypot", (args) => root(plus(...args.map((arg) => power(arg, number(2)))))],
  ["dot", of(2, (a, b) => product([a, b], "dot"))],
  ["cross", of(2, (a, b) => product([a, b], "cross"))],
  ["transpose", of(1, (a) => ({ kind: "transpose", operand: a }))],
  ["trace", named("tr")],
  ["grad", of(1, (f) => ({ kind: "nabla", operator: "gradient", operand: f }))],
  ["div", of(1, (f) => ({ kind: "nabla", operator: "divergence", operand: f }))],
  ["curl", of(1, (f) => ({ kind: "nabla", operator: "curl", operand: f }))],
  ["laplacian", of(1, (f) => ({ kind: "nabla", operator: "laplacian", operand: f }))],
  ["jacobian", of(1, (f) => ({ kind: "subscript", base: symbol("J"), subscripts: [f] }))],
  ["D", of(2, (f, x) => quotient(product([symbol("∂"), f]), product([symbol("∂"), x])))],
  [
    "if",
    of(3, (condition, value, other) => ({ kind: "cases", branches: flatBranches(condition, value, other) })),
  ],
]);

/** Lines of cases up to which cases inside cases are written as one. */
const mostLines = 8;

/** if(c, if(d, u, v), w) as u if c and d, v if c, w otherwise: the first line that holds counts. */
function flatBranches(condition: MathTree, value: MathTree, other: MathTree): readonly CaseBranch[] {
  const rest = other.kind === "cases" ? other.branches : [{ value: other, condition: null }];
  if (value.kind !== "cases" || value.branches.length + rest.length > mostLines)
    return [{ value, condition }, ...rest];
  const inner = value.branches.map((branch) => ({
    value: branch.value,
    condition: branch.condition ? conjunction(condition, branch.condition) : condition,
  }));
  return [...inner, ...rest];
}

function conjunction(left: MathTree, right: MathTree): MathTree {
  const operands = [left, right].flatMap((tree) =>
    tree.kind === "relation" && tree.operators[0] === "and" ? tree.operands : [tree],
  );
  return { kind: "relation", operands, operators: operands.slice(1).map(() => "and") };
}

/** A function of the language applied to arguments, as a textbook writes it. */
export function functionNotation(name: string, args: readonly MathTree[]): MathTree {
  return notations.get(name)?.(args) ?? call(name, args);
}
