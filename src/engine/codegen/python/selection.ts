import { type Shape, sameShape, sizeOf } from "../../graph/shape.ts";
import type { PythonTarget } from "./expression.ts";

/** What a gather does, as an expression of its source; `{}` stands for the source, an atom. */
export type SelectionText = string | null;

/** Evenly spaced positions, at least one of them. */
interface Progression {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/**
 * Slices, permutations, transposition, diagonals, padding, and repetition along an axis, written as such: the text with
 * `{}` for the source. Null when the positions have no such form and have to be listed.
 */
export function selectionText(
  source: Shape,
  shape: Shape,
  positions: Int32Array,
  target: PythonTarget,
): SelectionText {
  const [rows = 1, columns] = source;
  if (sizeOf(source) === positions.length && positions.every((from, k) => from === k))
    return sameShape(source, shape) ? "{}" : `{}.reshape(${shape.join(", ")})`;
  if (source.length === 1) {
    if (shape.length === 1) return ofVector(rows, positions, target);
    return shape.length === 2 ? spread(rows, shape, positions, target) : null;
  }
  if (columns === undefined || source.length !== 2) return null;
  return ofMatrix(rows, columns, shape, positions, target);
}

function ofVector(length: number, positions: Int32Array, target: PythonTarget): SelectionText {
  const line = progression(positions);
  if (line) {
    return after("{}", sliceText(line, length, target));
  }
  const places = positions[0] as number;
  const isRoll = positions.length === length && positions.every((from, k) => from === (places + k) % length);
  if (isRoll && places >= 0) {
    const by = places <= length / 2 ? -places : length - places;
    return `${target === "jax" ? "jnp" : target === "pytorch" ? "torch" : "np"}.roll({}, ${by})`;
  }
  return padded(length, positions, target);
}

/** Zeros before and after a slice. */
function padded(length: number, positions: Int32Array, target: PythonTarget): SelectionText {
  const first = positions.findIndex((from) => from >= 0);
  let end = positions.length;
  while (end > first && (positions[end - 1] as number) < 0) end--;
  const line = progression(positions.subarray(first, end));
  const inner = line && sliceText(line, length, target);
  if (inner === null || (first === 0 && end === positions.length)) return null;
  const around = `(${first}, ${positions.length - end})`;
  const value = `{}${inner}`;
  if (target === "pytorch") return `torch.nn.functional.pad(${value}, ${around})`;
  return `${target === "jax" ? "jnp" : "np"}.pad(${value}, ${around})`;
}

/** A matrix made of one vector: on the diagonal, in every row, or in every column. */
function spread(length: number, shape: Shape, positions: Int32Array, target: PythonTarget): SelectionText {
  const [rows, columns] = shape as [number, number];
  const library = target === "jax" ? "jnp" : target === "pytorch" ? "torch" : "np";
  const isEach = (from: (row: number, column: number) => number) =>
    positions.every((position, k) => position === from(Math.floor(k / columns), k % columns));
  if (rows === length && columns === length && isEach((i, j) => (i === j ? i : -1)))
    return `${library}.diag({})`;
  const repeat = (value: string) =>
    target === "pytorch"
      ? `${value}.expand(${rows}, ${columns})`
      : `${library}.broadcast_to(${value}, (${rows}, ${columns}))`;
  if (rows === length && isEach((i) => i)) return repeat("{}[:, None]");
  if (columns === length && isEach((_, j) => j)) return repeat("{}");
  return null;
}

function ofMatrix(
  rows: number,
  columns: number,
  shape: Shape,
  positions: Int32Array,
  target: PythonTarget,
): SelectionText {
  if (positions.some((from) => from < 0)) return null;
  const row = (from: number) => Math.floor(from / columns);
  if (shape.length === 1) {
    const line = progression(positions);
    if (line?.start === 0 && line.step === columns + 1 && line.count === Math.min(rows, columns))
      return `${target === "jax" ? "jnp" : target === "pytorch" ? "torch" : "np"}.diagonal({})`;
    if (!line) return null;
    const [first, last] = [positions[0] as number, positions.at(-1) as number];
    if (row(first) === row(last)) {
      const slice = sliceText({ ...line, start: first % columns }, columns, target);
      return after(`{}[${row(first)}]`, slice);
    }
    if (line.step % columns !== 0) return null;
    const down = { ...line, start: row(first), step: line.step / columns };
    const slice = sliceText(down, rows, target);
    return after(`{}[:, ${first % columns}]`, slice);
  }
  if (shape.length !== 2) return null;
  const [height, width] = shape as [number, number];
  if (
    height === columns &&
    width === rows &&
    positions.every((from, k) => from === (k % rows) * columns + Math.floor(k / rows))
  )
    return "{}.T";
  const across = positions.subarray(0, width).map((from) => from % columns);
  const down = Int32Array.from({ length: height }, (_, i) => row(positions[i * width] as number));
  const isProduct = positions.every(
    (from, k) => from === (down[Math.floor(k / width)] as number) * columns + (across[k % width] as number),
  );
  if (!isProduct) return null;
  const [ys, xs] = [progression(down), progression(across)];
  if (!xs || xs.step < 0) return null;
  const inRow = sliceText(xs, columns, target);
  const rowText = ys && sliceText(ys, rows, target);
  if (inRow === null || rowText === null) return null;
  return inRow === "" ? `{}${rowText}` : `{}${rowText}[:, ${inRow.slice(1)}`;
}

/** Which rows of a matrix these are, where whole rows are picked; else null. */
export function rowsOf(source: Shape, shape: Shape, positions: Int32Array): Int32Array | null {
  const width = source[1];
  if (width === undefined || shape.length !== 2 || shape[1] !== width) return null;
  const rows = Int32Array.from({ length: shape[0] as number }, (_, i) =>
    Math.floor((positions[i * width] as number) / width),
  );
  const whole = positions.every(
    (from, k) => from >= 0 && from === (rows[Math.floor(k / width)] as number) * width + (k % width),
  );
  return whole ? rows : null;
}

/** A selection followed by a slice of what it gives. */
function after(selection: string, slice: string | null): string | null {
  return slice === null ? null : selection + slice;
}

export function progression(positions: ArrayLike<number>): Progression | null {
  const count = positions.length;
  const start = positions[0];
  if (start === undefined || start < 0) return null;
  const step = count > 1 ? (positions[1] as number) - start : 1;
  if (step === 0) return null;
  for (let k = 1; k < count; k++) if (positions[k] !== start + k * step) return null;
  return start + (count - 1) * step < 0 ? null : { start, step, count };
}

/** `[1:]` and the like; empty for all of it, null where PyTorch has no such slice. */
function sliceText({ start, step, count }: Progression, length: number, target: PythonTarget): string | null {
  const last = start + (count - 1) * step;
  if (step < 0) {
    if (target === "pytorch") {
      if (step !== -1) return null;
      return `${sliceText({ start: last, step: 1, count }, length, target)}.flip(0)`;
    }
    const from = start === length - 1 ? "" : start;
    const to = last === 0 ? "" : last - 1;
    return `[${from}:${to}:${step}]`;
  }
  const from = start === 0 ? "" : start;
  const isWhole = last + step >= length;
  const to = isWhole ? "" : last + 1 === length - 1 ? -1 : last + 1;
  if (step === 1) return from === "" && to === "" ? "" : `[${from}:${to}]`;
  return `[${from}:${to}:${step}]`;
}
