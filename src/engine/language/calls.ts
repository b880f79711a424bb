import type { Node } from "../graph/node.ts";
import { describeShape, sameShape, sizeOf } from "../graph/shape.ts";
import { index } from "../ops/index.ts";
import type { Builtin } from "./builtins.ts";
import {
  complexFunction,
  complexOf,
  isComplex,
  isReal,
  onTheCut,
  promoted,
  realOf,
  type Scalar,
} from "./complex.ts";
import { type Context, Refusal } from "./context.ts";
import type { NamedNumbers } from "./creation.ts";
import { differentiate, differentiateBy, pullBack, pushForward } from "./differential.ts";
import { canonicalName } from "./names.ts";
import { count } from "./report.ts";
import type { Expression } from "./syntax.ts";
import { builtinFunction, type FunctionValue, lift, poison, type Value } from "./value.ts";

type Call = Expression & { kind: "call" };

/** Reads a number that is known while building; null after a report that names it by `what`. */
type ReadNumber = (expression: Expression, what: string) => number | null;

/** The value of `callee(args)`; `name` is how the callee is written. */
export function callValue(
  context: Context,
  call: Call,
  name: string,
  callee: Value,
  args: readonly Value[],
  read: ReadNumber,
): Value {
  if (callee.kind === "poison" || args.some(({ kind }) => kind === "poison")) return poison;
  const named = namedNumbers(context, call, name, callee.kind === "builtin" ? callee.builtin : null, read);
  if (!named) return poison;
  if (callee.kind === "function") {
    const { fn } = callee;
    const isAsWritten = context.complexDepth > 0 && fn.signature?.arguments.length === args.length;
    return lift(
      context,
      call,
      name,
      isAsWritten ? args.map(promoted) : args,
      (nodes) => applyFunction(name, fn, nodes),
      (scalars) => applyToScalars(name, fn, scalars),
    );
  }
  if (callee.kind === "builtin") return callBuiltin(context, call, callee.builtin, args, named);
  context.report.add("type", call.callee, `\`${name}\` is not a function.`);
  return poison;
}

/** The numbers of `seed=1` and the like; null after a report. */
function namedNumbers(
  { report }: Context,
  { named }: Call,
  name: string,
  builtin: Builtin | null,
  read: ReadNumber,
): NamedNumbers | null {
  const numbers = new Map<string, number>();
  for (const argument of named) {
    if (!builtin?.named.includes(argument.name)) {
      const hint = `write the value of ${argument.name} in its place`;
      const message = builtin?.named.length
        ? `\`${name}\` has no argument named ${argument.name}.`
        : `\`${name}\` takes its arguments by position.`;
      report.add("argument-count", argument, message, builtin?.named.length ? {} : { hint });
      return null;
    }
    if (numbers.has(argument.name)) {
      report.add("argument-count", argument, `\`${argument.name}\` is given twice.`);
      return null;
    }
    const value = read(argument.value, `The ${argument.name}`);
    if (value === null) return null;
    numbers.set(argument.name, value);
  }
  return numbers;
}

