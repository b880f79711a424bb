import { littleEndian } from "../../bytes/little-endian.ts";
import { gridPoints, gridSize } from "../../export/grid.ts";
import { arrayLength, vtiHead, vtiTail } from "../../export/vti.ts";
import type { Prepared } from "../../laboratory/subject.ts";
import { fieldAt } from "./field-at.ts";
import { isMapped } from "./grids.ts";
import type { ImageTask } from "./protocol.ts";

/** Points computed between two looks at the clock; and those whose numbers become a part of a Blob of their own. */
const pointsPerStep = 4096;
const pointsPerPart = 32 * pointsPerStep;

/** The grid as an image for VTK. No more is held than a part of each array: the others are the browser's to keep. */
export function* spaceImage(prepared: Prepared, task: ImageTask): Generator<number, Blob> {
  const { axes, type, subject, words, version } = task;
  const { program, field } = prepared;
  const n = field.dimension;
  const at = fieldAt(prepared, subject);
  const arrays = [
    { name: "divergence", components: 1, of: at.divergence },
    { name: field.name, components: n, of: at.components },
    ...(isMapped(subject) ? [{ name: words, components: 1, of: at.map }] : []),
  ];
  const size = gridSize(axes);
  const head = vtiHead(axes, arrays, type, [
    `made by Deldot ${version}`,
    ...program.parameters.map(({ name, value }) => `${name} = ${value}`),
    ...(program.time ? [`t = ${subject.time}`] : []),
    ...subject.source.split(/\r\n|[\n\r\u2028\u2029]/),
  ]);
  const parts = arrays.map(({ components }): BlobPart[] => [arrayLength(size * components, type)]);
  const numbers = type === "Float64" ? Float64Array : Float32Array;
  for (let first = 0; first < size; ) {
    const last = Math.min(size, first + pointsPerPart);
    const held = arrays.map(({ components }) => new numbers((last - first) * components));
    for (let from = first; from < last; from += pointsPerStep) {
      const places = gridPoints(axes, from, Math.min(pointsPerStep, last - from));
      for (const [k, { of, components }] of arrays.entries())
        held[k]?.set(of(places), (from - first) * components);
      yield from / size;
    }
    for (const [k, values] of held.entries()) parts[k]?.push(new Blob([littleEndian(values)]));
    first = last;
  }
  return new Blob([head, ...parts.flat(), vtiTail], { type: "application/octet-stream" });
}
