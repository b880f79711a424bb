import { polygonOf, spanIn } from "../../../shaders/space/free-plane.ts";
import { eachAxis } from "../../../shaders/space/lens.ts";
import { tubeRadii } from "../../../shaders/space/tubes.ts";
import { formatNumber } from "../../export/csv.ts";
import { type GridAxis, gridPoints, gridSize } from "../../export/grid.ts";
import type { NamedGrid, NamedPlane, TablePoints } from "./protocol.ts";

/** Rows made between two looks at the clock. */
const rowsPerStep = 512;
/** Of the box's size: rounding may put points of a plane so far out of it. */
const rounding = 1e-12;

/** Some rows of a table. */
interface Part {
  /** x, y, z after x, y, z of the box. */
  readonly places: Float64Array;
  /** What a row has before its point. */
  before(row: number): string;
  /** The share of all that is done with them. */
  readonly progress: number;
}

/** The points of a table: what is told of them above it, the columns before theirs, and their rows. */
interface Rows {
  readonly columns: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly parts: Iterable<Part>;
}

export function rowsOf(points: TablePoints): Rows {
  if (points.of === "lines") return rowsOfLines(points);
  if (points.of === "grid") {
    const facts = [["grid", rangesOf(points.axes)]] as const;
    return { columns: [], facts, parts: rowsOfSlices([{ name: "", ...points }], () => "") };
  }
  const { slices } = points;
  const facts = slices.map(
    (slice) => [slice.name, "axes" in slice ? rangesOf(slice.axes) : tellsOf(slice)] as const,
  );
  return { columns: ["slice"], facts, parts: rowsOfSlices(slices, (name) => `${name},`) };
}

function* rowsOfSlices(
  slices: readonly (NamedGrid | NamedPlane)[],
  before: (name: string) => string,
): Generator<Part, void> {
  const sizes = slices.map((slice) => ("axes" in slice ? gridSize(slice.axes) : slice.count ** 2));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let done = 0;
  for (const [k, slice] of slices.entries()) {
    const size = sizes[k] as number;
    const placesOf =
      "axes" in slice
        ? (first: number, count: number) => gridPoints(slice.axes, first, count)
        : onPlane(slice);
    for (let first = 0; first < size; first += rowsPerStep) {
      const count = Math.min(rowsPerStep, size - first);
      done += count;
      yield { places: placesOf(first, count), before: () => before(slice.name), progress: done / total };
    }
  }
}

/** Points of a grid in a plane, those that lie in the box. */
function onPlane({ plane, box, count }: NamedPlane): (first: number, count: number) => Float64Array {
  const corners = polygonOf(plane, box);
  if (corners.length < 3) return () => new Float64Array();
  const { across, up, low, high } = spanIn(plane, corners);
  const axes = [0, 1].map(
    (k): GridAxis => ({ name: "", low: low[k] as number, high: high[k] as number, count }),
  );
  const spare = eachAxis((axis) => rounding * Math.max(Math.abs(box.low[axis]), Math.abs(box.high[axis])));
  return (first, some) => {
    const within = gridPoints(axes, first, some);
    const places: number[] = [];
    for (let k = 0; k < within.length; k += 2) {
      const [u, v] = [within[k] as number, within[k + 1] as number];
      const place = eachAxis((axis) => plane.through[axis] + u * across[axis] + v * up[axis]);
      const isIn = ([0, 1, 2] as const).every(
        (axis) => place[axis] >= box.low[axis] - spare[axis] && place[axis] <= box.high[axis] + spare[axis],
      );
      if (isIn) places.push(...place);
    }
    return Float64Array.from(places);
  };
}

/** Lines in the direction of the field: the number of each, the length and the time from its seed, and the tube's radius. */
function rowsOfLines({ lines, shape, width }: Extract<TablePoints, { readonly of: "lines" }>): Rows {
  const { starts, points, arc, time } = lines;
  const radii = shape === "lines" ? null : tubeRadii(lines, shape, width);
  const total = points.length / 3;
  function* parts(): Generator<Part, void> {
    let line = 0;
    for (let first = 0; first < total; first += rowsPerStep) {
      const last = Math.min(total, first + rowsPerStep);
      yield {
        places: points.slice(3 * first, 3 * last),
        before(row) {
          const k = first + row;
          while (k >= (starts[line + 1] as number)) line += 1;
          const own = [
            line + 1,
            k - (starts[line] as number) + 1,
            arc[k],
            time[k],
            ...(radii ? [radii[k]] : []),
          ];
          return `${(own as number[]).map(formatNumber).join(",")},`;
        },
        progress: last / total,
      };
    }
  }
  const facts = [
    ["points", `along ${starts.length - 1} streamlines, in the direction of the field`],
    ["arc", "length along the line from its seed, in units of the coordinates"],
    ["time", "on the way from the seed"],
    ...(radii
      ? [["radius", `of the tube, by ${shape === "flux" ? "the flux" : "the divergence"}`] as const]
      : []),
  ] as const;
  return { columns: ["line", "point", "arc", "time", ...(radii ? ["radius"] : [])], facts, parts: parts() };
}

/** As the command takes them. */
function rangesOf(axes: readonly GridAxis[]): string {
  return axes
    .map(({ name, low, high, count }) => `${name}=${formatNumber(low)}:${formatNumber(high)}:${count}`)
    .join(",");
}

function tellsOf({ plane: { through, azimuth, elevation } }: NamedPlane): string {
  return `through ${through.map(formatNumber).join(" ")}, normal at azimuth ${formatNumber(azimuth)} and elevation ${formatNumber(elevation)} degrees`;
}
