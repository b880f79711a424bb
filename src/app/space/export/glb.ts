import { littleEndian } from "../../bytes/little-endian.ts";

/** Binary glTF 2.0, after the Khronos specification: triangles with normals, and lines; a material for each mesh. */

/** Triangles where it has them, with normals; else a line from each position to the next. */
export interface GltfPiece {
  /** In metres of the scene, about its middle. */
  readonly positions: Float32Array;
  /** Of length 1. */
  readonly normals?: Float32Array | undefined;
  /** Linear red, green and blue of each position, by which the mesh's own are multiplied. */
  readonly colours?: Float32Array | undefined;
  readonly triangles?: Uint32Array | undefined;
}

export interface GltfMesh {
  readonly name: string;
  readonly pieces: readonly GltfPiece[];
  /** Linear red, green, blue and what is not let through, 0 … 1. */
  readonly colour: readonly [number, number, number, number];
}

export interface GltfScene {
  readonly meshes: readonly GltfMesh[];
  /** Where the middle of what the meshes are about lies. */
  readonly middle: readonly [number, number, number];
  readonly generator: string;
  readonly extras: Readonly<Record<string, unknown>>;
}

const float = 5126;
const unsigned = 5125;
const arrayBuffer = 34962;
const elementBuffer = 34963;
const lineStrip = 3;
/** glTF's second axis points up, the third one of the field's does. */
const upright = [-Math.SQRT1_2, 0, 0, Math.SQRT1_2];

/** The file as parts of a Blob. */
export function glbParts({ meshes, middle, generator, extras }: GltfScene): BlobPart[] {
  const bufferViews: object[] = [];
  const accessors: object[] = [];
  const data: BlobPart[] = [];
  let length = 0;
  const add = (numbers: Float32Array | Uint32Array, target: number, accessor: object): number => {
    bufferViews.push({ buffer: 0, byteOffset: length, byteLength: numbers.byteLength, target });
    data.push(littleEndian(numbers));
    length += numbers.byteLength;
    return accessors.push({ bufferView: bufferViews.length - 1, byteOffset: 0, ...accessor }) - 1;
  };
  const vectors = (numbers: Float32Array, bounds: object = {}) =>
    add(numbers, arrayBuffer, { componentType: float, count: numbers.length / 3, type: "VEC3", ...bounds });
  const indices = (corners: Uint32Array) =>
    add(corners, elementBuffer, { componentType: unsigned, count: corners.length, type: "SCALAR" });
  const json = {
    asset: { version: "2.0", generator },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [
      { rotation: upright, ...(meshes.length > 0 ? { children: meshes.map((_, k) => k + 1) } : {}) },
      ...meshes.map(({ name }, mesh) => ({ name, mesh, translation: middle })),
    ],
    meshes: meshes.map(({ name, pieces }, material) => ({
      name,
      primitives: pieces.map(({ positions, normals, colours, triangles }) => ({
        attributes: {
          POSITION: vectors(positions, boundsOf(positions)),
          ...(normals && { NORMAL: vectors(normals) }),
          ...(colours && { COLOR_0: vectors(colours) }),
        },
        ...(triangles ? { indices: indices(triangles) } : { mode: lineStrip }),
        material,
      })),
    })),
    materials: meshes.map(({ name, colour }) => ({
      name,
      pbrMetallicRoughness: { baseColorFactor: colour, metallicFactor: 0, roughnessFactor: 0.55 },
      doubleSided: true,
      alphaMode: colour[3] < 1 ? "BLEND" : "OPAQUE",
    })),
    accessors,
    bufferViews,
    extras,
  };
  const text = new TextEncoder().encode(JSON.stringify({ ...json, buffers: [{ byteLength: length }] }));
  const spaces = new Uint8Array((4 - (text.length % 4)) % 4).fill(0x20);
  const jsonLength = text.length + spaces.length;
  const total = 12 + 8 + jsonLength + 8 + length;
  return [
    littleEndian(Uint32Array.of(0x46546c67, 2, total)),
    littleEndian(Uint32Array.of(jsonLength, 0x4e4f534a)),
    text,
    spaces,
    littleEndian(Uint32Array.of(length, 0x004e4942)),
    ...data,
  ];
}

function boundsOf(positions: Float32Array) {
  const [min, max] = [Array(3).fill(Number.POSITIVE_INFINITY), Array(3).fill(Number.NEGATIVE_INFINITY)];
  for (const [k, value] of positions.entries()) {
    min[k % 3] = Math.min(min[k % 3], value);
    max[k % 3] = Math.max(max[k % 3], value);
  }
  return { min, max };
}
