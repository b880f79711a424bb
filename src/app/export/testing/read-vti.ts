/**
 * Reads VTK's XML image data by the rules of the VTK file formats document alone, for tests: attributes of elements, then
 * raw data behind the first underscore after AppendedData, each array behind its length as UInt64.
 */

export interface VtiImage {
  readonly extent: readonly number[];
  readonly origin: readonly number[];
  readonly spacing: readonly number[];
  readonly pointData: Readonly<Record<string, string>>;
  readonly arrays: ReadonlyMap<
    string,
    { readonly type: string; readonly components: number; readonly values: readonly number[] }
  >;
}

type Attributes = Readonly<Record<string, string>>;

const sizes: Readonly<Record<string, number>> = { Float64: 8, Float32: 4 };

/** @throws Error with what is wrong */
export function readVti(file: Uint8Array): VtiImage {
  const latin = new TextDecoder("latin1").decode(file);
  const appended = /<AppendedData\s+encoding="raw">\s*_/.exec(latin);
  if (!appended) throw new Error("there are no raw appended data");
  const begin = appended.index + appended[0].length;
  const head = new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(0, begin));
  const all = (name: string): Attributes[] =>
    [
      ...head
        .replace(/<!--[\s\S]*?-->/g, "")
        .matchAll(new RegExp(`<${name}((?:\\s+\\w+="[^"]*")*)\\s*/?>`, "g")),
    ].map(([, text = ""]) =>
      Object.fromEntries(
        [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, unescaped(value ?? "")]),
      ),
    );
  const one = (name: string): Attributes => {
    const [first, second] = all(name);
    if (!first || second) throw new Error(`there is not one element ${name}`);
    return first;
  };
  const { type, byte_order: order, header_type: header } = one("VTKFile");
  if (type !== "ImageData" || order !== "LittleEndian" || header !== "UInt64")
    throw new Error(`it is ${type} ${order} ${header}`);
  const image = one("ImageData");
  const extent = numbers(image.WholeExtent);
  if (one("Piece").Extent !== image.WholeExtent) throw new Error("the piece is not the whole");
  const points = [0, 2, 4].reduce(
    (size, k) => size * ((extent[k + 1] as number) - (extent[k] as number) + 1),
    1,
  );
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let end = begin;
  const arrays = new Map(
    all("DataArray").map((array) => {
      if (array.format !== "appended") throw new Error(`${array.Name} is not appended`);
      const at = begin + Number(array.offset);
      if (at !== end) throw new Error(`${array.Name} does not begin where the one before it ends`);
      const length = Number(view.getBigUint64(at, true));
      const size = sizes[array.type ?? ""];
      const components = Number(array.NumberOfComponents ?? 1);
      if (size === undefined || length !== points * components * size)
        throw new Error(`${array.Name} has ${length} bytes`);
      end = at + 8 + length;
      const values = Array.from({ length: length / size }, (_, k) =>
        size === 8 ? view.getFloat64(at + 8 + 8 * k, true) : view.getFloat32(at + 8 + 4 * k, true),
      );
      return [array.Name ?? "", { type: array.type ?? "", components, values }];
    }),
  );
  if (!/^\s*<\/AppendedData>\s*<\/VTKFile>\s*$/.test(latin.slice(end)))
    throw new Error("what comes after the data is not the end");
  return {
    extent,
    origin: numbers(image.Origin),
    spacing: numbers(image.Spacing),
    pointData: one("PointData"),
    arrays,
  };
}

function numbers(text = ""): number[] {
  return text.trim().split(/\s+/).map(Number);
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
