import { littleEndian } from "../app/bytes/little-endian.ts";
import {
  arrayLength,
  type ImageAxes,
  imageVectors,
  type VtiArray,
  vtiHead,
  vtiTail,
} from "../app/export/vti.ts";
import { Spool } from "./spool.ts";
import type { Sink } from "./streams.ts";
import type { Subject, Table } from "./table.ts";

/**
 * An image for ParaView and whatever else reads VTK's: point data `divergence`, and when asked for the vectors of F and
 * what is known of an estimate. One array comes after the other, so all but the first wait in temporary files.
 */
export async function vtiTable(subject: Subject, sink: Sink, axes: ImageAxes): Promise<Table> {
  const { field, components, stochastic, predicted } = subject;
  const n = field.dimension;
  const numbers = (name: string): VtiArray => ({ name, components: 1 });
  const first = numbers("divergence");
  const later = [
    ...(components ? [{ name: field.name, components: Math.max(3, n) }] : []),
    ...(stochastic ? [numbers("standardError")] : []),
    ...(predicted ? [numbers("predictedVariance")] : []),
  ].map((array) => ({ array, spool: new Spool() }));
  const points = axes.reduce((size, { count }) => size * count, 1);
  await sink.write(vtiHead(axes, [first, ...later.map(({ array }) => array)], "Float64"));
  await sink.write(arrayLength(points, "Float64"));
  return {
    async add({ values, components, standardError, predictedVariance }) {
      await sink.write(littleEndian(values));
      const given = [components && imageVectors(components, n), standardError, predictedVariance];
      for (const [k, part] of given.filter((one) => one !== null).entries())
        later[k]?.spool.write(littleEndian(part));
    },
    async end() {
      for (const { array, spool } of later) {
        await sink.write(arrayLength(points * array.components, "Float64"));
        await spool.copyTo(sink);
      }
      await sink.write(vtiTail);
    },
    dispose() {
      for (const { spool } of later) spool.dispose();
    },
  };
}
