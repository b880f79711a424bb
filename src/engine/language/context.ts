import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { describeShape, type Shape, ShapeError } from "../graph/shape.ts";
import { LimitError, type LimitName, limits } from "../limits.ts";
import { constant, input } from "../ops/index.ts";
import type { DiagnosticCode } from "./diagnostic.ts";
import type { Remark, Report } from "./report.ts";
import { quote } from "./report.ts";
import type { Range } from "./syntax.ts";

/** Thrown where a value cannot be built; reported at the expression that asked for it. */
export class Refusal extends Error {
  readonly code: DiagnosticCode;
  readonly remark: Remark;
  constructor(code: DiagnosticCode, message: string, remark: Remark = {}) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.remark = remark;
  }
}

/** Rewriting a chain of thousands of operations on long vectors goes down it by recursion. */
function isStackOverflow(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // What V8 and JavaScriptCore say, and SpiderMonkey.
  return (
    (error instanceof RangeError && /call stack/i.test(error.message)) ||
    error.message === "too much recursion"
  );
}

const limitWords: Partial<Record<LimitName, string>> = {
  graphNodes: "graph nodes",
  buildSteps: "steps of building",
  vectorLength: "entries in one array",
  arrayEntries: "entries in one array",
  arrayWork: "numbers made while building",
  depth: "levels of nesting",
};

/** Entries of arrays that cost as much as one step: they are handled in plain loops. */
const entriesPerStep = 16;

/** What one check shares: the graph being built, the report, and the account of the work done. */
export class Context {
  readonly graph = new Graph();
  readonly source: string;
  readonly report: Report;
  /** Functions with arguments around the expression being read; 0 means no argument is in sight. */
  functionDepth = 0;
  /** How many of them have complex arguments: where there is one, i is the imaginary unit. */
  complexDepth = 0;
  /** Canonical names of all arguments of the program, which mean nothing outside their functions. */
  readonly argumentNames = new Set<string>();
  private usedTime: Node | null = null;
  private steps = 0;
  private exhausted = false;

  constructor(source: string, report: Report) {
    this.source = source;
    this.report = report;
  }

  /** The node of time, when something asked for it. */
  get time(): Node | null {
    return this.usedTime;
  }

  takeTime(): Node {
    this.usedTime ??= input(this.graph, "time", "t", 0);
    return this.usedTime;
  }

  constant(value: number): Node {
    return constant(this.graph, value);
  }

  /** An input that no other function of the program has. */
  variable(name: string, shape: Shape): Node {
    return input(this.graph, "variable", name, this.graph.nextSerial(), shape);
  }

  /** Accounts for work. Throws LimitError when it is too much. */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > limits.buildSteps) throw new LimitError("buildSteps", this.steps);
  }

  /** Accounts for numbers that are moved or worked out many at a time. Throws LimitError. */
  spendEntries(entries: number): void {
    this.spend(Math.ceil(entries / entriesPerStep));
  }

  /** The result of `build`, or `otherwise` after a report at `range`. `operation` names what was tried. */
  attempt<T>(range: Range, operation: string, build: () => T, otherwise: T): T {
    try {
      return build();
    } catch (error) {
      if (error instanceof Refusal) this.report.add(error.code, range, error.message, error.remark);
      else if (error instanceof ShapeError) this.reportShapes(range, operation, error.shapes);
      else if (error instanceof LimitError) this.reportLimit(range, error);
      else if (isStackOverflow(error)) this.reportDepth(range);
      else throw error;
      return otherwise;
    }
  }

  private reportShapes(range: Range, operation: string, shapes: readonly Shape[]): void {
    const given = shapes.map(describeShape).join(" and ");
    this.report.add("shape", range, `${quote(operation)} cannot combine ${given}.`);
  }

  private reportDepth(range: Range): void {
    this.report.add(
      "too-large",
      range,
      `This is a chain of calls too long to follow, far beyond the limit of ${limits.depth}.`,
      {
        hint: "fewer calls of calls, or shorter vectors, need fewer steps",
      },
    );
  }

  /** A program that is too large as a whole is reported once, at the place where it became so. */
  private reportLimit(range: Range, { limit, asked }: LimitError): void {
    const whole = limit === "graphNodes" || limit === "buildSteps";
    if (whole && this.exhausted) return;
    this.exhausted ||= whole;
    const words = limitWords[limit] ?? limit;
    const amount = whole ? `more than ${limits[limit]} ${words}` : `${asked} ${words}`;
    this.report.add("too-large", range, `This needs ${amount}; the limit is ${limits[limit]}.`);
  }
}
