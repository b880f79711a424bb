import type { Node } from "../graph/node.ts";
import { describeShape, sameShape, sizeOf } from "../graph/shape.ts";
import { index } from "../ops/index.ts";
import type { Builtin } from "./builtins.ts";
import { type Context, Refusal } from "./context.ts";
import { differentiate } from "./differential.ts";
import { count } from "./report.ts";
import type { Expression } from "./syntax.ts";
import { builtinFunction, type FunctionValue, lift, poison, type Value } from "./value.ts";

/** The value of `callee(args)`; `name` is how the callee is written. */
export function callValue(
  context: Context,
  call: Expression & { kind: "call" },
  name: string,
  callee: Value,
  args: readonly Value[],
): Value {
  if (callee.kind === "poison" || args.some(({ kind }) => kind === "poison")) return poison;
  const [unwanted] = call.named;
  if (unwanted && !(callee.kind === "builtin" && callee.builtin.kind === "later")) {
    const hint = `write the value of ${unwanted.name} in its place`;
    context.report.add("argument-count", unwanted, `\`${name}\` takes its arguments by position.`, { hint });
    return poison;
  }
  if (callee.kind === "function") {
    return lift(context, call, name, args, (nodes) => applyFunction(name, callee.fn, nodes));
  }
  if (callee.kind === "builtin") return callBuiltin(context, call, callee.builtin, args);
  context.report.add("type", call.callee, `\`${name}\` is not a function.`);
  return poison;
}

function callBuiltin(
  context: Context,
  range: Expression & { kind: "call" },
  builtin: Builtin,
  args: readonly Value[],
): Value {
  const { name, kind, build, signature, minArity, maxArity } = builtin;
  if (kind === "later") {
    context.report.add(
      "not-supported",
      range.callee,
      `\`${name}\` is part of the language, but not supported yet.`,
    );
    return poison;
  }
  if (kind === "differential") return callDifferential(context, range, builtin, args);
  return lift(context, range, name, args, (nodes) => {
    const given = nodes.length === 1 && minArity > 1 ? entriesOf(nodes[0], maxArity) : nodes;
    if (given.length < minArity || given.length > maxArity) {
      const takes =
        minArity === maxArity
          ? count(minArity, "argument")
          : given.length > maxArity && maxArity > 3
            ? `at most ${count(maxArity, "argument")}`
            : `${minArity} or more arguments`;
      throw new Refusal("argument-count", `\`${name}\` takes ${takes}, but ${areGiven(args.length)} here.`, {
        hint: `write ${signature}`,
      });
    }
    if (!build) throw new Refusal("not-supported", `\`${name}\` is not supported yet.`);
    if (kind === "array" || given.length === 1)
      context.spend(given.reduce((size, { shape }) => size + sizeOf(shape), 0));
    return build(context.graph, given);
  });
}

function areGiven(amount: number): string {
  return `${amount} ${amount === 1 ? "is" : "are"} given`;
}

/** The entries of a vector given in place of as many arguments, at most `most`; else the value itself. */
function entriesOf(node: Node | undefined, most: number): Node[] {
  if (!node) return [];
  const length = node.shape[0];
  if (length === undefined || node.shape.length !== 1 || length > most) return [node];
  return Array.from({ length }, (_, i) => index(node, i));
}

function callDifferential(
  context: Context,
  range: Expression & { kind: "call" },
  { name, signature }: Builtin,
  args: readonly Value[],
): Value {
  const [argument, ...others] = args;
  if (!argument || others.length > 0) {
    const message = `\`${name}\` takes one function, but ${areGiven(args.length)} here.`;
    context.report.add("argument-count", range, message, {
      hint: `write ${signature}, or ${signature}(x, y) for its value`,
    });
    return poison;
  }
  const make = (): Value => {
    if (argument.kind === "function")
      return { kind: "function", fn: differentiate(context, name, argument.fn) };
    if (argument.kind === "builtin") {
      return {
        kind: "function",
        fn: differentiate(context, name, builtinFunction(context, argument.builtin)),
      };
    }
    throw new Refusal("type", `\`${name}\` needs a function, but this is ${describeValue(argument)}.`, {
      hint: inner(context, name, range) ?? `define f(x, y) = … and write ${name}(f)`,
    });
  };
  return context.attempt(range, name, make, poison);
}

/** `div(F(x, y))` is meant as `div(F)(x, y)`. */
function inner({ source }: Context, name: string, { args }: Expression & { kind: "call" }): string | null {
  const [argument] = args;
  if (argument?.kind !== "call" || argument.to - argument.from > 60) return null;
  const { callee } = argument;
  const rest = source.slice(callee.to, argument.to);
  return `write ${name}(${source.slice(callee.from, callee.to)})${rest}`;
}

function describeValue(value: Value): string {
  return value.kind === "array" ? describeShape(value.node.shape) : "not a value";
}

/** The function at `args`; a function of k numbers also takes a vector of k. Throws Refusal. */
export function applyFunction(name: string, fn: FunctionValue, args: readonly Node[]): Node {
  const { inputs, argumentNames } = fn;
  const wantsNumbers = inputs.every(({ shape }) => shape.length === 0);
  const [only] = args;
  const spread = wantsNumbers && args.length === 1 && only && only.shape.length === 1;
  if (spread && (inputs.length > 1 || only.shape[0] === 1)) {
    const entries = entriesOf(only, inputs.length);
    if (entries.length === inputs.length) return fn.apply(entries);
    throw new Refusal("shape", `\`${name}\` takes ${fn.domain}, but ${describeShape(only.shape)} is given.`);
  }
  if (args.length !== inputs.length) {
    const takes = `${count(inputs.length, "argument")} (${argumentNames.join(", ")})`;
    const packed = inputs.length === 1 && inputs[0]?.shape.length === 1;
    throw new Refusal("argument-count", `\`${name}\` takes ${takes}, but ${areGiven(args.length)} here.`, {
      hint: packed ? `write ${name}((…)) with the vector in brackets of its own` : null,
    });
  }
  for (const [position, input] of inputs.entries()) {
    const given = args[position]?.shape ?? [];
    if (sameShape(given, input.shape)) continue;
    const argument = argumentNames[position] ?? "its argument";
    const message = `\`${name}\` takes ${describeShape(input.shape)} for ${argument}, but ${describeShape(given)} is given.`;
    throw new Refusal("shape", message);
  }
  return fn.apply(args);
}
