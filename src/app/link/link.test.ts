import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../engine/testing/random.ts";
import { workTime } from "../../engine/testing/work-time.ts";
import { createDocument } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { defaultSpace } from "../document/space-cell.ts";
import { examples } from "../examples.ts";
import { documentOf } from "../first-example.ts";
import { base64urlOf, bytesOfBase64url } from "./base64url.ts";
import { isLink } from "./is-link.ts";
import { documentTextOf, linkOf, longestLink } from "./link.ts";

const seed = 20261127;
const damaged = "This link is damaged: a part of it is missing or was changed on its way.";

/** The CRC-32 by long division over GF(2), as ISO 3309 has it: independent of the one that is tested. */
function crc32(bytes: Uint8Array): string {
  let rest = 0;
  const bits = [...bytes, 0, 0, 0, 0].flatMap((byte, k) =>
    Array.from({ length: 8 }, (_, bit) => ((byte >> bit) & 1) ^ (k < 4 ? 1 : 0)),
  );
  for (const bit of bits) {
    const carry = rest >>> 31;
    rest = ((rest << 1) | bit) ^ (carry ? 0x04c11db7 : 0);
  }
  let reversed = 0;
  for (let bit = 0; bit < 32; bit += 1) reversed |= ((rest >>> bit) & 1) << (31 - bit);
  return (~reversed >>> 0).toString(16).padStart(8, "0");
}

/** A link as one makes it who means harm: with a right checksum over whatever there is. */
function forged(packed: Uint8Array, version: number | string = 1): string {
  return `#d=${version}.${Buffer.from(packed).toString("base64url")}.${crc32(packed)}`;
}

const forgedText = (text: string | Uint8Array) => forged(deflateRawSync(text, { level: 9 }));

async function fragmentOf(text: string): Promise<string> {
  const link = await linkOf(text);
  if (!link.ok) throw new Error(link.problem);
  return link.fragment;
}

/** Opens a link as the page does: to a document, or a problem in one sentence; never a rejection, never for long. */
async function opened(fragment: string): Promise<string | null> {
  const worked = workTime();
  const linked = await documentTextOf(fragment);
  const read = linked.ok ? parseDocument(linked.text) : linked;
  expect(worked(), fragment.slice(0, 80)).toBeLessThan(5000);
  if (read.ok) return null;
  expect(read.problem, fragment.slice(0, 80)).toMatch(/^[A-Z][^\n]{10,400}\.$/);
  return read.problem;
}

const large = serialiseDocument(createDocument("½ ∇·F 𝔽", "F(x, y) = (sin(x), cos(y)) # ∇·F\n".repeat(40)));

