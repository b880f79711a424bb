import { limits } from "../../engine/limits.ts";
import { type Quantity, quantityWords } from "../../shaders/quantity.ts";
import { csvColumns, csvComment, csvHeader, csvRow, formatNumber } from "../export/csv.ts";
import { gridPoints, gridSize } from "../export/grid.ts";
import { sliceFacts } from "../export/slice-facts.ts";
import { counted } from "../tasks/meter.ts";
import { TaskError } from "../tasks/task-error.ts";
import { type Compiled, methodOf, placesOf } from "./compile.ts";
import type { CsvTask } from "./protocol.ts";

/** Probes evaluated, and rows written, between two looks at the clock. */
const probesPerStep = 16_384;
const rowsPerStep = 512;

/**
 * The table of a grid as pieces of text, in order: comment, header, rows. Each piece comes with the share done.
 * Row r has point r of the grid, and r is what `per-point` keys fold in. Throws TaskError past the limit.
 */
export function* csvTable(
  compiled: Compiled,
  task: CsvTask,
): Generator<{ text: string; progress: number }, void> {
  const { axes, subject, version } = task;
  const { program, field, bindings, values, exact, estimate, quantity } = compiled;
  const whole = gridSize(axes);
  const size = Math.min(whole, task.rows ?? whole);
  if (whole > limits.gridPoints) throw new TaskError(`A grid may have ${limits.gridPoints} points at most.`);
  const comment = csvComment({
    version,
    source: subject.source,
    field: field.name,
    parameters: program.parameters,
    time: program.time ? subject.time : null,
    seed: subject.seed,
    facts: [
      ["exact", `${methodOf(subject)}, ${exact.passes} passes`],
      [
        "estimate",
        `hutchinson, ${subject.probes} ${subject.distribution} probes, ${subject.keys} keys, ${subject.layout} layout`,
      ],
      ["error", "estimate - exact"],
      ...sliceFacts(compiled.slice),
      ["map", task.map ?? quantityWords(subject.quantity, field)],
      [
        "grid",
        axes
          .map(({ name, low, high, count }) => `${name}=${formatNumber(low)}:${formatNumber(high)}:${count}`)
          .join(","),
      ],
    ],
  });
  const columns = csvColumns(field.name, field.coordinateNames);
  if (quantity) columns.push(quantityColumn(subject.quantity, field.name));
  yield { text: comment + csvHeader(columns), progress: 0 };
  const dimension = field.dimension;
  const chunk = Math.max(1, Math.min(rowsPerStep, Math.floor(probesPerStep / subject.probes)));
  for (let first = 0; first < size; first += chunk) {
    const count = Math.min(chunk, size - first);
    const points = placesOf(compiled, gridPoints(axes, first, count));
    const components = values.evaluate(points, bindings).components;
    const exactValues = exact.evaluate(points, bindings).values;
    const soFar = () => ({ text: "", progress: first / size });
    const estimates = (yield* counted(estimate.steps(points, bindings, first), 1, soFar)).values;
    const shown = quantity?.evaluate(points, bindings);
    let text = "";
    for (let row = 0; row < count; row++) {
      const from = row * dimension;
      const divergence = exactValues[row] as number;
      const estimated = estimates[row] as number;
      text += csvRow([
        ...points.subarray(from, from + dimension),
        ...components.subarray(from, from + dimension),
        divergence,
        estimated,
        estimated - divergence,
        ...(shown?.subarray(row, row + 1) ?? []),
      ]);
    }
    yield { text, progress: (first + count) / size };
  }
}

/** The column of what the map is of, named in the style of the others. */
function quantityColumn(quantity: Quantity, field: string): string {
  return quantity.startsWith("function ") ? quantity.slice("function ".length) : `${quantity}_${field}`;
}
