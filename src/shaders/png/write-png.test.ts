import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePng } from "../../../e2e/support/png.ts";
import { seededRandom } from "../../engine/testing/random.ts";
import { crc32 } from "./testing/crc32.ts";
import { type PngShape, writePng } from "./write-png.ts";

/** Bands of so many rows at most, one after the other in the same memory, as they are painted. */
async function* bandsOf(pixels: Uint8ClampedArray, width: number, rows: number) {
  const band = new Uint8ClampedArray(4 * width * rows);
  for (let at = 0; at < pixels.length; at += band.length) {
    const some = pixels.subarray(at, at + band.length);
    band.set(some);
    yield band.subarray(0, some.length);
    band.fill(77);
  }
}

/** The file, and its chunks. */
async function written(shape: PngShape, pixels: Uint8ClampedArray, rows: number) {
  const blob = await writePng(shape, bandsOf(pixels, shape.width, rows));
  const file = Buffer.from(await blob.arrayBuffer());
  const chunks: { readonly type: string; readonly data: Buffer; readonly sum: number }[] = [];
  for (let at = 8; at < file.length; ) {
    const end = at + 8 + file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: file.subarray(at + 8, end), sum: file.readUInt32BE(end) });
    at = end + 4;
  }
  return { blob, file, chunks };
}

/** Noise, ramps, what stays as it is, and what is as the row above: each filter has its rows. */
function picture(seed: number, width: number, height: number): Uint8ClampedArray {
  const random = seededRandom(seed);
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row += 1) {
    const kind = Math.floor(4 * random());
    const [first, step] = [256 * random(), 9 * random() - 4];
    for (let k = 0; k < 4 * width; k += 1) {
      const at = 4 * width * row + k;
      const above = pixels[at - 4 * width] ?? 0;
      const bytes = [256 * random(), first + step * Math.floor(k / 4) + (k % 4), first, above + step];
      pixels[at] = ((Math.floor(bytes[kind] as number) % 256) + 256) % 256;
    }
  }
  return pixels;
}

const opaque = (pixels: Uint8ClampedArray) => pixels.map((byte, at) => (at % 4 === 3 ? 255 : byte));

const isSame = (read: Uint8Array, pixels: Uint8ClampedArray) => Buffer.from(pixels).equals(read);

describe("PNGs that are written band by band", () => {
  it("are read as the pixels that came, whatever the bands", async () => {
    const side = fc.integer({ min: 1, max: 40 });
    const shapes = fc.tuple(fc.integer(), side, side, fc.boolean(), fc.integer({ min: 1, max: 50 }));
    await fc.assert(
      fc.asyncProperty(shapes, async ([seed, width, height, alpha, rows]) => {
        const pixels = picture(seed, width, height);
        const { file, chunks } = await written({ width, height, alpha }, pixels, rows);
        expect(chunks.map(({ type }) => type)).toEqual(["IHDR", "IDAT", "IEND"]);
        for (const { type, data, sum } of chunks)
          expect(sum, type).toBe(crc32(Buffer.concat([Buffer.from(type), data])));
        const read = decodePng(file);
        expect([read.width, read.height]).toEqual([width, height]);
        expect(isSame(read.data, alpha ? pixels : opaque(pixels))).toBe(true);
      }),
    );
  });

  it("of much that cannot be packed have several chunks of pixels", async () => {
    const [width, height] = [1500, 700];
    const random = seededRandom(5);
    const pixels = Uint8ClampedArray.from({ length: 4 * width * height }, () => 256 * random());
    for (const rows of [64, 700]) {
      const { blob, file, chunks } = await written({ width, height, alpha: true }, pixels, rows);
      expect(blob.type).toBe("image/png");
      const sizes = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data.length);
      expect(sizes.length).toBeGreaterThan(3);
      expect(Math.max(...sizes)).toBeLessThan(2 ** 21);
      expect(isSame(decodePng(file).data, pixels)).toBe(true);
    }
  });

  it("pack what is smooth to a part of what it was", async () => {
    const [width, height] = [900, 600];
    const pixels = new Uint8ClampedArray(4 * width * height);
    for (let at = 0; at < pixels.length; at += 1) {
      const [x, y] = [Math.floor(at / 4) % width, Math.floor(at / 4 / width)];
      pixels[at] = 128 + 100 * Math.sin(x / 90 + (at % 4)) * Math.cos(y / 70);
    }
    const { file } = await written({ width, height, alpha: false }, pixels, 100);
    expect(file.length).toBeLessThan((3 * width * height) / 8);
  });

  it("end with what their rows end with, and when that are not all", async () => {
    const shape = { width: 8, height: 9000, alpha: false };
    const gone = new Error("not wanted any more");
    async function* stopped() {
      yield new Uint8ClampedArray(4 * 8 * 4000).fill(9);
      throw gone;
    }
    await expect(writePng(shape, stopped())).rejects.toBe(gone);
    const few = bandsOf(new Uint8ClampedArray(4 * 8 * 8999), 8, 1000);
    await expect(writePng(shape, few)).rejects.toThrow("8999 rows came of 9000");
    const none = bandsOf(new Uint8ClampedArray(), 8, 1000);
    await expect(writePng({ ...shape, width: 2 ** 31 }, none)).rejects.toThrow("2147483648×9000");
  });
});