describe("base64url", () => {
  it(`is RFC 4648's, and reads nothing else (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64url");
        expect(base64urlOf(bytes)).toBe(text);
        expect(bytesOfBase64url(text)).toEqual(bytes);
      }),
      { seed },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."Aa0-_=+/ .é".split("")) }), (text) => {
        const bytes = bytesOfBase64url(text);
        if (bytes) expect(Buffer.from(bytes).toString("base64url")).toBe(text);
        else expect(Buffer.from(text, "base64url").toString("base64url")).not.toBe(text);
      }),
      { seed, numRuns: 1000 },
    );
  });
});

describe("links", () => {
  it(`give back any text (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 400, size: "max" }), async (text) => {
        const fragment = await fragmentOf(text);
        expect(fragment).toMatch(/^#d=1\.[\w-]*\.[0-9a-f]{8}$/);
        expect(isLink(fragment)).toBe(true);
        expect(await documentTextOf(fragment)).toEqual({ ok: true, text });
        expect(await documentTextOf(fragment.replace("=", "%3D"))).toEqual({ ok: true, text });
      }),
      { seed, numRuns: 60 },
    );
    for (const text of ["", "\ufeff{}", "\0", large])
      expect(await documentTextOf(await fragmentOf(text))).toEqual({ ok: true, text });
  });

  it(`open as the document they were made of, whatever its title and source (seed ${seed})`, async () => {
    // Halves of surrogate pairs as well: the document's text has them escaped.
    const any = fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    });
    await fc.assert(
      fc.asyncProperty(any, any, async (title, source) => {
        const document = createDocument(title, source);
        const linked = await documentTextOf(await fragmentOf(serialiseDocument(document)));
        if (!linked.ok) throw new Error(linked.problem);
        expect(parseDocument(linked.text)).toEqual({ ok: true, document });
      }),
      { seed },
    );
  });

  it("say by their end whether there are cells of space, and are read without it as well", async () => {
    const flat = createDocument('"kind": "space"', 'F(x, y) = (x, y) # "kind": "space"');
    const solid = { ...flat, cells: [...flat.cells, defaultSpace("s")] };
    for (const [document, end] of [
      [flat, /\.[0-9a-f]{8}$/],
      [solid, /\.[0-9a-f]{8}\.3$/],
    ] as const) {
      const text = serialiseDocument(document);
      const fragment = await fragmentOf(text);
      expect(fragment).toMatch(end);
      for (const link of [fragment, fragment.replace(/\.3$/, "")])
        expect(await documentTextOf(link)).toEqual({ ok: true, text });
      for (const more of [".", ".2", ".33", ".3.3", "3"])
        expect(await opened(fragment.replace(/\.3$/, "") + more)).toBe(damaged);
    }
  });

  it("carry every example, with room to spare, and are what others unpack", async () => {
    for (const example of examples) {
      const text = serialiseDocument(documentOf(example));
      const fragment = await fragmentOf(text);
      expect(fragment.length, example.title).toBeLessThan(longestLink / 8);
      // And what zlib has packed is read.
      expect(await documentTextOf(forgedText(text))).toEqual({ ok: true, text });
    }
  });

  it("too long for a link say so and offer the file", async () => {
    const random = seededRandom(seed);
    const noise = (length: number) =>
      Array.from({ length }, () => String.fromCharCode(33 + Math.floor(random() * 90))).join("");
    // 6.5 bits in each character: the bound of 16,000 characters of 6 bits lies between these.
    const short = await linkOf(noise(14_000));
    expect(short.ok && short.fragment.length).toBeLessThanOrEqual(longestLink);
    for (const text of [noise(15_500), noise(1_900_000), "x".repeat(2_000_001), "½".repeat(1_000_001)]) {
      expect(await linkOf(text)).toEqual({
        ok: false,
        problem:
          "This document is too long for a link of 16000 characters: save it as a file and share the file.",
      });
    }
    const most = "x".repeat(2_000_000);
    expect(await documentTextOf(await fragmentOf(most))).toEqual({ ok: true, text: most });
  });

  it("are told from other fragments", async () => {
    for (const fragment of ["", "#", "#d", "#data", "#D", "#e=1.a.b", "d=1.a.b", "#heading"]) {
      expect(isLink(fragment), fragment).toBe(false);
      expect(await documentTextOf(fragment)).toEqual({
        ok: false,
        problem: "This address carries no document.",
      });
    }
  });
});

