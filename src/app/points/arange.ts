import { counted, parseNumber } from "./numbers.ts";
import { RowError } from "./row-reader.ts";

/** Numbers in rows of equal length. */
export interface NumberTable {
  readonly rows: number;
  readonly columns: number;
  readonly numbers: Float64Array;
}

const number = String.raw`[+−-]?(?:\d+\.?\d*|\.\d+)(?:e[+−-]?\d+)?`;
const call = new RegExp(
  String.raw`^(?:(?:np|jnp|numpy|jax\.numpy)\.)?arange\(\s*(${number}(?:\s*,\s*${number}){0,2})\s*\)(.*)$`,
  "i",
);
const shapes = [
  /^\s*as\s+(-?\d+)\s*[x×*]\s*(-?\d+)$/i,
  /^\.reshape\(\s*(-?\d+)\s*,\s*(-?\d+)\s*\)$/,
  /^\.reshape\(\s*\(\s*(-?\d+)\s*,\s*(-?\d+)\s*\)\s*\)$/,
];
const cast = /\.astype\(\s*(?:float|(?:np|jnp)?\.?float(?:32|64))\s*\)$/;

/**
 * `arange(500) as 50x10`, and as Python has it `jnp.arange(500).reshape(50, 10)`: the numbers start, start + step, …
 * before stop, ⌈(stop − start)/step⌉ of them, as numpy and JAX count. They are floats, whatever was written: derivatives
 * are of real numbers. Without a shape they are laid in rows of `columns`; −1 in a shape is what is left.
 * @returns null where the text is no such expression
 * @throws RowError where the numbers do not fit, or are more than `most`
 */
export function parseArange(text: string, columns: number, most: number): NumberTable | null {
  const found = call.exec(text.trim());
  if (!found) return null;
  const [, list = "", tail = ""] = found;
  const given = list.split(",").map((part) => parseNumber(part) as number);
  const [start, stop, step] =
    given.length === 1 ? [0, given[0] as number, 1] : [given[0] as number, given[1] as number, given[2] ?? 1];
  if (step === 0) throw new RowError("the step of arange is 0");
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > most) throw new RowError(`${counted(length)} are more than the ${most} there may be`);
  const shape = shapeOf(tail.replace(cast, ""), length, columns);
  return { ...shape, numbers: Float64Array.from({ length }, (_, i) => start + i * step) };
}

function shapeOf(tail: string, length: number, columns: number): { rows: number; columns: number } {
  if (tail.trim() === "") {
    if (length % columns !== 0) throw new RowError(`${counted(length)} do not fill rows of ${columns}`);
    return { rows: length / columns, columns };
  }
  const written = shapes.map((shape) => shape.exec(tail)).find((match) => match !== null);
  if (!written) throw new RowError(`"${tail.trim()}" is no shape; write for example as 50x10`);
  let [rows, across] = written.slice(1).map(Number) as [number, number];
  if (rows === -1 && across > 0) rows = length / across;
  else if (across === -1 && rows > 0) across = length / rows;
  if (rows < 0 || across < 1 || rows * across !== length || !Number.isInteger(rows + across))
    throw new RowError(`${counted(length)} do not make ${written[1]} rows of ${written[2]}`);
  return { rows, columns: across };
}
