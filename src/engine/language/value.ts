import type { Node } from "../graph/node.ts";
import { sameShape } from "../graph/shape.ts";
import { substitute, topological } from "../graph/traverse.ts";
import { type Complex, conj } from "../ops/complex.ts";
import { index, stack } from "../ops/index.ts";
import type { Builtin } from "./builtins.ts";
import { isComplex, realOf, type Scalar, type Signature } from "./complex.ts";
import { type Context, Refusal } from "./context.ts";
import { count } from "./report.ts";
import type { Range } from "./syntax.ts";

/** What an expression stands for. */
export type Value =
  | { readonly kind: "array"; readonly node: Node }
  | { readonly kind: "complex"; readonly value: Complex }
  | { readonly kind: "function"; readonly fn: FunctionValue }
  | { readonly kind: "builtin"; readonly builtin: Builtin }
  /** Something wrong that has been reported: whatever is made of it is silently wrong, too. */
  | { readonly kind: "poison" };

export const poison: Value = { kind: "poison" };

export function arrayValue(node: Node): Value {
  return { kind: "array", node };
}

function scalarValue(scalar: Scalar): Value {
  return isComplex(scalar) ? { kind: "complex", value: scalar } : arrayValue(scalar);
}

/**
 * A function: a graph in its inputs. A call replaces the inputs; besides them the graph depends on sliders,
 * on time, and for a helper in `where` on the arguments of the function around it. Inputs of such helpers
 * are their own, so that no call can take one for another.
 */
export class FunctionValue {
  readonly argumentNames: readonly string[];
  readonly inputs: readonly Node[];
  readonly output: Node;
  /** null where all is real. */
  readonly signature: Signature | null;
  private readonly context: Context;
  private readonly calls = new Map<string, Node>();
  private readonly derived = new Map<string, FunctionValue>();
  private cost = 0;

  constructor(
    context: Context,
    argumentNames: readonly string[],
    inputs: readonly Node[],
    output: Node,
    signature: Signature | null = null,
  ) {
    this.context = context;
    this.argumentNames = argumentNames;
    this.inputs = inputs;
    this.output = output;
    this.signature = signature;
  }

  /** The same function of inputs; a complex number goes out as its Pólya field (u, −v). */
  static of(
    context: Context,
    argumentNames: readonly string[],
    inputs: readonly Node[],
    result: Scalar,
    signature: Signature | null,
  ): FunctionValue {
    if (!isComplex(result)) return new FunctionValue(context, argumentNames, inputs, result, signature);
    const { re, im } = conj(result);
    const gives = signature?.gives ?? "complex";
    const given = { arguments: signature?.arguments ?? [], gives };
    return new FunctionValue(context, argumentNames, inputs, stack(context.graph, [re, im]), given);
  }

  /** What a value of the output stands for. */
  read(output: Node): Scalar {
    if (!this.signature?.gives) return output;
    const value = conj({ re: index(output, 0), im: index(output, 1) });
    return this.signature.gives === "real" ? value.re : value;
  }

  /** The value at `args`, of the inputs' shapes. Equal calls are made once. Throws LimitError. */
  apply(args: readonly Node[]): Node {
    if (args.every((arg, position) => arg === this.inputs[position])) return this.output;
    const key = args.map(({ id }) => id).join();
    const known = this.calls.get(key);
    if (known) return known;
    this.cost ||= costOf(this.output);
    this.context.spend(this.cost);
    const replacements = new Map<Node, Node>();
    for (const [position, input] of this.inputs.entries()) replacements.set(input, args[position] ?? input);
    const result = substitute([this.output], replacements)[0] ?? this.output;
    this.calls.set(key, result);
    return result;
  }

  /** A function of the same inputs. */
  withOutput(output: Node): FunctionValue {
    const signature = this.signature && { ...this.signature, gives: null };
    return new FunctionValue(this.context, this.argumentNames, this.inputs, output, signature);
  }

  /** A function made from this one, made once. */
  derive(key: string, make: () => FunctionValue): FunctionValue {
    const known = this.derived.get(key);
    if (known) return known;
    const made = make();
    this.derived.set(key, made);
    return made;
  }

  /** "a number", "2 numbers", "a vector of 3". */
  get domain(): string {
    if (this.inputs.every(({ shape }) => shape.length === 0)) return count(this.inputs.length, "number");
    return this.inputs
      .map(({ shape }) => (shape.length === 0 ? "a number" : `R^${shape.join("×")}`))
      .join(", ");
  }
}

