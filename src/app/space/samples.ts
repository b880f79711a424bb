import type { Prepared } from "../laboratory/subject.ts";
import { evaluatorsOf } from "./evaluators.ts";
import type { Samples, SamplesTask } from "./protocol.ts";

/** The map at points of the box, and at the first of them what a shader may be off by. */
export function samplesOf(prepared: Prepared, { subject, places, checked, reach }: SamplesTask): Samples {
  const { program, field, bindings } = prepared;
  const n = field.dimension;
  const evaluators = evaluatorsOf(program, field);
  const map = evaluators.map(subject.quantity);
  const rows = rowsOf(places, n);
  const values = map(rows, bindings);
  const first = rows.slice(0, n * checked);
  const count = first.length / n;
  const sizes = Float64Array.from({ length: count }, (_, k) => Math.abs(values[k] as number));
  if (subject.quantity === "divergence") {
    const jacobians = evaluators.jacobian(first, bindings);
    for (const k of sizes.keys()) {
      let size = 0;
      for (let i = 0; i < n; i += 1) size += Math.abs(jacobians[(k * n + i) * n + i] as number);
      sizes[k] = size;
    }
  }
  const around = [0, 1, 2].map((axis) =>
    [reach, -reach].map((by) =>
      map(
        first.map((value, k) => (k % n === axis ? value + by : value)),
        bindings,
      ),
    ),
  );
  const moved = Float64Array.from({ length: count }, (_, k) => {
    const own = values[k] as number;
    const others = around.flat().map((beside) => beside[k] as number);
    const finite = [own, ...others].filter(Number.isFinite).length;
    if (finite === 0) return Number.POSITIVE_INFINITY;
    if (finite <= others.length) return Number.NaN;
    return around.reduce(
      (sum, sides) => sum + Math.max(...sides.map((beside) => Math.abs((beside[k] as number) - own))),
      0,
    );
  });
  return { values, sizes, moved };
}

/** Places of the box as rows of R^n, whose other coordinates are 0. */
export function rowsOf(places: ArrayLike<number>, n: number): Float64Array {
  const rows = new Float64Array((places.length / 3) * n);
  for (let k = 0; k < places.length; k += 1) rows[Math.floor(k / 3) * n + (k % 3)] = places[k] as number;
  return rows;
}
