import type { Bytes } from "../../shaders/bytes/pack.ts";
import { littleEndian } from "../bytes/little-endian.ts";
import { formatNumber } from "./csv.ts";
import { distinctNames } from "./distinct-names.ts";
import type { GridAxis } from "./grid.ts";

/**
 * VTK's XML image data with raw appended data, after the VTK file formats document: arrays stand one after the other,
 * each behind its length in bytes as an unsigned number of 64 bits, and offsets count from behind the underscore.
 */

/** Numbers at the points of a grid: `components` of them at each. */
export interface VtiArray {
  readonly name: string;
  readonly components: number;
}

export type VtiType = "Float64" | "Float32";

/** What an image is of: three axes, the first fastest. */
export type ImageAxes = readonly [GridAxis, GridAxis, GridAxis];

const flat: GridAxis = { name: "", low: 0, high: 0, count: 1 };

/**
 * A grid as an image: of more than three axes those with more than one point. A sentence where it is none: images have
 * three axes, and run upwards.
 */
export function imageAxes(axes: readonly GridAxis[]): ImageAxes | string {
  const own = axes.length > 3 ? axes.filter(({ count }) => count > 1) : axes;
  if (own.length > 3) return `an image has three axes, and ${own.length} of these have more than one point`;
  const wrong = own.find(({ low, high, count }) => count > 1 && !(high > low));
  if (wrong)
    return `the axes of an image run from the smaller number to the larger, and ${wrong.name} does not`;
  const [x = flat, y = flat, z = flat] = own;
  return [x, y, z];
}

/** Everything before the first array's length. `comment`: what it was made from, a line each. */
export function vtiHead(
  axes: ImageAxes,
  arrays: readonly VtiArray[],
  type: VtiType,
  comment: readonly string[] = [],
): string {
  const extent = axes.map(({ count }) => `0 ${count - 1}`).join(" ");
  const origin = axes.map(({ low }) => formatNumber(low)).join(" ");
  const spacing = axes
    .map(({ low, high, count }) => formatNumber(count > 1 ? stepBetween(low, high, count - 1) : 1))
    .join(" ");
  // Readers know arrays by their names.
  const names = distinctNames(arrays.map(({ name }) => name));
  const named = arrays.map(({ components }, k) => ({ name: names[k] as string, components }));
  const scalars = named.find(({ components }) => components === 1);
  const vectors = named.find(({ components }) => components === 3);
  const active = [
    scalars && ` Scalars="${escaped(scalars.name)}"`,
    vectors && ` Vectors="${escaped(vectors.name)}"`,
  ];
  const points = axes.reduce((size, { count }) => size * count, 1);
  let offset = 0;
  const described = named.map(({ name, components }) => {
    const line = `        <DataArray type="${type}" Name="${escaped(name)}" NumberOfComponents="${components}" format="appended" offset="${offset}"/>\n`;
    offset += lengthSize + points * components * sizeOf[type];
    return line;
  });
  // Two hyphens end a comment, and some characters are none of XML's.
  const said = comment
    .map((line) => `  ${line.replaceAll("-", "\u2010").replace(notInXml, "\ufffd")}\n`)
    .join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
${comment.length > 0 ? `<!--\n${said}-->\n` : ""}<VTKFile type="ImageData" version="1.0" byte_order="LittleEndian" header_type="UInt64">
  <ImageData WholeExtent="${extent}" Origin="${origin}" Spacing="${spacing}">
    <Piece Extent="${extent}">
      <PointData${active.filter(Boolean).join("")}>
${described.join("")}      </PointData>
    </Piece>
  </ImageData>
  <AppendedData encoding="raw">
   _`;
}

/** Finite where the ends are, however far apart. */
function stepBetween(low: number, high: number, steps: number): number {
  return Number.isFinite(high - low) ? (high - low) / steps : high / steps - low / steps;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
const notInXml = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** Everything after the last array. */
export const vtiTail = "\n  </AppendedData>\n</VTKFile>\n";

const lengthSize = 8;
const sizeOf: Readonly<Record<VtiType, number>> = { Float64: 8, Float32: 4 };

/** What stands before an array of so many numbers. */
export function arrayLength(numbers: number, type: VtiType): Bytes {
  return littleEndian(BigUint64Array.of(BigInt(numbers * sizeOf[type])));
}

/**
 * Vectors as images have them: those of the plane have a third component, 0. Others are as they are.
 * @param values of `n` components each, one after the other
 */
export function imageVectors(values: Float64Array, n: number): Float64Array {
  if (n > 2) return values;
  const out = new Float64Array((3 * values.length) / n);
  for (let k = 0; k < values.length; k += 1) out[3 * Math.floor(k / n) + (k % n)] = values[k] as number;
  return out;
}

function escaped(name: string): string {
  return name.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
