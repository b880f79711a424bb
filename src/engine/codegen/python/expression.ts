import type { Node } from "../../graph/node.ts";
import { constantValue } from "../../ops/index.ts";

/** The libraries that programs are printed for. */
export const pythonTargets = ["jax", "pytorch", "numpy"] as const;
export type PythonTarget = (typeof pythonTargets)[number];

/** How each library is called in the programs. */
export const libraryNames: Readonly<Record<PythonTarget, string>> = {
  jax: "jnp",
  pytorch: "torch",
  numpy: "np",
};

/** How tightly an expression is bound, as Python's grammar has it. */
export const levels = { comparison: 1, sum: 3, product: 4, unary: 5, power: 6, atom: 7 } as const;

/** A piece of Python. */
export interface Expression {
  readonly text: string;
  readonly level: number;
  /** Where a written-out number stands: libraries that want arrays need to know. */
  readonly number?: number;
}

export function atom(text: string): Expression {
  return { text, level: levels.atom };
}

/** The text, in brackets where it is bound less tightly than `level`. */
export function within(expression: Expression, level: number): string {
  return expression.level < level ? `(${expression.text})` : expression.text;
}

/** Whole numbers up to this size are written without a point where they stand beside an array. */
const plainInteger = 1e6;

/** A number as Python reads it; every float64 survives. Whole ones look whole where `plain`. */
export function pythonNumber(value: number, library: string, plain = false): string {
  if (Number.isNaN(value)) return `${library}.nan`;
  if (!Number.isFinite(value)) return value > 0 ? `${library}.inf` : `-${library}.inf`;
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  if (plain && Number.isInteger(value) && Math.abs(value) < plainInteger) return text;
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A number beside arrays. */
export function numberExpression(value: number, library: string): Expression {
  const negative = value < 0 || Object.is(value, -0);
  return {
    text: pythonNumber(value, library, true),
    level: negative ? levels.unary : levels.atom,
    number: value,
  };
}

/** Whether the node is a number or one repeated, which arithmetic with an array repeats by itself. */
export function repeatedScalar(node: Node): Node | null {
  if (node.shape.length === 0) return null;
  if (node.op.name === "broadcast") return node.inputs[0] as Node;
  if (node.op.name !== "stack") return null;
  const [first, ...others] = node.inputs as [Node, ...Node[]];
  if (others.some((other) => other !== first)) return null;
  const inner = first.shape.length === 0 ? first : repeatedScalar(first);
  return inner && constantValue(inner) !== null ? inner : null;
}
