import { type PythonTarget, pythonTargets } from "../engine/codegen/python/expression.ts";
import { isStochasticMethod, type Method, methods } from "../engine/divergence/method.ts";
import { probeComplaint, usualProbes } from "../engine/divergence/probe-needs.ts";
import { limits } from "../engine/limits.ts";
import { type ProbeDistribution, probeDistributions } from "../engine/random/distributions.ts";
import type { KeyLayout, KeySharing } from "../engine/random/probes.ts";
import { badArgument } from "./failure.ts";
import { finiteNumber, wholeNumber } from "./numbers.ts";
import { type PointRequest, parseAt, parseGrid } from "./point-request.ts";

const tableFormats = ["csv", "json", "npy", "vti"] as const;
export type TableFormat = (typeof tableFormats)[number];

export interface DivergenceArguments {
  readonly command: "divergence";
  readonly file: string;
  /** null: the first field of the file. */
  readonly field: string | null;
  readonly points: PointRequest;
  /** Values given by `--param`, by name, in order. */
  readonly parameters: readonly (readonly [name: string, value: number])[];
  readonly time: number;
  /** auto: the cheapest exact one. */
  readonly method: Method | "auto";
  readonly probes: number;
  readonly distribution: ProbeDistribution;
  /** Of the finite difference. */
  readonly step: number;
  /** null: the notebook's, or 0. */
  readonly seed: number | null;
  readonly layout: KeyLayout;
  readonly keys: KeySharing;
  readonly components: boolean;
  readonly format: TableFormat;
  /** null: standard output. */
  readonly out: string | null;
}

export interface CheckArguments {
  readonly command: "check";
  readonly file: string;
}

export interface PlanArguments {
  readonly command: "plan";
  readonly file: string;
  readonly field: string | null;
  readonly format: "text" | "json";
}

const printTargets = ["latex", "mathml", "glsl", ...pythonTargets] as const;
export type PrintTarget = "latex" | "mathml" | "glsl" | PythonTarget;

export interface PrintArguments {
  readonly command: "print";
  readonly file: string;
  readonly field: string | null;
  readonly target: PrintTarget;
  readonly what: "field" | "divergence";
  /** Of a printed program; formulas and shaders have one form. */
  /** auto: the cheapest exact one. */
  readonly method: Method | "auto";
  readonly probes: number;
  readonly distribution: ProbeDistribution;
  readonly seed: number | null;
}

export type Arguments =
  | DivergenceArguments
  | CheckArguments
  | PrintArguments
  | PlanArguments
  | { readonly command: "help" }
  | { readonly command: "version" };

const largestSeed = 0xffff_ffff;

/** Options of print that say how a program computes the divergence. */
const programOptions = ["method", "probes", "distribution", "seed"] as const;

/** Options that take a value, by command. */
const valueOptions: Record<Exclude<Arguments["command"], "help" | "version">, readonly string[]> = {
  divergence: [
    "field",
    "at",
    "points",
    "grid",
    "param",
    "time",
    "method",
    "probes",
    "distribution",
    "seed",
    "step",
    "prng",
    "keys",
    "format",
    "out",
  ],
  plan: ["field", "format"],
  check: [],
  print: ["field", "as", "what", ...programOptions],
};

const repeatable = new Set(["param", "at"]);

/** Reads the command line. @throws Failure with exit code 2 and one sentence when it makes no sense */
export function parseArguments(argv: readonly string[]): Arguments {
  const [command, ...rest] = argv;
  if (command === undefined) throw badArgument("no command given; deldot --help shows what there is");
  if (command === "--version" || command === "-V") return { command: "version" };
  if (command === "help" || isHelp(command)) return { command: "help" };
  if (!isCommand(command)) throw unknownChoice("command", command, commands);
  if (rest.includes("--help") || rest.includes("-h")) return { command: "help" };
  const { file, flags, values } = scan(command, rest);
  if (command === "check") return { command, file };
  const single = (name: string) => values.get(name)?.[0] ?? null;
  if (command === "plan") {
    const format = choice("--format", single("format") ?? "text", ["text", "json"]);
    return { command, file, field: single("field"), format };
  }
  const estimate = estimateOf(single);
  if (command === "print") {
    const written = single("as");
    if (written === null)
      throw badArgument("say what to print as: --as latex, mathml, glsl, jax, pytorch or numpy");
    const target = choice("--as", written, printTargets);
    const stray = programOptions.find((name) => values.has(name));
    if (stray !== undefined && !(pythonTargets as readonly string[]).includes(target))
      throw badArgument(`--${stray} is for programs, --as jax, pytorch or numpy, not for --as ${target}`);
    return {
      command,
      file,
      field: single("field"),
      target,
      what: choice("--what", single("what") ?? "field", ["field", "divergence"]),
      ...estimate,
    };
  }
  return {
    command,
    file,
    field: single("field"),
    points: pointRequest(values),
    parameters: (values.get("param") ?? []).map(parseParameter),
    time: finiteNumber(single("time") ?? "0", "--time"),
    ...estimate,
    step: positiveNumber(single("step") ?? "1e-3", "--step"),
    layout: choice("--prng", single("prng") ?? "jax", ["jax", "jax-legacy"]),
    keys: choice("--keys", single("keys") ?? "shared", ["shared", "per-point"]),
    components: flags.has("components"),
    format: choice("--format", single("format") ?? formatOf(single("out")), tableFormats),
    out: single("out"),
  };
}

