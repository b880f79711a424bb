import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import {
  concat,
  diag,
  dot,
  elementwiseFunctions,
  outer,
  reverse,
  select,
  trace,
  transpose,
} from "../ops/index.ts";
import {
  cross,
  matrixOf,
  mean,
  norm,
  product,
  smallest,
  squareMatrixOf,
  sumOfEntries,
  unfit,
  vectorOf,
} from "./arrays.ts";
import { Refusal } from "./context.ts";
import {
  constantArray,
  counting,
  evenlySpaced,
  identity,
  type NamedNumbers,
  randomArray,
  rolled,
} from "./creation.ts";

export type BuiltinKind =
  /** Works entry by entry. */
  | "elementwise"
  /** Works on whole vectors. */
  | "array"
  /** Takes a function and gives a function. */
  | "differential"
  /** Takes a function and a point, and gives numbers. */
  | "linearisation";

type Build = (graph: Graph, args: readonly Node[], named: NamedNumbers) => Node;

/** How many arguments there may be, where the signature does not say. */
type Arity = readonly [least: number, most: number];

export interface Builtin {
  readonly name: string;
  readonly kind: BuiltinKind;
  /** As in `smoothstep(edge0, edge1, x)`. */
  readonly signature: string;
  readonly argumentNames: readonly string[];
  /** Arguments given by name only. */
  readonly named: readonly string[];
  readonly description: string;
  readonly minArity: number;
  readonly maxArity: number;
  /** null for what takes a function. */
  readonly build: Build | null;
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
  ["re(z)", "real part"],
  ["im(z)", "imaginary part"],
  ["conj(z)", "complex conjugate"],
  ["arg(z)", "angle of a complex number, from -π to π"],
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
  ["stop_gradient(x)", "x, held fixed by every derivative"],
  ["step(edge, x)", "0 below the edge, 1 from it on; step(x) has its edge at 0"],
  ["smoothstep(edge0, edge1, x)", "smooth rise from 0 at edge0 to 1 at edge1"],
];

type ArrayRow = readonly [signature: string, description: string, build: Build, arity?: Arity];

const arrays: readonly ArrayRow[] = [
  ["if(c, a, b)", "a where c holds, else b", (_graph, args) => choose(args)],
  [
    "dot(a, b)",
    "dot product of two vectors",
    (_graph, [a, b]) => dot(vectorOf("dot", a), vectorOf("dot", b)),
  ],
  [
    "cross(a, b)",
    "cross product in space; in the plane the number a₀b₁ - a₁b₀",
    (_graph, [a, b]) => cross(a, b),
  ],
  ["norm(v)", "length of a vector", (_graph, [v]) => norm(v)],
  ["sum(v)", "sum of the entries", (_graph, [v]) => sumOfEntries(v)],
  ["mean(v)", "mean of the entries", (_graph, [v]) => mean(v)],
  ["prod(v)", "product of the entries", (_graph, [v]) => product(v)],
  ["concat(a, b, …)", "vectors and numbers in one vector, or matrices one below the other", concat, [1, 64]],
  ["roll(v, k)", "entries moved on by k places, the last ones to the front", (_graph, args) => rolled(args)],
  ["reverse(v)", "entries in reverse order", (_graph, [v]) => reverse(vectorOf("reverse", v))],
  [
    "outer(a, b)",
    "matrix of all products of entries of a and b",
    (_graph, [a, b]) => outer(vectorOf("outer", a), vectorOf("outer", b)),
  ],
  [
    "transpose(A)",
    "rows and columns exchanged",
    (_graph, [matrix]) => transpose(matrixOf("transpose", matrix)),
  ],
  ["trace(A)", "sum of the diagonal", (_graph, [matrix]) => trace(squareMatrixOf("trace", matrix))],
  [
    "diag(v)",
    "diagonal matrix of a vector, or the diagonal of a matrix",
    (_graph, [array]) => diagonal(array),
  ],
  ["eye(n)", "identity matrix; eye(m, n) has m rows and n columns", identity, [1, 2]],
  [
    "zeros(n)",
    "vector of n zeros; zeros(m, n) is a matrix",
    (graph, args) => constantArray("zeros", graph, args),
    [1, 2],
  ],
  [
    "ones(n)",
    "vector of n ones; ones(m, n) is a matrix",
    (graph, args) => constantArray("ones", graph, args),
    [1, 2],
  ],
  ["range(n)", "0, 1, …, n - 1; or range(start, stop, step) without the stop", counting, [1, 3]],
  ["linspace(a, b, n)", "n numbers evenly from a to b, both included", (_graph, args) => evenlySpaced(args)],
  [
    "randn(m, n, seed=0)",
    "normal entries, JAX's of that seed; m alone makes a vector",
    (graph, args, named) => randomArray("randn", graph, args, named),
    [0, 2],
  ],
  [
    "rademacher(m, n, seed=0)",
    "entries 1 or -1, JAX's of that seed; m alone makes a vector",
    (graph, args, named) => randomArray("rademacher", graph, args, named),
    [0, 2],
  ],
  [
    "uniform(m, n, seed=0)",
    "entries from 0 to below 1, JAX's of that seed; m alone makes a vector",
    (graph, args, named) => randomArray("uniform", graph, args, named),
    [0, 2],
  ],
];

