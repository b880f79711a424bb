import { deflateRawSync } from "node:zlib";
import { between, seededRandom } from "../../src/engine/testing/random.ts";
import type { HostileDocument } from "./hostile-documents.ts";
import { chunk, flipped, fragment, head, linkTo, packedText, png, signature } from "./packages.ts";

/** Links and pictures that carry a good document, or something else, in a way that is not right. */
export function hostilePackages(good: string, seed: number): readonly HostileDocument[] {
  const random = seededRandom(seed);
  const script = "globalThis.ran=1";
  const markup = `<img src=x onerror="${script}"><script>${script}</script>`;
  const plainText = (text: string) => Buffer.from(`deldot\0\0\0\0\0${text}`);
  const brokenLink = /^This link is damaged: a part of it is missing or was changed on its way\.$/;
  const goodLink = linkTo(good);
  const bomb = (byte: number) => fragment(deflateRawSync(Buffer.alloc(30_000_000, byte), { level: 9 }));

  const links: readonly HostileDocument[] = [
    ...Array.from({ length: 16 }, (_, k) => ({
      name: `a link cut to ${k + 1} of 17 parts`,
      content: goodLink.slice(0, 3 + Math.floor((goodLink.length * k) / 17)),
      says: brokenLink,
    })),
    ...Array.from({ length: 16 }, (_, k) => {
      const at = 5 + Math.floor(between(random, 0, goodLink.length - 5));
      const other = goodLink[at] === "A" ? "B" : "A";
      return {
        name: `a link with another sign (${k})`,
        content: `${goodLink.slice(0, at)}${other}${goodLink.slice(at + 1)}`,
        says: brokenLink,
      };
    }),
    { name: "a link of version 0", content: fragment(deflateRawSync(good), 0), says: brokenLink },
    { name: "a link of version 2", content: fragment(deflateRawSync(good), 2), says: /newer Deldot/ },
    { name: "a link of another form", content: "#d=37.anything", says: /newer Deldot/ },
    { name: "a link to nothing", content: "#d=", says: brokenLink },
    { name: "a link of script", content: `#d=javascript:${script}`, says: brokenLink },
    { name: "a link of markup", content: `#d=${markup}`, says: brokenLink },
    {
      name: "a link too long",
      content: `#d=1.${"A".repeat(200_000)}.00000000`,
      says: /too long to be read\.$/,
    },
    { name: "a link not packed", content: fragment(Buffer.from([255, 1, 2])), says: /cannot be read\.$/ },
    {
      name: "a link packed and cut",
      content: fragment(deflateRawSync(good).subarray(0, -4)),
      says: /cannot be read\.$/,
    },
    {
      name: "a link of no text",
      content: fragment(deflateRawSync(Buffer.from([0xff, 0xfe]))),
      says: /cannot be read\.$/,
    },
    ...[0x20, 0x5b, 0].map((byte) => ({
      name: `a link that unpacks a thousand to one, to ${byte}`,
      content: bomb(byte),
      says: /too long to be a document\.$/,
    })),
  ].map((link) => ({ ...link, way: "address" as const }));

  const goodPng = png(chunk("iTXt", packedText(good)));
  const huge = Buffer.alloc(12);
  huge.writeUInt32BE(0xffff_fff0);
  huge.write("iTXt", 4, "latin1");

  const pngs: readonly HostileDocument[] = [
    { name: "a PNG without a document", content: png(), says: /carries no Deldot document\.$/ },
    { name: "a PNG of nothing but its signature", content: signature, says: /cut short\.$/ },
    {
      name: "a PNG of another's text",
      content: png(chunk("iTXt", Buffer.from("other\0\0\0\0\0x"))),
      says: /no Deldot/,
    },
    {
      name: "a PNG whose text's sum is wrong",
      content: png(chunk("iTXt", packedText(good), 1)),
      says: /checksum\.$/,
    },
    { name: "a PNG whose text is cut", content: goodPng.subarray(0, 120), says: /cut short\.$/ },
    { name: "a PNG with a chunk without end", content: Buffer.concat([signature, head, huge]), says: /PNG/ },
    {
      name: "a PNG packed in another way",
      content: png(chunk("iTXt", Buffer.from("deldot\0\x01\x05\0\0x"))),
      says: /PNG/,
    },
    {
      name: "a PNG of text that is not packed",
      content: png(chunk("iTXt", Buffer.from("deldot\0\x01\0\0\0xyz"))),
      says: /PNG/,
    },
    { name: "a PNG of half a text", content: png(chunk("iTXt", Buffer.from("deldot\0"))), says: /PNG/ },
    {
      name: "a PNG that unpacks a thousand to one",
      content: png(chunk("iTXt", packedText(Buffer.alloc(100_000_000, 0x20)))),
      says: /too long to be a document\.$/,
    },
    { name: "a PNG of markup", content: png(chunk("iTXt", plainText(markup))), says: /it is not JSON\.$/ },
    ...Array.from({ length: 24 }, (_, k) => ({
      name: `a PNG with bits turned over (${k})`,
      content: flipped(random, goodPng, 1 + (k % 2), 33),
      says: "either" as const,
    })),
  ].map((file, k) => ({ ...file, way: k % 2 === 0 ? ("chosen" as const) : ("dropped" as const) }));

  return [...links, ...pngs];
}
