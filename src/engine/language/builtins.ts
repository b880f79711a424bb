import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { elementwiseFunctions, select } from "../ops/index.ts";
import { cross, dot, mean, norm, product, smallest, sumOfEntries } from "./arrays.ts";
import { Refusal } from "./context.ts";

export type BuiltinKind =
  /** Works entry by entry. */
  | "elementwise"
  /** Works on whole vectors. */
  | "array"
  /** Takes a function and gives a function. */
  | "differential"
  /** Part of the language that is not built yet. */
  | "later";

export interface Builtin {
  readonly name: string;
  readonly kind: BuiltinKind;
  /** As in `smoothstep(edge0, edge1, x)`. */
  readonly signature: string;
  readonly argumentNames: readonly string[];
  readonly description: string;
  readonly minArity: number;
  readonly maxArity: number;
  /** null for differential operators and for what is not built yet. */
  readonly build: ((graph: Graph, args: readonly Node[]) => Node) | null;
}

export interface Constant {
  readonly name: string;
  readonly value: number;
  readonly description: string;
}

export const constants: ReadonlyMap<string, Constant> = new Map(
  [
    { name: "pi", value: Math.PI, description: "half a turn, 3.14159…" },
    { name: "tau", value: 2 * Math.PI, description: "a whole turn, 6.28318…" },
    { name: "e", value: Math.E, description: "the base of natural logarithms, 2.71828…" },
    { name: "inf", value: Number.POSITIVE_INFINITY, description: "infinity" },
  ].map((constant) => [constant.name, constant]),
);

const elementwise: readonly (readonly [signature: string, description: string])[] = [
  ["sin(x)", "sine"],
  ["cos(x)", "cosine"],
  ["tan(x)", "tangent"],
  ["asin(x)", "inverse sine, from -π/2 to π/2"],
  ["acos(x)", "inverse cosine, from 0 to π"],
  ["atan(x)", "inverse tangent, from -π/2 to π/2"],
  ["atan2(y, x)", "angle of the point (x, y), from -π to π"],
  ["sinh(x)", "hyperbolic sine"],
  ["cosh(x)", "hyperbolic cosine"],
  ["tanh(x)", "hyperbolic tangent"],
  ["asinh(x)", "inverse hyperbolic sine"],
  ["acosh(x)", "inverse hyperbolic cosine"],
  ["atanh(x)", "inverse hyperbolic tangent"],
  ["exp(x)", "e to the power x"],
  ["expm1(x)", "exp(x) - 1, precise near 0"],
  ["log(x)", "natural logarithm"],
  ["ln(x)", "natural logarithm, the same as log"],
  ["log1p(x)", "log(1 + x), precise near 0"],
  ["log2(x)", "logarithm to base 2"],
  ["log10(x)", "logarithm to base 10"],
  ["sqrt(x)", "square root"],
  ["cbrt(x)", "cube root"],
  ["abs(x)", "absolute value; its derivative at 0 is 0"],
  ["sign(x)", "-1, 0 or 1"],
  ["floor(x)", "largest whole number not above x"],
  ["ceil(x)", "smallest whole number not below x"],
  ["round(x)", "nearest whole number"],
  ["mod(x, m)", "remainder with the sign of m"],
  ["min(a, b, …)", "smallest of several numbers, or entry of a vector"],
  ["max(a, b, …)", "largest of several numbers, or entry of a vector"],
  ["clamp(x, low, high)", "x held between low and high"],
  ["hypot(a, b, …)", "sqrt(a^2 + b^2 + …)"],
  ["erf(x)", "error function"],
  ["erfc(x)", "1 - erf(x)"],
  ["sigmoid(x)", "1 / (1 + exp(-x))"],
  ["softplus(x)", "log(1 + exp(x))"],
  ["relu(x)", "max(x, 0)"],
  ["silu(x)", "x sigmoid(x)"],
  ["gelu(x)", "x times the normal distribution function"],
  ["sinc(x)", "sin(πx) / (πx), and 1 at 0, as in NumPy"],
  ["step(edge, x)", "0 below the edge, 1 from it on; step(x) has its edge at 0"],
  ["smoothstep(edge0, edge1, x)", "smooth rise from 0 at edge0 to 1 at edge1"],
];

type Build = (graph: Graph, args: readonly Node[]) => Node;