function callBuiltin(
  context: Context,
  range: Call,
  builtin: Builtin,
  args: readonly Value[],
  named: NamedNumbers,
): Value {
  const { name, kind, signature, minArity, maxArity } = builtin;
  if (kind === "differential") return callDifferential(context, range, builtin, args);
  if (kind === "linearisation") return callLinearisation(context, range, builtin, args);
  const onComplex = (scalars: readonly Scalar[]): Scalar =>
    complexFunction(name, scalars) ?? build(scalars.map((scalar) => realOf(name, scalar)));
  const build = (nodes: readonly Node[]) => {
    const spread = nodes.length === 1 && minArity > 1 && kind === "elementwise";
    const given = spread ? entriesOf(nodes[0], maxArity) : nodes;
    if (given.length < minArity || given.length > maxArity) {
      const takes =
        minArity === maxArity
          ? count(minArity, "argument")
          : given.length > maxArity && maxArity > 3
            ? `at most ${count(maxArity, "argument")}`
            : maxArity > 3
              ? `${minArity} or more arguments`
              : `from ${minArity} to ${count(maxArity, "argument")}`;
      throw new Refusal("argument-count", `\`${name}\` takes ${takes}, but ${areGiven(args.length)} here.`, {
        hint: `write ${signature}`,
      });
    }
    if (!builtin.build) throw new Refusal("not-supported", `\`${name}\` is not supported yet.`);
    if (kind === "array" || given.length === 1)
      context.spendEntries(given.reduce((size, { shape }) => size + sizeOf(shape), 0));
    const result = builtin.build(context.graph, given, named);
    if (kind === "array") context.spendEntries(sizeOf(result.shape));
    return result;
  };
  const isOnNumbers = kind === "elementwise" || name === "if";
  return lift(context, range, name, onTheCut(context, name, args), build, isOnNumbers ? onComplex : null);
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
  range: Call,
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
    const fn = functionOf(context, name, range, argument);
    return { kind: "function", fn: differentiate(context, name, fn) };
  };
  return context.attempt(range, name, make, poison);
}

/** The function an operator works on. Throws Refusal for anything else. */
function functionOf(context: Context, name: string, range: Call, value: Value): FunctionValue {
  if (value.kind === "function") return value.fn;
  if (value.kind === "builtin") return builtinFunction(context, value.builtin);
  throw new Refusal("type", `\`${name}\` needs a function, but this is ${describeValue(value)}.`, {
    hint: inner(context, name, range) ?? `define f(x, y) = … and write ${name}(f)`,
  });
}

/**
 * `D(f, x)`: the derivative of f by its argument x, which is named, or counted from 0 as JAX's argnums are. A function of
 * one argument needs no second: `D(f)`.
 */
export function callPartial(
  context: Context,
  call: Call,
  { name, signature }: Builtin,
  callee: Value | undefined,
  read: ReadNumber,
): Value {
  if (callee?.kind === "poison") return poison;
  const [, along, ...others] = call.args;
  const [unwanted] = call.named;
  if (!callee || others.length > 0 || unwanted) {
    const message = `\`${name}\` takes a function and one of its arguments, but ${areGiven(call.args.length + call.named.length)} here.`;
    context.report.add("argument-count", call, message, { hint: `write ${signature}` });
    return poison;
  }
  const make = (): Value => {
    const fn = functionOf(context, name, call, callee);
    const position = along ? argumentPosition(fn, along, read) : onlyArgument(fn);
    return position === null ? poison : { kind: "function", fn: differentiateBy(context, fn, position) };
  };
  return context.attempt(call, name, make, poison);
}

/** Which argument of the function an expression means; null after a report. Throws Refusal. */
function argumentPosition(fn: FunctionValue, along: Expression, read: ReadNumber): number | null {
  const { argumentNames } = fn;
  const has = `The function has ${argumentNames.length === 1 ? "the argument" : "the arguments"} ${argumentNames.join(", ")}`;
  if (along.kind === "name") {
    const position = argumentNames.map(canonicalName).indexOf(canonicalName(along.name));
    if (position >= 0) return position;
    throw new Refusal("type", `${has}, but none named ${along.name}.`);
  }
  const position = read(along, "The position of an argument");
  if (position === null || argumentNames[position] !== undefined) return position;
  throw new Refusal("out-of-bounds", `${has}, counted from 0, so there is none at ${position}.`);
}

function onlyArgument({ argumentNames }: FunctionValue): number {
  if (argumentNames.length === 1) return 0;
  throw new Refusal("argument-count", "`D` needs to know by which argument to differentiate.", {
    hint: `write D(f, ${argumentNames[0]})`,
  });
}

