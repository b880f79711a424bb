/** Reads NumPy's format by its specification alone, for tests: float64, and records of it. */

export interface NpyArray {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** As they stand in the file. */
  readonly values: Float64Array;
  /** Bytes before the data. */
  readonly begins: number;
}

export function readNpy(file: Uint8Array): NpyArray {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = String.fromCharCode(...file.subarray(0, 6));
  if (magic !== "\x93NUMPY") throw new Error("it has no magic string");
  const version = file[6] as number;
  const [length, before] = version === 1 ? [view.getUint16(8, true), 10] : [view.getUint32(8, true), 12];
  const head = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(
    file.subarray(before, before + length),
  );
  const [, descr = "", fortran = "", shape = ""] =
    /^\{'descr': (.*), 'fortran_order': (True|False), 'shape': \(([\d, ]*)\), \} *\n$/.exec(head) ?? [];
  const begins = before + length;
  const values = Float64Array.from({ length: (file.length - begins) / 8 }, (_, k) =>
    view.getFloat64(begins + 8 * k, true),
  );
  const counts = shape
    .split(",")
    .filter((part) => part.trim() !== "")
    .map(Number);
  return { descr, fortran: fortran === "True", shape: counts, values, begins };
}