describe("hostile links", () => {
  it("cut short anywhere, with any bit flipped, or with more at the end, are said to be damaged", async () => {
    const fragment = await fragmentOf(serialiseDocument(documentOf(examples[0] as (typeof examples)[0])));
    const hostile: string[] = [];
    for (let length = 3; length < fragment.length; length += 1) hostile.push(fragment.slice(0, length));
    for (let at = 5; at < fragment.length; at += 1) {
      const code = fragment.charCodeAt(at);
      hostile.push(
        `${fragment.slice(0, at)}${String.fromCharCode(code ^ (1 << (at % 7)))}${fragment.slice(at + 1)}`,
      );
    }
    for (const more of [".", "A", ".00000000", "=", "&utm=1", "\0", " "]) hostile.push(fragment + more);
    expect(hostile.length).toBeGreaterThan(600);
    for (const link of hostile) expect(await opened(link), link).toBe(damaged);
  });

  it.each([
    ["no version", "#d=", damaged],
    ["a version that is none", "#d=one.AAAA.00000000", damaged],
    ["version 0", forged(deflateRawSync(large), 0), damaged],
    ["a version with zeros before it", forged(deflateRawSync(large), "01"), damaged],
    ["a negative version", forged(deflateRawSync(large), -1), damaged],
    [
      "the next version",
      forged(deflateRawSync(large), 2),
      "This link was made by a newer Deldot (links of version 2; this one reads version 1).",
    ],
    [
      "a later version of another form",
      "#d=37.anything at all",
      "This link was made by a newer Deldot (links of version 37; this one reads version 1).",
    ],
    ["a version without end", `#d=${"9".repeat(5000)}.A.0`, damaged],
    ["nothing packed", forged(new Uint8Array()), "The text in this link cannot be read."],
    ["what is not deflate", forged(Buffer.from([255, 1, 2, 3])), "The text in this link cannot be read."],
    [
      "deflate cut short under a right checksum",
      forged(deflateRawSync(large).subarray(0, -3)),
      "The text in this link cannot be read.",
    ],
    [
      "what is not UTF-8",
      forgedText(Buffer.from([0x7b, 0xff, 0xfe])),
      "The text in this link cannot be read.",
    ],
    [
      "UTF-8 of half a pair",
      forgedText(Buffer.from([0xed, 0xa0, 0x80])),
      "The text in this link cannot be read.",
    ],
    [
      "UTF-8 longer than it need be",
      forgedText(Buffer.from([0xc0, 0xaf])),
      "The text in this link cannot be read.",
    ],
    [
      "an address of a megabyte",
      `#d=1.${"A".repeat(1_000_000)}.00000000`,
      "This link is too long to be read.",
    ],
    ["text that is no document", forgedText("hello"), "This is not a Deldot document: it is not JSON."],
    [
      "a document of a later version",
      forgedText('{"format":"deldot","schemaVersion":99}'),
      expect.stringContaining("newer Deldot"),
    ],
  ])("with %s are refused in one sentence", async (_, link, sentence) => {
    expect(await opened(link)).toEqual(sentence);
  });

  it(`made of anything, with a right checksum or without, are read or refused (seeds ${seed} to ${seed + 399})`, async () => {
    const packed = deflateRawSync(large);
    for (let run = 0; run < 400; run += 1) {
      const random = seededRandom(seed + run);
      const bytes = Buffer.from(packed);
      for (let flips = 1 + Math.floor(3 * random()); flips > 0; flips -= 1) {
        const at = Math.floor(random() * bytes.length);
        bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(8 * random()));
      }
      const length = run % 2 === 0 ? bytes.length : Math.floor(random() * bytes.length);
      const link = forged(bytes.subarray(0, length));
      await opened(run % 3 === 0 ? `${link.slice(0, -1)}g` : link);
    }
  });

  it("that unpack a thousand to one cost little memory and time", async () => {
    // 40 kB of them unpack to 30 MB.
    const bombs = [0x20, 0x5b, 0x00].map((byte) =>
      forged(deflateRawSync(Buffer.alloc(30_000_000, byte), { level: 9 })),
    );
    expect(bombs[0]?.length).toBeGreaterThan(30_000);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 1);
    const worked = workTime();
    for (let round = 0; round < 4; round += 1) {
      for (const bomb of bombs) {
        expect(await opened(bomb)).toBe("The text in this link is too long to be a document.");
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
    }
    clearInterval(watch);
    // 12 times 30 MB would be 360 MB: what has been let go may not have been collected yet.
    expect(most).toBeLessThan(200e6);
    expect(worked()).toBeLessThan(10_000);
  });

  it("that go deep are read or refused, quickly", async () => {
    const depth = 100_000;
    const nests = [
      ["[", "]"],
      ['{"a":', "}"],
      ['[{"cells":', "}]"],
    ] as const;
    const places = [
      (deep: string) => deep,
      (deep: string) => `{"format":"deldot","schemaVersion":1,"title":${deep}}`,
      (deep: string) => `{"format":"deldot","schemaVersion":1,"cells":${deep}}`,
      (deep: string) =>
        `{"format":"deldot","schemaVersion":1,"cells":[{"kind":"plane","id":"p","view":${deep}}]}`,
      (deep: string) => `{"format":"deldot","schemaVersion":1,"unknown":${deep}}`,
      (deep: string) => `{"format":"deldot","schemaVersion":${deep}}`,
    ];
    for (const place of places) {
      for (const [open, close] of nests) {
        const levels = place === places[0] ? 2 * depth : depth;
        await opened(forgedText(place(`${open.repeat(levels)}1${close.repeat(levels)}`)));
        expect(await opened(forgedText(place(open.repeat(levels))))).toContain("not JSON");
      }
    }
  });

  it("with __proto__ and its like change nothing but themselves", async () => {
    const keys = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
    const values = ['{"polluted":1}', '{"format":"deldot","schemaVersion":1}', "null", "[1]", '"x"', "1e999"];
    for (const key of keys) {
      for (const value of values) {
        const pair = `"${key}":${value}`;
        for (const text of [
          `{${pair}}`,
          `{"format":"deldot","schemaVersion":1,${pair},"cells":[{"id":"c","kind":"code",${pair}}]}`,
          `{"format":"deldot","schemaVersion":1,"cells":[{"id":"p","kind":"plane","view":{${pair}},"layers":{${pair}},${pair}}]}`,
          `{"format":"deldot","schemaVersion":1,"cells":{${pair}}}`,
        ]) {
          await opened(forgedText(text));
          expect("polluted" in {}).toBe(false);
          expect(Object.prototype.toString.call({})).toBe("[object Object]");
        }
      }
    }
  });
});
