import { type GridAxis, gridPoints, gridSize } from "../app/export/grid.ts";
import { counted } from "../app/points/numbers.ts";
import type { Field } from "../engine/language/program.ts";
import { badArgument } from "./failure.ts";
import { readPointFile } from "./point-file.ts";
import { orderAxes, type PointRequest } from "./point-request.ts";
import type { Layout } from "./table.ts";

/** Some points in a row: `points` holds them one after the other, `first` is the index of the first. */
export interface PointBlock {
  readonly points: Float64Array;
  readonly first: number;
}

/** How the points asked for lie. @throws Failure when a grid does not fit the field */
export function layoutOf(request: PointRequest, { coordinateNames, name }: Field): Layout {
  if (request.kind === "at") return { axes: null, count: request.points.length };
  if (request.kind === "file") return { axes: null, count: null };
  const axes = orderAxes(request.axes, coordinateNames, name);
  return { axes, count: gridSize(axes) };
}

/** Numbers in one block: large enough that a call costs nothing, small enough to stay in the processor's cache. */
const blockNumbers = 1 << 14;

/**
 * The points asked for, block after block, so that memory does not grow with their number.
 * @throws Failure when they do not fit the field
 */
export async function* pointBlocks(
  request: PointRequest,
  field: Field,
  stdin: AsyncIterable<Uint8Array>,
): AsyncGenerator<PointBlock> {
  const perBlock = Math.max(1, Math.floor(blockNumbers / field.dimension));
  if (request.kind === "grid") {
    yield* gridBlocks(orderAxes(request.axes, field.coordinateNames, field.name), perBlock);
  } else {
    const rows =
      request.kind === "at" ? givenRows(request.points, field) : readPointFile(request.path, field, stdin);
    yield* gathered(rows, field.dimension, perBlock);
  }
}

function* gridBlocks(axes: readonly GridAxis[], perBlock: number): Generator<PointBlock> {
  const total = gridSize(axes);
  for (let first = 0; first < total; first += perBlock) {
    yield { first, points: gridPoints(axes, first, Math.min(perBlock, total - first)) };
  }
}

async function* givenRows(
  rows: readonly (readonly number[])[],
  { name, dimension }: Field,
): AsyncGenerator<readonly number[]> {
  for (const row of rows) {
    if (row.length !== dimension) {
      throw badArgument(`--at gives ${counted(row.length)}, but ${name} takes ${counted(dimension)}`);
    }
    yield row;
  }
}

async function* gathered(
  rows: AsyncIterable<readonly number[]>,
  dimension: number,
  perBlock: number,
): AsyncGenerator<PointBlock> {
  let first = 0;
  let held = 0;
  let points = new Float64Array(perBlock * dimension);
  for await (const row of rows) {
    points.set(row, held * dimension);
    held += 1;
    if (held === perBlock) {
      yield { first, points };
      first += held;
      held = 0;
      points = new Float64Array(perBlock * dimension);
    }
  }
  if (held > 0) yield { first, points: points.subarray(0, held * dimension) };
}
