import type { Node } from "../graph/node.ts";
import { describeShape } from "../graph/shape.ts";
import * as complex from "../ops/complex.ts";
import { constantValue, select } from "../ops/index.ts";
import { type Context, Refusal } from "./context.ts";
import { knownNumber } from "./known.ts";
import { operations, signed } from "./operations.ts";
import { quote } from "./report.ts";
import type { BinaryOperator } from "./syntax.ts";
import type { Value } from "./value.ts";

type Complex = complex.Complex;

/** A number of either kind; a node may be an array where none is refused yet. */
export type Scalar = Node | Complex;

/** How a function with complex arguments, or a complex value, was written. */
export interface Signature {
  readonly arguments: readonly { readonly name: string; readonly isComplex: boolean }[];
  /** What the output (u, −v) stands for: u + iv, or the number u; null for an output that is no Pólya field. */
  readonly gives: "complex" | "real" | null;
}

export function isComplex(scalar: object): scalar is Complex {
  return "re" in scalar;
}

/** Known to be real, as i² is. */
export function isReal({ im }: Complex): boolean {
  return constantValue(im) === 0;
}

const toReals = { hint: "re(z), im(z), abs(z) and arg(z) are real" };

/** What takes real numbers only, on real numbers. Throws Refusal for others. */
export function realOf(operation: string, scalar: Scalar): Node {
  if (!isComplex(scalar)) return scalar;
  if (isReal(scalar)) return scalar.re;
  throw new Refusal("type", `${quote(operation)} takes real numbers, and this one is complex.`, toReals);
}

/** Throws Refusal for arrays. */
export function complexOf(scalar: Scalar): Complex {
  if (isComplex(scalar)) return scalar;
  if (scalar.shape.length === 0) return complex.complex(scalar);
  throw new Refusal("type", `A complex number and ${describeShape(scalar.shape)} do not go together.`, {
    hint: "write the real and the imaginary part, re(z) and im(z)",
  });
}

const operators: Partial<Record<BinaryOperator, (a: Complex, b: Complex) => Complex>> = {
  "+": complex.add,
  "-": complex.sub,
  "*": complex.mul,
  "·": complex.mul,
  "×": complex.mul,
  "/": complex.div,
  "^": complex.power,
};

/** An operator between numbers of which some may be complex. Throws Refusal. */
export function operate(operator: BinaryOperator, a: Scalar, b: Scalar): Scalar {
  const build = operators[operator];
  if (!build || !(isComplex(a) || isComplex(b)))
    return operations[operator](realOf(operator, a), realOf(operator, b));
  return build(complexOf(a), complexOf(b));
}

export function signedScalar(operator: "-" | "+" | "not", scalar: Scalar): Scalar {
  if (operator === "-" && isComplex(scalar)) return complex.neg(scalar);
  return operator === "+" ? scalar : signed(operator, realOf(operator, scalar));
}

const functions: Readonly<Record<string, (z: Complex) => Scalar>> = {
  exp: complex.exp,
  log: complex.log,
  ln: complex.log,
  sqrt: complex.sqrt,
  sin: complex.sin,
  cos: complex.cos,
  tan: complex.tan,
  sinh: complex.sinh,
  cosh: complex.cosh,
  tanh: complex.tanh,
  conj: complex.conj,
  abs: complex.abs,
  arg: complex.arg,
  re: ({ re }) => re,
  im: ({ im }) => im,
};

/** A function of the language on numbers of which some are complex; null where it has no complex form. */
export function complexFunction(name: string, args: readonly Scalar[]): Scalar | null {
  const [first, whenTrue, whenFalse] = args;
  if (name === "if" && first && whenTrue && whenFalse && args.length === 3) {
    const condition = realOf("if", first);
    const [a, b] = [complexOf(whenTrue), complexOf(whenFalse)];
    return { re: select(condition, a.re, b.re), im: select(condition, a.im, b.im) };
  }
  const build = args.length === 1 ? functions[name] : undefined;
  return build && first ? build(complexOf(first)) : null;
}

/** Roots, logarithms and broken powers of negative numbers that are written out are complex where i is at hand. */
const cutFunctions: ReadonlySet<string> = new Set(["sqrt", "log", "ln", "^"]);

export function onTheCut(context: Context, name: string, values: readonly Value[]): readonly Value[] {
  const [first, second] = values;
  if (context.complexDepth === 0 || !cutFunctions.has(name) || first?.kind !== "array") return values;
  const exponent = second?.kind === "array" ? knownNumber(second.node) : null;
  const isCut = (knownNumber(first.node) ?? 0) < 0 && (name !== "^" || !Number.isInteger(exponent ?? 0));
  return isCut ? [promoted(first), ...values.slice(1)] : values;
}

/** A real number as a complex one; anything else as it is. */
export function promoted(value: Value): Value {
  if (value.kind !== "array" || value.node.shape.length > 0) return value;
  return { kind: "complex", value: complex.complex(value.node) };
}
