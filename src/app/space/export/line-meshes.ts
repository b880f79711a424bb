import { colourParts } from "../../../shaders/colour-parts.ts";
import { morePalettes } from "../../../shaders/more-palettes.ts";
import { hatchColours, isDiverging, paletteColour, type Rgb } from "../../../shaders/palette.ts";
import { placeOf, stretchOf } from "../../../shaders/scale.ts";
import { cross } from "../../../shaders/space/free-plane.ts";
import { eachAxis, middleOf } from "../../../shaders/space/lens.ts";
import { ringNormals, ringSides, tripleAt, tubeRadii } from "../../../shaders/space/tubes.ts";
import { lineColours } from "../../../shaders/streamlines/line-style.ts";
import { countText } from "../../count-text.ts";
import type { FieldAt } from "./field-at.ts";
import type { GltfPiece } from "./glb.ts";
import { about, linearColour, type ModelParts } from "./model-parts.ts";
import type { ModelLines, ModelTask } from "./protocol.ts";

/** Points whose colours are computed between two looks at the clock. */
const pointsPerStep = 4096;

/**
 * The lines of the flow as one mesh, and in words what it is: tubes with the rings, the radii and the normals that the
 * picture has, or lines; in the map's colours on the axis where the picture has those.
 */
export function* lineMeshes(
  at: FieldAt,
  { box, subject: { field }, told }: ModelTask,
  own: ModelLines,
): Generator<number, ModelParts> {
  const { lines, shape } = own;
  const { starts, points } = lines;
  const count = starts.length - 1;
  const isTube = shape !== "lines";
  const name = `${isTube ? "Tubes" : "Streamlines"} of ${field}`;
  const words = [`${name}: ${countText(count)} with ${countText(points.length / 3)} points`];
  if (told || count === 0) return { meshes: [], words };
  const colours = own.colour === "map" ? yield* coloursOf(at, own) : null;
  const middle = middleOf(box);
  const pieces = isTube ? [tubesOf(own, colours)] : linesOf(own, colours);
  const { ink, halo } = lineColours[own.theme];
  // Tubes that have no colours are of both, as in the picture.
  const plain = eachAxis((k) => 255 * (isTube ? (ink[k] + halo[k]) / 2 : ink[k]));
  const mesh = {
    name,
    pieces: pieces.map((piece): GltfPiece => ({ ...piece, positions: about(middle, piece.positions) })),
    colour: [...(colours ? ([1, 1, 1] as const) : linearColour(plain)), 1],
  } as const;
  return { meshes: [mesh], words };
}

/** The map's colour at each point, as light. */
function* coloursOf(
  at: FieldAt,
  { lines: { points }, palette, theme, legend }: ModelLines,
): Generator<number, Float32Array> {
  Object.assign(colourParts.curves, morePalettes);
  const { low, high, threshold } = legend;
  const stretch = stretchOf(isDiverging(palette), { low, high }, threshold);
  const colours = new Float32Array(points.length);
  for (let first = 0; first < points.length; first += 3 * pointsPerStep) {
    const values = at.map(points.slice(first, first + 3 * pointsPerStep));
    for (const [k, value] of values.entries()) {
      const colour: Rgb = Number.isFinite(value)
        ? paletteColour(palette, theme, placeOf(value, stretch, threshold))
        : hatchColours[theme][0];
      colours.set(linearColour(colour), first + 3 * k);
    }
    yield first / points.length;
  }
  return colours;
}

type Piece = Omit<GltfPiece, "positions"> & { readonly positions: Float64Array };

function linesOf({ lines: { starts, points } }: ModelLines, colours: Float32Array | null): Piece[] {
  return Array.from({ length: starts.length - 1 }, (_, l) => {
    const [from, to] = [3 * (starts[l] as number), 3 * (starts[l + 1] as number)];
    return { positions: points.subarray(from, to), colours: colours?.subarray(from, to) };
  });
}

/** A ring around each point, and triangles between one and the next, seen from outside counterclockwise. */
function tubesOf({ lines, shape, width }: ModelLines, pointColours: Float32Array | null): Piece {
  const { starts, points, tangents } = lines;
  const radii = tubeRadii(lines, shape, width);
  const across = ringNormals(lines);
  const count = radii.length;
  const positions = new Float64Array(3 * ringSides * count);
  const normals = new Float32Array(positions.length);
  const colours = pointColours && new Float32Array(positions.length);
  const turns = Array.from({ length: ringSides }, (_, j) => {
    const angle = (2 * Math.PI * j) / ringSides;
    return [Math.cos(angle), Math.sin(angle)] as const;
  });
  for (let k = 0; k < count; k += 1) {
    const [point, normal] = [tripleAt(points, k), tripleAt(across, k)];
    const other = cross(tripleAt(tangents, k), normal);
    for (const [j, [cosine, sine]] of turns.entries()) {
      const out = eachAxis((axis) => cosine * normal[axis] + sine * other[axis]);
      const corner = 3 * (ringSides * k + j);
      normals.set(out, corner);
      positions.set(
        eachAxis((axis) => point[axis] + (radii[k] as number) * out[axis]),
        corner,
      );
      if (pointColours) colours?.set(pointColours.subarray(3 * k, 3 * k + 3), corner);
    }
  }
  const triangles = new Uint32Array(6 * ringSides * (count - (starts.length - 1)));
  let filled = 0;
  for (let l = 0; l + 1 < starts.length; l += 1)
    for (let k = starts[l] as number; k + 1 < (starts[l + 1] as number); k += 1)
      for (let j = 0; j < ringSides; j += 1) {
        const [a, b] = [ringSides * k + j, ringSides * k + ((j + 1) % ringSides)];
        triangles.set([a, b, a + ringSides, b, b + ringSides, a + ringSides], filled);
        filled += 6;
      }
  return { positions, normals, colours: colours ?? undefined, triangles };
}
