import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../engine/testing/random.ts";
import { crc32 } from "../../shaders/png/testing/crc32.ts";
import { headEnd, PngError, readText, textChunk } from "./png-chunks.ts";

/** A chunk with a checksum of the test's own. */
function chunk(type: string, data: Uint8Array, length = data.length): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

const signature = Buffer.from("89504e470d0a1a0a", "hex");
const header = chunk("IHDR", Buffer.from("00000001000000010802000000", "hex"));
const pixels = chunk("IDAT", deflateSync(Buffer.from([0, 10, 20, 30])));
const end = chunk("IEND", Buffer.alloc(0));
const withText = (...chunks: readonly Uint8Array[]) =>
  Buffer.concat([signature, header, ...chunks, pixels, end]);
const packed = (data: Uint8Array) => chunk("iTXt", Buffer.concat([Buffer.from("deldot\0\x01\0\0\0"), data]));

const texts = ["", "x", '{"format":"deldot","title":"½ ∇·F 𝔽 \\u0000"}', "∇·F = x²\n".repeat(3000)];

describe("text in PNGs", () => {
  it.each(texts.map((text) => [text.slice(0, 20), text] as const))("comes back: %s", async (_, text) => {
    const bytes = await textChunk("deldot", text);
    expect(bytes.length).toBe(12 + new DataView(bytes.buffer).getUint32(0));
    expect(new DataView(bytes.buffer).getUint32(bytes.length - 4)).toBe(crc32(bytes.subarray(4, -4)));
    expect(Buffer.concat([signature, header]).length).toBe(headEnd);
    expect(await readText(withText(bytes), "deldot")).toBe(text);
    // After the pixels, where some programs put it, and after other text.
    const other = [await textChunk("deldots", "no"), chunk("tEXt", Buffer.from("deldot\0no"))];
    const late = Buffer.concat([signature, header, ...other, pixels, bytes, end]);
    expect(await readText(late, "deldot")).toBe(text);
    expect(await readText(late, "Title")).toBeNull();
  });

  it("is packed where it is long", async () => {
    expect((await textChunk("deldot", texts[3] as string)).length).toBeLessThan(1000);
  });

  it.each([
    ["not a PNG", Buffer.from("GIF89a, and much more"), "This is not a PNG."],
    ["nothing", Buffer.alloc(0), "This is not a PNG."],
    ["a signature alone", signature, "This PNG is damaged: it is cut short."],
    ["no end", Buffer.concat([signature, header, pixels]), "This PNG is damaged: it is cut short."],
    [
      "a length beyond the file",
      withText(chunk("tEXt", Buffer.from("Title\0x"), 0xffff_fff0)),
      "This PNG is damaged: it is cut short.",
    ],
    [
      "a text said to have gigabytes",
      withText(chunk("iTXt", Buffer.from("deldot\0\0\0\0\0x"), 0x7fff_ffff)),
      "The text in this PNG is too long to be a document.",
    ],
    [
      "a bomb of a thousand to one",
      withText(packed(deflateSync(Buffer.alloc(60_000_000), { level: 9 }))),
      "The text in this PNG is too long to be a document.",
    ],
    [
      "what is not packed",
      withText(packed(Buffer.from("not zlib"))),
      "This PNG is damaged: the text in it cannot be read.",
    ],
    [
      "what is packed by half",
      withText(packed(deflateSync(Buffer.from("a long text ".repeat(50))).subarray(0, 20))),
      "This PNG is damaged: the text in it cannot be read.",
    ],
    [
      "what is not UTF-8",
      withText(chunk("iTXt", Buffer.from("deldot\0\0\0\0\0\xff\xfe", "latin1"))),
      "This PNG is damaged: the text in it cannot be read.",
    ],
    [
      "text without its keywords",
      withText(chunk("iTXt", Buffer.from("deldot\0\0\0en"))),
      "This PNG is damaged: the text in it cannot be read.",
    ],
  ])("refuses %s in one sentence", async (_, file, sentence) => {
    await expect(readText(file, "deldot")).rejects.toThrow(new PngError(sentence));
  });

  it("does not believe text whose checksum is wrong", async () => {
    const bytes = await textChunk("deldot", "F(x, y) = (x, y)");
    bytes[20] = (bytes[20] as number) ^ 1;
    await expect(readText(withText(bytes), "deldot")).rejects.toThrow(/checksum/);
  });

  it("of damaged files is the text, none, or a sentence (seeds 1 to 200)", async () => {
    const text = texts[3] as string;
    const good = withText(await textChunk("Title", "a title"), await textChunk("deldot", text));
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(seed);
      const file = Buffer.from(good);
      const flips = 1 + Math.floor(3 * random());
      for (let k = 0; k < flips; k += 1) {
        const at = Math.floor(random() * file.length);
        file[at] = (file[at] as number) ^ (1 << Math.floor(8 * random()));
      }
      const length = random() < 0.5 ? file.length : Math.floor(random() * file.length);
      const found = await readText(file.subarray(0, length), "deldot").catch((error: unknown) => error);
      if (found instanceof Error) expect(found, `seed ${seed}`).toBeInstanceOf(PngError);
      else expect([text, null], `seed ${seed}`).toContain(found);
    }
  });
});
