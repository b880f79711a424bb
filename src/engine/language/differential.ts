import { coordinatesOf } from "../autodiff/direction.ts";
import { jvp } from "../autodiff/jvp.ts";
import { laplacian } from "../autodiff/laplacian.ts";
import { curl, divergence, gradient, jacobian, partial, pulled } from "../autodiff/operators.ts";
import type { Node } from "../graph/node.ts";
import { describeShape, sameShape, sizeOf } from "../graph/shape.ts";
import { index, neg, stack, zeros } from "../ops/index.ts";
import { isComplex } from "./complex.ts";
import { type Context, Refusal } from "./context.ts";
import { count } from "./report.ts";
import { costOf, FunctionValue } from "./value.ts";

type Derivative = (output: Node, inputs: readonly Node[]) => Node;

/**
 * grad, div, curl, laplacian or jacobian of a function, as a function of the same arguments. For one number
 * the derivative is a number. Throws Refusal when the function is not of the right kind.
 */
export function differentiate(context: Context, operator: string, given: FunctionValue): FunctionValue {
  if (operator === "polya" || operator === "vector") return asField(operator, given);
  const scalar = given.signature?.gives === "real" && operator === "grad" ? given.read(given.output) : null;
  const fn = scalar && !isComplex(scalar) ? given.withOutput(scalar) : given;
  return fn.derive(operator, () => {
    const derivative = derivativeFor(operator, fn);
    spendOn(context, operator, fn, fn.inputs);
    return fn.withOutput(derivative(fn.output, fn.inputs));
  });
}

/** The Pólya field (u, −v) of f = u + iv, which f itself stands for, or the field (u, v). Throws Refusal. */
function asField(operator: "polya" | "vector", fn: FunctionValue): FunctionValue {
  const { signature, output } = fn;
  if (!signature?.gives || signature.arguments.length > 1)
    throw new Refusal("type", `\`${operator}\` needs a function of one complex number.`, {
      hint: "define f(z: C) = …",
    });
  if (operator === "polya") return fn;
  return fn.derive(operator, () =>
    fn.withOutput(stack(output.graph, [index(output, 0), neg(index(output, 1))])),
  );
}

/**
 * ∂f/∂x by one argument, as a function of all: of f's shape for a number, the gradient or the Jacobian for a vector.
 * Throws Refusal for matrices.
 */
export function differentiateBy(context: Context, fn: FunctionValue, position: number): FunctionValue {
  const along = fn.inputs[position] as Node;
  return fn.derive(`D${position}`, () => {
    const { shape } = fn.output;
    spendOn(context, shape.length === 0 ? "grad" : "jacobian", fn, [along]);
    if (along.shape.length === 0) return fn.withOutput(partial(fn.output, along));
    if (along.shape.length > 1)
      throw new Refusal("not-supported", "`D` by an argument that is a matrix is not supported.");
    if (shape.length > 1)
      throw new Refusal("not-supported", "`D` of a matrix by a vector would have three axes.");
    const derivative = shape.length === 0 ? gradient : jacobian;
    return fn.withOutput(derivative(fn.output, [along]));
  });
}

/** J v at a point: the derivative of the value when the arguments move by `direction`. */
export function pushForward(
  context: Context,
  fn: FunctionValue,
  point: readonly Node[],
  direction: readonly Node[],
): Node {
  const pushed = fn.derive("jvp", () => {
    context.spend(2 * costOf(fn.output));
    const tangents = fn.inputs.map(({ shape }) => context.variable("v", shape));
    const [tangent] = jvp([fn.output], fn.inputs, tangents);
    const output = tangent ?? zeros(context.graph, fn.output.shape);
    return new FunctionValue(
      context,
      [...fn.argumentNames, ...fn.argumentNames],
      [...fn.inputs, ...tangents],
      output,
    );
  });
  return pushed.apply([...point, ...direction]);
}

/**
 * w J at a point: what a cotangent of the value gives for the argument, of its shape; for several arguments one vector
 * of all their entries. Throws Refusal.
 */
export function pullBack(context: Context, fn: FunctionValue, point: readonly Node[], cotangent: Node): Node {
  if (!sameShape(cotangent.shape, fn.output.shape)) {
    const message = `\`vjp\` pulls back what is shaped as the value of the function, ${describeShape(fn.output.shape)}, but ${describeShape(cotangent.shape)} is given.`;
    throw new Refusal("shape", message);
  }
  if (fn.inputs.length > 1 && fn.inputs.some(({ shape }) => shape.length > 1))
    throw new Refusal(
      "not-supported",
      "`vjp` of several arguments with a matrix among them is not supported.",
    );
  const transposed = fn.derive("vjp", () => {
    const w = context.variable("w", fn.output.shape);
    context.spend(4 * costOf(fn.output));
    context.spendEntries(coordinatesOf(fn.inputs));
    const result = pulled(fn.output, fn.inputs, w);
    return new FunctionValue(context, [...fn.argumentNames, "w"], [...fn.inputs, w], result);
  });
  return transposed.apply([...point, cotangent]);
}

function derivativeFor(operator: string, fn: FunctionValue): Derivative {
  const { shape } = fn.output;
  const dimension = coordinatesOf(fn.inputs);
  if (fn.inputs.some((input) => input.shape.length > 1)) {
    throw new Refusal("not-supported", `\`${operator}\` of a function of a matrix is not supported.`);
  }
  const isNumber = shape.length === 0;
  const onLine = isNumber && dimension === 1 && fn.inputs[0]?.shape.length === 0;
  const given = `this one gives ${describeShape(shape)} for ${count(dimension, "input")}`;
  switch (operator) {
    case "grad":
      if (onLine) return slope;
      if (isNumber) return gradient;
      throw new Refusal("shape", `\`grad\` needs a function that gives one number; ${given}.`, {
        hint: "write jacobian(F) for all derivatives of a vector field, div(F) or curl(F) for some",
      });
    case "jacobian":
      if (onLine) return slope;
      if (isNumber) return gradient;
      if (shape.length === 1) return jacobian;
      throw new Refusal("shape", `\`jacobian\` needs a function that gives a vector; ${given}.`);
    case "div":
      if (onLine) return slope;
      if (shape.length === 1 && shape[0] === dimension) return divergence;
      throw new Refusal("shape", `\`div\` needs as many outputs as inputs; ${given}.`, {
        hint: isNumber ? "write grad(f) for the gradient of a number" : null,
      });
    case "curl":
      if (shape.length === 1 && shape[0] === dimension && (dimension === 2 || dimension === 3)) return curl;
      throw new Refusal("shape", `\`curl\` needs a field in the plane or in space; ${given}.`);
    default:
      if (shape.length < 2) return laplacian;
      throw new Refusal("shape", `\`laplacian\` needs a function that gives a number or a vector; ${given}.`);
  }
}

/** Accounts for a derivative by these inputs: a reverse pass, or one walk of the graph or more along each coordinate. */
function spendOn(
  context: Context,
  operator: string,
  { output }: FunctionValue,
  inputs: readonly Node[],
): void {
  const dimension = coordinatesOf(inputs);
  const walks = operator === "grad" ? 4 : dimension * (operator === "laplacian" ? 6 : 2);
  context.spend(costOf(output) * walks);
  // Unit vectors are written out.
  const longest = Math.max(...inputs.map(({ shape }) => sizeOf(shape)));
  context.spendEntries(operator === "grad" ? dimension : dimension * longest);
}

function slope(output: Node, inputs: readonly Node[]): Node {
  const [input] = inputs;
  return input ? partial(output, input) : output;
}
