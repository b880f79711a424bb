/** Reads binary glTF by the specification alone, for tests: triangles with normals, indexed, and lines. */

export interface ReadMesh {
  readonly name: string;
  readonly positions: Float32Array;
  /** Empty of lines. */
  readonly normals: Float32Array;
  readonly triangles: Uint32Array;
  /** Empty where all are of the material's colour. */
  readonly colours: Float32Array;
  /** Of lines: where each begins among the positions, and where the last one ends. */
  readonly strips: readonly number[];
  readonly translation: readonly number[];
  readonly material: { readonly pbrMetallicRoughness: { readonly baseColorFactor: readonly number[] } };
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of a format whose shape the specification has.
type Json = any;

export function readGlb(file: Uint8Array): { readonly json: Json; readonly meshes: readonly ReadMesh[] } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const word = (at: number) => view.getUint32(at, true);
  if (word(0) !== 0x46546c67 || word(4) !== 2) throw new Error("it is no binary glTF 2");
  if (word(8) !== file.length || file.length % 4 !== 0)
    throw new Error(`it says ${word(8)} of ${file.length} bytes`);
  const jsonLength = word(12);
  if (word(16) !== 0x4e4f534a || jsonLength % 4 !== 0) throw new Error("the first chunk is not JSON");
  const json: Json = JSON.parse(
    new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(20, 20 + jsonLength)),
  );
  const binary = 20 + jsonLength;
  if (word(binary + 4) !== 0x004e4942 || binary + 8 + word(binary) !== file.length)
    throw new Error("the second chunk is not all the rest");
  if (json.buffers.length !== 1 || json.buffers[0].byteLength !== word(binary))
    throw new Error("the buffer's length is wrong");
  const numbers = (index: number, type: number, kind: string, width: number): number[] => {
    const { bufferView, byteOffset = 0, componentType, count, type: own, min, max } = json.accessors[index];
    if (componentType !== type || own !== kind)
      throw new Error(`accessor ${index} is ${componentType} ${own}`);
    const part = json.bufferViews[bufferView];
    if (byteOffset + 4 * width * count > part.byteLength || part.byteOffset + part.byteLength > word(binary))
      throw new Error(`accessor ${index} leaves its buffer`);
    if ((part.byteOffset + byteOffset) % 4 !== 0) throw new Error(`accessor ${index} is not aligned`);
    const at = binary + 8 + part.byteOffset + byteOffset;
    const all = Array.from({ length: width * count }, (_, k) =>
      type === 5126 ? view.getFloat32(at + 4 * k, true) : word(at + 4 * k),
    );
    for (const [bound, pick] of [
      [min, Math.min],
      [max, Math.max],
    ] as const)
      for (let k = 0; bound && k < width; k += 1) {
        const extreme = all.reduce(
          (most, value, at) => (at % width === k ? pick(most, value) : most),
          bound[k],
        );
        if (extreme !== bound[k] || !all.some((value, at) => at % width === k && value === extreme))
          throw new Error(`accessor ${index} has wrong bounds`);
      }
    return all;
  };
  const meshes = json.nodes
    .filter((node: Json) => node.mesh !== undefined)
    .map(({ mesh, name, translation }: Json): ReadMesh => {
      const { primitives } = json.meshes[mesh];
      const isLines = primitives[0].mode === 3;
      for (const { mode = 4, indices, attributes, material } of primitives) {
        if (mode !== (isLines ? 3 : 4)) throw new Error("it is neither lines nor triangles");
        if ((indices === undefined) !== isLines) throw new Error("triangles alone have indices");
        if (json.accessors[attributes.POSITION].min === undefined) throw new Error("positions need bounds");
        if (material !== primitives[0].material) throw new Error("a mesh has one material");
      }
      if (!isLines && primitives.length !== 1) throw new Error("triangles are in one piece");
      const all = (attribute: string) =>
        primitives.map(({ attributes }: Json): number[] =>
          attribute in attributes ? numbers(attributes[attribute], 5126, "VEC3", 3) : [],
        ) as number[][];
      const places = all("POSITION");
      const strips = [0];
      for (const { length } of isLines ? places : []) strips.push((strips.at(-1) as number) + length / 3);
      return {
        name,
        translation,
        strips,
        positions: Float32Array.from(places.flat()),
        normals: Float32Array.from(all("NORMAL").flat()),
        colours: Float32Array.from(all("COLOR_0").flat()),
        triangles: Uint32Array.from(isLines ? [] : numbers(primitives[0].indices, 5125, "SCALAR", 1)),
        material: json.materials[primitives[0].material],
      };
    });
  return { json, meshes };
}