/** What walking the graph of a node takes: its nodes, and what goes into them (a long vector is one wide node). */
export function costOf(node: Node): number {
  return topological([node]).reduce((total, { inputs }) => total + 1 + inputs.length, 0);
}

/**
 * `build` on values: on numbers and arrays at once; with functions among the operands it is done point by
 * point and gives a function (`2 F + G`, `exp(-phi)`). `onComplex` takes its place where numbers are complex.
 */
export function lift(
  context: Context,
  range: Range,
  operation: string,
  operands: readonly Value[],
  build: (nodes: Node[]) => Node,
  onComplex: ((scalars: readonly Scalar[]) => Scalar) | null = null,
): Value {
  if (operands.some(({ kind }) => kind === "poison")) return poison;
  const make = (): Value => {
    const settled = operands.map((operand) => settle(context, operand));
    const complexly = isAnyComplex(settled) ? onComplex : null;
    const result = (scalars: readonly Scalar[]): Scalar => {
      if (!complexly) return build(scalars.map((scalar) => realOf(operation, scalar)));
      context.spend(complexSteps);
      return complexly(scalars);
    };
    const functions = settled.filter((operand) => operand instanceof FunctionValue);
    const [first] = functions;
    if (!first) return scalarValue(result(settled as Scalar[]));
    // Where no argument is in sight nothing but the functions depends on their inputs.
    const inputs =
      context.functionDepth === 0
        ? first.inputs
        : first.inputs.map(({ shape }, position) =>
            context.variable(first.argumentNames[position] ?? "x", shape),
          );
    const nodes = settled.map((operand) => {
      if (!(operand instanceof FunctionValue)) return operand;
      if (!sameDomain(first, operand)) {
        throw new Refusal(
          "shape",
          `These functions have different arguments: ${first.domain} and ${operand.domain}.`,
        );
      }
      const output = operand.apply(inputs);
      return complexly ? operand.read(output) : output;
    });
    const signature = functions.find((fn) => fn.signature)?.signature;
    const given = signature ? { ...signature, gives: null } : null;
    return {
      kind: "function",
      fn: FunctionValue.of(context, first.argumentNames, inputs, result(nodes), given),
    };
  };
  return context.attempt(range, operation, make, poison);
}

/** What an operation on complex numbers adds to the graph, in steps of building. */
const complexSteps = 8;

/** Beside a vector a complex function is the field that it shows. */
function isAnyComplex(settled: readonly (Scalar | FunctionValue)[]): boolean {
  if (settled.some((operand) => !(operand instanceof FunctionValue) && isComplex(operand))) return true;
  const isNumber = (operand: Scalar | FunctionValue) =>
    operand instanceof FunctionValue
      ? operand.signature?.gives || operand.output.shape.length === 0
      : isComplex(operand) || operand.shape.length === 0;
  return (
    settled.some((operand) => operand instanceof FunctionValue && operand.signature?.gives) &&
    settled.every(isNumber)
  );
}

function sameDomain(a: FunctionValue, b: FunctionValue): boolean {
  return (
    a.inputs.length === b.inputs.length &&
    a.inputs.every(({ shape }, position) => sameShape(shape, b.inputs[position]?.shape ?? [-1]))
  );
}

function settle(context: Context, operand: Value): Scalar | FunctionValue {
  if (operand.kind === "array") return operand.node;
  if (operand.kind === "complex") return operand.value;
  if (operand.kind === "function") return operand.fn;
  if (operand.kind === "builtin") return builtinFunction(context, operand.builtin);
  throw new Refusal("type", "This has no value.");
}

const builtinFunctions = new WeakMap<Context, Map<string, FunctionValue>>();

/** `sin` as the function x ↦ sin(x). Throws Refusal for one that takes no numbers, or any number of them. */
export function builtinFunction(context: Context, builtin: Builtin): FunctionValue {
  const { name, kind, build, minArity, maxArity } = builtin;
  if (kind !== "elementwise" || !build || minArity !== maxArity) {
    const remark = { hint: `write ${builtin.signature}` };
    throw new Refusal("type", `\`${name}\` needs its arguments in brackets here.`, remark);
  }
  const cache = builtinFunctions.get(context) ?? new Map<string, FunctionValue>();
  builtinFunctions.set(context, cache);
  const known = cache.get(name);
  if (known) return known;
  const names = builtin.argumentNames.slice(0, maxArity);
  const inputs = names.map((argument) => context.variable(argument, []));
  const made = new FunctionValue(context, names, inputs, build(context.graph, inputs, new Map()));
  cache.set(name, made);
  return made;
}