/** `jvp(f, x, v)` and `vjp(f, x, w)`. The arguments of a function of several are given one by one, or numbers as a vector. */
function callLinearisation(
  context: Context,
  range: Call,
  { name, signature }: Builtin,
  args: readonly Value[],
): Value {
  const [callee, ...rest] = args;
  if (!callee || rest.length < 2) {
    const message = `\`${name}\` takes a function and two values, but ${areGiven(args.length)} here.`;
    context.report.add("argument-count", range, message, { hint: `write ${signature}` });
    return poison;
  }
  return lift(context, range, name, rest, (nodes) => {
    const fn = functionOf(context, name, range, callee);
    const [written = name] = range.args.map(({ from, to }) => context.source.slice(from, to));
    const shown = written.length > 30 ? "the function" : written;
    if (name === "vjp") {
      const point = argumentsFor(shown, fn, nodes.slice(0, -1));
      return pullBack(context, fn, point, nodes.at(-1) as Node);
    }
    if (nodes.length % 2 !== 0) {
      throw new Refusal("argument-count", "`jvp` takes as many entries of a direction as of a point.", {
        hint: `write ${signature}`,
      });
    }
    const half = nodes.length / 2;
    const point = argumentsFor(shown, fn, nodes.slice(0, half));
    return pushForward(context, fn, point, argumentsFor(shown, fn, nodes.slice(half)));
  });
}

/** `div(F(x, y))` is meant as `div(F)(x, y)`. */
function inner({ source }: Context, name: string, { args }: Call): string | null {
  const [argument] = args;
  if (argument?.kind !== "call" || argument.to - argument.from > 60) return null;
  const { callee } = argument;
  const rest = source.slice(callee.to, argument.to);
  return `write ${name}(${source.slice(callee.from, callee.to)})${rest}`;
}

function describeValue(value: Value): string {
  if (value.kind === "complex") return "a complex number";
  return value.kind === "array" ? describeShape(value.node.shape) : "not a value";
}

/** The function at `args`; a function of k numbers also takes a vector of k. Throws Refusal. */
export function applyFunction(name: string, fn: FunctionValue, args: readonly Node[]): Node {
  return fn.apply(argumentsFor(name, fn, args));
}

/** The function at numbers of which some are complex, one for each argument as it was written. Throws Refusal. */
function applyToScalars(name: string, fn: FunctionValue, scalars: readonly Scalar[]): Scalar {
  const written = fn.signature?.arguments ?? fn.argumentNames.map((own) => ({ name: own, isComplex: false }));
  if (scalars.length !== written.length) {
    const takes = `${count(written.length, "argument")} (${written.map((own) => own.name).join(", ")})`;
    throw new Refusal("argument-count", `\`${name}\` takes ${takes}, but ${areGiven(scalars.length)} here.`);
  }
  const nodes = scalars.flatMap((scalar, position) => {
    const { name: own, isComplex: takesComplex } = written[position] as (typeof written)[number];
    if (takesComplex) {
      const { re, im } = complexOf(scalar);
      return [re, im];
    }
    if (!isComplex(scalar) || isReal(scalar)) return [realOf(name, scalar)];
    throw new Refusal("type", `\`${name}\` takes a real number for ${own}, and this one is complex.`, {
      hint: `define ${name}(${own}: C) = … for complex numbers`,
    });
  });
  return fn.read(applyFunction(name, fn, nodes));
}

/** `args` as one node for each argument of the function. Throws Refusal where they do not fit. */
function argumentsFor(name: string, fn: FunctionValue, args: readonly Node[]): readonly Node[] {
  const { inputs, argumentNames } = fn;
  const wantsNumbers = inputs.every(({ shape }) => shape.length === 0);
  const [only] = args;
  const spread = wantsNumbers && args.length === 1 && only && only.shape.length === 1;
  if (spread && (inputs.length > 1 || only.shape[0] === 1)) {
    const entries = entriesOf(only, inputs.length);
    if (entries.length === inputs.length) return entries;
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
  return args;
}