const differential: readonly (readonly [signature: string, description: string])[] = [
  ["grad(f)", "gradient: the vector of the partial derivatives of a number"],
  ["div(F)", "divergence: the sum of ∂F_i/∂x_i"],
  ["curl(F)", "curl: a number in the plane, a vector in space"],
  ["laplacian(f)", "Laplacian: the sum of ∂²f/∂x_i², of each component"],
  ["jacobian(F)", "Jacobian matrix: row i is the gradient of F_i"],
  ["polya(f)", "Pólya field (u, -v) of f(z: C) = u + iv: what f itself shows"],
  ["vector(f)", "the field (u, v) of f(z: C) = u + iv"],
  ["D(f, x)", "derivative of f by its argument x (or by its position, from 0), as a function"],
];

const linearisations: readonly (readonly [signature: string, description: string])[] = [
  ["jvp(f, x, v)", "derivative of f at x along v: J v, without f(x) beside it"],
  ["vjp(f, x, w)", "cotangent w pulled back through f at x: w J, shaped as x"],
];

/** Every function of the language by name; user definitions come before them. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [
    ...elementwise.map(([signature, description]) => elementwiseBuiltin(signature, description)),
    ...arrays.map(([signature, description, build, arity]) =>
      fixedBuiltin("array", signature, description, build, arity),
    ),
    ...differential.map(([signature, description]) =>
      fixedBuiltin("differential", signature, description, null),
    ),
    ...linearisations.map(([signature, description]) =>
      fixedBuiltin("linearisation", signature, description, null),
    ),
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
  arity?: Arity,
): Builtin {
  const bracket = signature.indexOf("(");
  const written = signature
    .slice(bracket + 1, -1)
    .split(", ")
    .filter((name) => name !== "…");
  const argumentNames = written.filter((name) => !name.includes("="));
  const named = written.filter((name) => name.includes("=")).map((name) => name.slice(0, name.indexOf("=")));
  const [minArity, maxArity] = arity ?? [argumentNames.length, argumentNames.length];
  const name = signature.slice(0, bracket);
  return { name, kind, signature, argumentNames, named, description, minArity, maxArity, build };
}

function diagonal(array: Node | undefined): Node {
  if (array?.shape.length === 1 || array?.shape.length === 2) return diag(array);
  throw unfit("diag", "a vector or a matrix", array);
}

function choose([condition, whenTrue, whenFalse]: readonly Node[]): Node {
  if (!condition || !whenTrue || !whenFalse) throw new Refusal("argument-count", "`if` takes 3 arguments.");
  return select(condition, whenTrue, whenFalse);
}
