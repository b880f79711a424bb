import type { DivergenceValues, Evaluator } from "../../engine/divergence/evaluation.ts";
import { createEvaluator } from "../../engine/divergence/evaluator.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { isEstimate } from "../../engine/divergence/method-choice.ts";
import { methodCost } from "../../engine/divergence/method-cost.ts";
import { optionsOf } from "../../engine/divergence/method-options.ts";
import { createFieldEvaluator } from "../../engine/divergence/point-evaluator.ts";
import { stepFlops } from "../../engine/work.ts";
import { csvHeader, csvRow, divergenceColumns } from "../export/csv.ts";
import { parsePoints } from "../points/parse-points.ts";
import { counted, createMeter } from "../tasks/meter.ts";
import type { Steps } from "../tasks/scheduler.ts";
import { TaskError } from "../tasks/task-error.ts";
import { methodWords } from "./method-words.ts";
import { attempted } from "./methods.ts";
import type { Prepared, Subject } from "./subject.ts";

export interface PointsTask {
  readonly kind: "points";
  /** Its points are rows of R^n, whatever its slice. */
  readonly subject: Subject;
  /** A table as it is pasted, or `arange(500) as 50x10`. */
  readonly text: string;
  readonly methods: readonly MethodChoice[];
  /** Whether F itself is told, too. */
  readonly components: boolean;
}

/** Some rows of the table of results. */
export interface PointRows {
  /** Names of the columns, as in the CSV. */
  readonly columns: readonly string[];
  /** Number of the first row, from 0: what per-point keys fold in. */
  readonly first: number;
  /** Row after row, a number for each column. */
  readonly values: Float64Array;
}

export interface PointFigures {
  readonly field: string;
  readonly dimension: number;
  readonly seed: number;
  readonly columns: readonly string[];
  readonly count: number;
  /** Of the methods that could be used: their names in words and passes for a point. */
  readonly methods: readonly { readonly words: string; readonly passes: number }[];
  /** A sentence for each method that could not. */
  readonly problems: readonly { readonly method: number; readonly problem: string }[];
  /** The columns of `deldot divergence` where there is one method; with several each has its own, under its name. */
  readonly csv: Blob;
}

/** Rows told at once, at most. */
const rowsPerStep = 512;

interface Column {
  readonly evaluator: Evaluator;
  readonly words: string;
  readonly isStochastic: boolean;
  readonly work: number;
  readonly method: string;
}

/** The divergence at each point of a table by each method. */
export function* pointTable(prepared: Prepared, task: PointsTask): Steps<PointFigures, PointRows> {
  const { program, field, bindings } = prepared;
  const { subject } = task;
  const n = field.dimension;
  const parsed = parsePoints(task.text, field);
  if (!parsed.ok) throw new TaskError(parsed.problem);
  const { points, count } = parsed;
  yield 0;
  const problems: { method: number; problem: string }[] = [];
  const methods: Column[] = [];
  for (const [position, choice] of task.methods.entries()) {
    const options = optionsOf(choice, field, subject);
    const evaluator = attempted(() => createEvaluator(program, field, options));
    if ("problem" in evaluator) {
      problems.push({ method: position, problem: evaluator.problem });
      continue;
    }
    const work = methodCost(field, options)?.work ?? 1;
    const words = methodWords(choice);
    methods.push({ evaluator, words, work, isStochastic: isEstimate(choice), method: options.method });
    yield 0;
  }
  const names = field.coordinateNames;
  const components = task.components ? createFieldEvaluator(program, field) : null;
  const columns = [
    ...names,
    ...(components ? names.map((name) => `${field.name}_${name}`) : []),
    ...columnsOf(methods),
  ];
  const work = methods.reduce((total, method) => total + method.work, 0);
  const chunk = Math.max(1, Math.min(rowsPerStep, Math.floor(stepFlops / Math.max(1, work))));
  const meter = createMeter(count * work);
  const pieces: string[] = [csvHeader(columns)];
  for (let first = 0; first < count; first += chunk) {
    const block = points.subarray(first * n, Math.min(count, first + chunk) * n);
    const own = components?.components(block, bindings);
    const rows = block.length / n;
    const results: DivergenceValues[] = [];
    for (const method of methods) {
      const steps = method.evaluator.steps(block, bindings, first);
      results.push(yield* counted(steps, rows * method.work, meter(rows * method.work)));
    }
    const values = new Float64Array(rows * columns.length);
    let text = "";
    for (let row = 0; row < rows; row++) {
      const cells = [
        ...block.subarray(row * n, (row + 1) * n),
        ...(own?.subarray(row * n, (row + 1) * n) ?? []),
        ...results.flatMap(({ values: div, standardError, predictedVariance }) =>
          [div, standardError, predictedVariance].flatMap((cell) => cell?.[row] ?? []),
        ),
      ];
      values.set(cells, row * columns.length);
      text += csvRow(cells);
    }
    pieces.push(text);
    yield { progress: (first + rows) / count, part: { columns, first, values } };
  }
  return {
    field: field.name,
    dimension: n,
    seed: subject.seed,
    columns,
    count,
    methods: methods.map(({ words, evaluator }) => ({ words, passes: evaluator.passes })),
    problems,
    csv: new Blob(pieces, { type: "text/csv" }),
  };
}

/** `div` and what belongs to it; with several methods each one's name, and what belongs to it after that name. */
function columnsOf(methods: readonly Column[]): string[] {
  return methods.flatMap(({ evaluator, isStochastic, method }, position) => {
    const own = divergenceColumns(isStochastic, evaluator.predictsVariance);
    if (methods.length === 1) return own;
    const before = methods.slice(0, position).filter((other) => other.method === method).length;
    const name = before > 0 ? `${method}_${before + 1}` : method;
    return own.map((column) => (column === "div" ? name : `${name}_${column}`));
  });
}
