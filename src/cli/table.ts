import { csvHeader, csvRow, divergenceColumns, formatNumber } from "../app/export/csv.ts";
import type { GridAxis } from "../app/export/grid.ts";
import type { DivergenceValues } from "../engine/divergence/evaluator.ts";
import type { Field } from "../engine/language/program.ts";
import type { PointBlock } from "./points.ts";
import { Spool } from "./spool.ts";
import type { Sink } from "./streams.ts";

/** What was computed at the points of one block. */
export interface Result extends DivergenceValues {
  readonly block: PointBlock;
  /** F at the points, N×n, when asked for. */
  readonly components: Float64Array | null;
}

/** What the table is about. */
export interface Subject {
  readonly field: Field;
  readonly method: string;
  readonly passes: number;
  /** Whether the method has probes, and so errors. */
  readonly stochastic: boolean;
  /** Whether a law predicts the variance of its estimates. */
  readonly predicted: boolean;
  readonly components: boolean;
}

/** How the points lie that results come of. */
export interface Layout {
  /** In the order of the coordinates; null where they are no grid. */
  readonly axes: readonly GridAxis[] | null;
  /** null where it is known at the end. */
  readonly count: number | null;
}

/** Writes results as they come. */
export interface Table {
  add(result: Result): Promise<void>;
  /** Completes the table. */
  end(): Promise<void>;
  /** Lets go of what it holds, whether or not it was completed. */
  dispose(): void;
}

/** Rows joined before they are handed on. */
const rowsPerPiece = 256;

/**
 * `x,y,div`, with the components between the two when asked for, and after the estimate of a stochastic method its
 * standard error and, where there is one, its predicted variance.
 */
export async function csvTable(subject: Subject, sink: Sink): Promise<Table> {
  const { field, stochastic, predicted, components } = subject;
  const names = [
    ...field.coordinateNames,
    ...(components ? field.coordinateNames.map((name) => `${field.name}_${name}`) : []),
    ...divergenceColumns(stochastic, predicted),
  ];
  await sink.write(csvHeader(names));
  return {
    async add(result) {
      let piece = "";
      for (let i = 0; i < result.values.length; i++) {
        piece += csvRow(rowOf(result, i, field.dimension));
        if (i % rowsPerPiece === rowsPerPiece - 1) {
          await sink.write(piece);
          piece = "";
        }
      }
      await sink.write(piece);
    },
    end: async () => {},
    dispose: () => {},
  };
}

function rowOf(result: Result, i: number, n: number): number[] {
  const { block, components, values, standardError, predictedVariance } = result;
  const row = [...block.points.subarray(i * n, (i + 1) * n)];
  if (components) row.push(...components.subarray(i * n, (i + 1) * n));
  row.push(values[i] as number);
  if (standardError) row.push(standardError[i] as number);
  if (predictedVariance) row.push(predictedVariance[i] as number);
  return row;
}

/**
 * One JSON object with an array per quantity. JSON has no NaN and no infinities, and `null` would not tell them apart,
 * so they are the strings "nan", "inf" and "-inf", spelled as in CSV.
 */
export async function jsonTable(subject: Subject, sink: Sink): Promise<Table> {
  const { field, method, passes, stochastic, predicted, components } = subject;
  const n = field.dimension;
  const head = { field: field.name, dimension: n, method, passes };
  await sink.write(`${JSON.stringify(head).slice(0, -1)},"points":[`);
  const spools = {
    components: new Spool(),
    values: new Spool(),
    standardError: new Spool(),
    predictedVariance: new Spool(),
  };
  return {
    async add({ block, values, ...rest }) {
      const comma = block.first === 0 ? "" : ",";
      await sink.write(comma + vectors(block.points, n));
      spools.values.write(comma + numbers(values));
      if (rest.components) spools.components.write(comma + vectors(rest.components, n));
      if (rest.standardError) spools.standardError.write(comma + numbers(rest.standardError));
      if (rest.predictedVariance) spools.predictedVariance.write(comma + numbers(rest.predictedVariance));
    },
    async end() {
      const array = async (name: string, spool: Spool | null) => {
        await sink.write(`,"${name}":${spool ? "[" : "null"}`);
        await spool?.copyTo(sink);
        if (spool) await sink.write("]");
      };
      await sink.write("]");
      if (components) await array("components", spools.components);
      await array("divergence", spools.values);
      await array("standardError", stochastic ? spools.standardError : null);
      await array("predictedVariance", predicted ? spools.predictedVariance : null);
      await sink.write("}\n");
    },
    dispose() {
      for (const spool of Object.values(spools)) spool.dispose();
    },
  };
}

/** The numbers of an array as JSON, without its brackets. */
function numbers(values: Float64Array): string {
  return Array.from(values, jsonNumber).join(",");
}

/** The rows of an N×n array as JSON, without the outer brackets. */
function vectors(values: Float64Array, n: number): string {
  const rows: string[] = [];
  for (let at = 0; at < values.length; at += n) rows.push(`[${numbers(values.subarray(at, at + n))}]`);
  return rows.join(",");
}

function jsonNumber(value: number): string {
  return Number.isFinite(value) ? formatNumber(value) : `"${formatNumber(value)}"`;
}
