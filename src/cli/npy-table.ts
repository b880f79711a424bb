import { littleEndian } from "../app/bytes/little-endian.ts";
import { distinctNames } from "../app/export/distinct-names.ts";
import { Spool } from "./spool.ts";
import type { Sink } from "./streams.ts";
import type { Layout, Result, Subject, Table } from "./table.ts";

/**
 * An array in NumPy's format, after the specification in numpy.lib.format. A grid has an axis for each coordinate, in
 * their order: `a[i, j, k]` is at the i-th x. The first varies fastest in the file, which NumPy calls Fortran order.
 * With more than one number a point its elements are records, `a["div"]`, `a["F"][i, j, k]`.
 */
export async function npyTable(subject: Subject, sink: Sink, layout: Layout): Promise<Table> {
  const n = subject.field.dimension;
  const columns = columnsOf(subject);
  const width = columns.reduce((sum, { size }) => sum + size, 0);
  const { axes, count } = layout;
  const shape = axes ? axes.map((axis) => axis.count) : count === null ? null : [count];
  // How many rows a file of points has is known at its end, and stands in the head.
  const spool = shape ? null : new Spool();
  let total = 0;
  if (shape) await sink.write(npyHead(columns, shape));
  return {
    async add(result) {
      total += result.values.length;
      const bytes = littleEndian(width === 1 ? result.values : records(result, n, width));
      if (spool) spool.write(bytes);
      else await sink.write(bytes);
    },
    async end() {
      if (!spool) return;
      await sink.write(npyHead(columns, [total]));
      await spool.copyTo(sink);
    },
    dispose: () => spool?.dispose(),
  };
}

interface Column {
  readonly name: string;
  /** Numbers of a vector; 1 for a number. */
  readonly size: number;
  readonly isVector: boolean;
}

function columnsOf({ field, components, stochastic, predicted }: Subject): Column[] {
  const numbers = [
    "div",
    ...(stochastic ? ["standardError"] : []),
    ...(predicted ? ["predictedVariance"] : []),
  ];
  const columns = [
    ...(components ? [{ name: field.name, size: field.dimension, isVector: true }] : []),
    ...numbers.map((name) => ({ name, size: 1, isVector: false })),
  ];
  const names = distinctNames(columns.map(({ name }) => name));
  return columns.map((column, k) => ({ ...column, name: names[k] as string }));
}

function records({ values, components, standardError, predictedVariance }: Result, n: number, width: number) {
  const out = new Float64Array(values.length * width);
  let at = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (components) {
      out.set(components.subarray(i * n, (i + 1) * n), at);
      at += n;
    }
    for (const column of [values, standardError, predictedVariance])
      if (column) out[at++] = column[i] as number;
  }
  return out;
}

/** The data begin at a multiple of this. */
const alignment = 64;

function npyHead(columns: readonly Column[], shape: readonly number[]): Uint8Array {
  const described = columns.map(
    ({ name, size, isVector }) => `('${name}', '<f8'${isVector ? `, (${size},)` : ""})`,
  );
  const [first] = columns;
  const descr = columns.length === 1 && !first?.isVector ? "'<f8'" : `[${described.join(", ")}]`;
  const counts = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const words = `{'descr': ${descr}, 'fortran_order': ${shape.length > 1 ? "True" : "False"}, 'shape': (${counts}), }`;
  const text = new TextEncoder().encode(words);
  // Names beyond Latin letters came with the third version, which has room for all lengths as well.
  const [version, lengthSize] = text.length === words.length && text.length < 60_000 ? [1, 2] : [3, 4];
  const before = 8 + (lengthSize as number);
  const size = Math.ceil((before + text.length + 1) / alignment) * alignment;
  const head = new Uint8Array(size).fill(0x20);
  head.set([0x93, ...new TextEncoder().encode("NUMPY"), version as number, 0]);
  const view = new DataView(head.buffer);
  if (lengthSize === 2) view.setUint16(8, size - before, true);
  else view.setUint32(8, size - before, true);
  head.set(text, before);
  head[size - 1] = 0x0a;
  return head;
}