/** What the file is called by its ending, so that none holds another format than it says. */
function formatOf(out: string | null): TableFormat {
  return tableFormats.find((format) => out?.toLowerCase().endsWith(`.${format}`)) ?? "csv";
}

const commands = ["divergence", "plan", "check", "print"] as const;

function isCommand(word: string): word is (typeof commands)[number] {
  return (commands as readonly string[]).includes(word);
}

/** The method and its probes. */
function estimateOf(single: (name: string) => string | null) {
  const method = choice("--method", single("method") ?? "auto", ["auto", ...methods]);
  const probes = wholeNumber(single("probes") ?? String(usualProbes), "--probes", 1, limits.probes);
  const distribution = choice("--distribution", single("distribution") ?? "rademacher", probeDistributions);
  const complaint =
    method !== "auto" && isStochasticMethod(method) ? probeComplaint(method, probes, distribution) : null;
  if (complaint !== null) throw badArgument(complaint);
  const seed = single("seed");
  return {
    // Forward mode has the least overhead of the exact ones for a handful of dimensions.
    method,
    probes,
    distribution,
    seed: seed === null ? null : wholeNumber(seed, "--seed", 0, largestSeed),
  } as const;
}

function isHelp(argument: string): boolean {
  return argument === "--help" || argument === "-h";
}

/** Sorts arguments into the file, flags and options with values. The word after an option is its value, even `-1,2`. */
function scan(command: keyof typeof valueOptions, words: readonly string[]) {
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  const files: string[] = [];
  const remaining = [...words];
  for (let word = remaining.shift(); word !== undefined; word = remaining.shift()) {
    if (word === "--") {
      files.push(...remaining.splice(0));
    } else if (word === "-" || !word.startsWith("-")) {
      files.push(word);
    } else if (command === "divergence" && word === "--components") {
      flags.add("components");
    } else {
      const equals = word.indexOf("=");
      const name = word.startsWith("--") ? word.slice(2, equals < 0 ? undefined : equals) : "";
      if (!valueOptions[command].includes(name)) throw unknownOption(command, word);
      const value = equals < 0 ? remaining.shift() : word.slice(equals + 1);
      if (value === undefined) throw badArgument(`--${name} needs a value`);
      const given = values.get(name) ?? [];
      if (given.length > 0 && !repeatable.has(name)) throw badArgument(`--${name} is given twice`);
      values.set(name, [...given, value]);
    }
  }
  const [file, second] = files;
  if (file === undefined) throw badArgument(`deldot ${command} needs a FILE, or - for standard input`);
  if (second !== undefined)
    throw badArgument(`deldot ${command} takes one FILE; "${second}" is one too many`);
  return { file, flags, values };
}

function positiveNumber(text: string, option: string): number {
  const value = finiteNumber(text, option);
  if (value > 0) return value;
  throw badArgument(`${option} has to be above 0, not ${text}`);
}

function pointRequest(values: ReadonlyMap<string, readonly string[]>): PointRequest {
  const given = ["at", "points", "grid"].filter((name) => values.has(name));
  const [name, second] = given;
  if (name === undefined)
    throw badArgument("say where: --at 1,2 or --points FILE or --grid x=-3:3:64,y=-3:3:64");
  if (second !== undefined) throw badArgument(`--${name} and --${second} exclude each other`);
  const texts = values.get(name) ?? [];
  const text = texts[0] ?? "";
  if (name === "at") return { kind: "at", points: texts.map(parseAt) };
  return name === "points" ? { kind: "file", path: text } : { kind: "grid", axes: parseGrid(text) };
}

function parseParameter(text: string): readonly [string, number] {
  const equals = text.indexOf("=");
  const name = text.slice(0, Math.max(equals, 0)).trim();
  if (name === "") throw badArgument(`--param is "${text}"; it has to look like a=2`);
  return [name, finiteNumber(text.slice(equals + 1), `--param ${name}`)];
}

function choice<Choice extends string>(option: string, text: string, choices: readonly Choice[]): Choice {
  const found = choices.find((one) => one === text);
  if (found === undefined) throw unknownChoice(option, text, choices);
  return found;
}

function unknownChoice(option: string, text: string, choices: readonly string[]) {
  const what = option === "command" ? `command "${text}"` : `${option} ${text}`;
  return badArgument(`there is no ${what}; there are ${choices.join(", ")}`);
}

function unknownOption(command: keyof typeof valueOptions, word: string) {
  const flags = command === "divergence" ? ["components"] : [];
  const options = [...valueOptions[command], ...flags].map((name) => `--${name}`);
  const there = options.length > 0 ? `it has ${options.join(" ")}` : "it has none";
  return badArgument(`deldot ${command} has no option ${word}; ${there}`);
}