const arrays: readonly (readonly [signature: string, description: string, build: Build])[] = [
  ["if(c, a, b)", "a where c holds, else b", (_graph, args) => choose(args)],
  ["dot(a, b)", "dot product of two vectors", (_graph, [a, b]) => dot(a, b)],
  [
    "cross(a, b)",
    "cross product in space; in the plane the number a₀b₁ - a₁b₀",
    (_graph, [a, b]) => cross(a, b),
  ],
  ["norm(v)", "length of a vector", (_graph, [v]) => norm(v)],
  ["sum(v)", "sum of the entries", (_graph, [v]) => sumOfEntries(v)],
  ["mean(v)", "mean of the entries", (_graph, [v]) => mean(v)],
  ["prod(v)", "product of the entries", (_graph, [v]) => product(v)],
];

const differential: readonly (readonly [signature: string, description: string])[] = [
  ["grad(f)", "gradient: the vector of the partial derivatives of a number"],
  ["div(F)", "divergence: the sum of ∂F_i/∂x_i"],
  ["curl(F)", "curl: a number in the plane, a vector in space"],
  ["laplacian(f)", "Laplacian: the sum of ∂²f/∂x_i², of each component"],
  ["jacobian(F)", "Jacobian matrix: row i is the gradient of F_i"],
];

const later: readonly (readonly [signature: string, description: string])[] = [
  ["D(f, x)", "derivative of f with respect to x"],
  ["jvp(f, x, v)", "derivative of f at x along v"],
  ["vjp(f, x, w)", "cotangent w pulled back through f at x"],
  ["stop_gradient(x)", "x, as a constant for derivatives"],
  ["concat(a, b)", "one vector after the other"],
  ["roll(v, k)", "entries moved on by k places"],
  ["reverse(v)", "entries in reverse order"],
  ["outer(a, b)", "matrix of all products"],
  ["transpose(A)", "rows and columns exchanged"],
  ["trace(A)", "sum of the diagonal"],
  ["eye(n)", "identity matrix"],
  ["zeros(n)", "vector of zeros"],
  ["ones(n)", "vector of ones"],
  ["diag(v)", "diagonal matrix, or the diagonal of a matrix"],
  ["range(n)", "0, 1, …, n - 1"],
  ["linspace(a, b, n)", "n numbers evenly from a to b"],
  ["randn(m, n, seed=0)", "normally distributed entries, as in JAX"],
  ["rademacher(m, n, seed=0)", "entries 1 or -1 at random, as in JAX"],
  ["uniform(m, n, seed=0)", "entries evenly distributed between 0 and 1, as in JAX"],
];

/** Every function of the language by name; user definitions come before them. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [
    ...elementwise.map(([signature, description]) => elementwiseBuiltin(signature, description)),
    ...arrays.map(([signature, description, build]) => fixedBuiltin("array", signature, description, build)),
    ...differential.map(([signature, description]) =>
      fixedBuiltin("differential", signature, description, null),
    ),
    ...later.map(([signature, description]) => fixedBuiltin("later", signature, description, null)),
  ].map((builtin) => [builtin.name, builtin]),
);

function elementwiseBuiltin(signature: string, description: string): Builtin {
  const plain = fixedBuiltin("elementwise", signature, description, null);
  const { name } = plain;
  const definition = elementwiseFunctions.get(name);
  if (!definition) throw new Error(`no op for ${name}`);
  const { minArity, maxArity } = definition;
  const reduces = name === "min" || name === "max";
  const build: Build = (graph, args) => {
    const [only] = args;
    return reduces && only && args.length === 1 ? smallest(only, name) : definition.build(graph, args);
  };
  return { ...plain, minArity: reduces ? 1 : minArity, maxArity, build };
}

function fixedBuiltin(
  kind: BuiltinKind,
  signature: string,
  description: string,
  build: Build | null,
): Builtin {
  const bracket = signature.indexOf("(");
  const argumentNames = signature
    .slice(bracket + 1, -1)
    .split(", ")
    .filter((name) => name !== "…");
  const arity = argumentNames.length;
  const name = signature.slice(0, bracket);
  return { name, kind, signature, argumentNames, description, minArity: arity, maxArity: arity, build };
}

function choose([condition, whenTrue, whenFalse]: readonly Node[]): Node {
  if (!condition || !whenTrue || !whenFalse) throw new Refusal("argument-count", "`if` takes 3 arguments.");
  return select(condition, whenTrue, whenFalse);
}
