import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, embedCode, markdownLink } from "./address.ts";

const seed = 20261127;
const title = fc.string({
  unit: fc.constantFrom(..."ab1 ∇·F[]()<>\"'&`*_~$|\\!:@/\n\t\u0000\u202e".split("")),
});
const onOneLine = (text: string) =>
  text
    .split(/[\s\0]+/)
    .filter((word) => word !== "")
    .join(" ") || "Deldot";

/** The attributes of the only element of some HTML, by a scanner that knows nothing of how they were written. */
function attributesOf(html: string): Record<string, string> {
  const tag = html.match(/^<iframe((?: [a-z]+="[^"<>]*")+)><\/iframe>$/);
  if (!tag) throw new Error(`This is not one frame: ${html}`);
  const found: Record<string, string> = {};
  for (const [, name = "", value = ""] of (tag[1] as string).matchAll(/ ([a-z]+)="([^"]*)"/g))
    found[name] = value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  return found;
}

/** The text and destination of one inline link, read as CommonMark 0.31 says in 2.4 (escapes) and 6.3 (links). */
function readLink(markdown: string): { text: string; destination: string } {
  let text = "";
  let at = 1;
  for (; markdown[at] !== "]"; at += 1) {
    if (markdown[at] === "\\" && /[!-/:-@[-`{-~]/.test(markdown[at + 1] ?? "")) at += 1;
    else if (/[`*_[<&~$]/.test(markdown[at] ?? "")) throw new Error(`Unescaped at ${at}: ${markdown}`);
    if (at >= markdown.length) throw new Error(`No end of the text: ${markdown}`);
    text += markdown[at];
  }
  const destination = markdown.slice(at).match(/^\]\(([^\s()<>]+)\)$/)?.[1];
  if (markdown[0] !== "[" || destination === undefined) throw new Error(`Not one link: ${markdown}`);
  return { text, destination };
}

describe("addresses", () => {
  it("are the page's with the document's fragment, and with nothing else of the page's", () => {
    const fragment = "#d=1.abc-_.0123abcd";
    const page = "https://example.org/deldot/?present#d=1.old.00000000";
    expect(addressOf(page, fragment)).toBe(`https://example.org/deldot/${fragment}`);
    expect(addressOf(page, fragment, "embed")).toBe(`https://example.org/deldot/?embed${fragment}`);
    const one = new URL(addressOf(page, fragment, "embed", "a cell & more=#?"));
    expect([...one.searchParams]).toEqual([["embed", "a cell & more=#?"]]);
    expect(one.hash).toBe(fragment);
    expect(addressOf("http://localhost:4173/index.html", fragment)).toBe(
      `http://localhost:4173/index.html${fragment}`,
    );
  });
});

describe("embed code", () => {
  it(`is one frame, whatever the title and address (seed ${seed})`, () => {
    fc.assert(
      fc.property(title, title, (name, query) => {
        const address = `https://example.org/a?${query}#d=1.x.y"'<script>`;
        const { src, title, onload } = attributesOf(embedCode(address, name));
        expect(src).toBe(new URL(address).href);
        expect(title).toBe(onOneLine(name));
        expect(onload).toBeUndefined();
      }),
      { seed, numRuns: 500 },
    );
  });

  it("reads as one expects", () => {
    expect(embedCode("https://example.org/?embed#d=1.a.b", 'Curl & "div"')).toBe(
      '<iframe src="https://example.org/?embed#d=1.a.b" title="Curl &#38; &#34;div&#34;" width="100%" height="540" style="border: 0" loading="lazy" allow="fullscreen"></iframe>',
    );
  });
});

describe("Markdown links", () => {
  it(`say the title and lead to the address (seed ${seed})`, () => {
    fc.assert(
      fc.property(title, title, (name, query) => {
        const address = new URL(`https://example.org/a(b)?${query}#d=1.x.y)`);
        const { text, destination } = readLink(markdownLink(address.href, name));
        expect(text).toBe(onOneLine(name));
        expect(decodeURI(destination.replaceAll("%28", "(").replaceAll("%29", ")"))).toBe(
          decodeURI(address.href),
        );
      }),
      { seed, numRuns: 500 },
    );
  });

  it("read as one expects", () => {
    const address = "https://example.org/#d=1.a.b";
    expect(markdownLink(address, "What [divergence] is")).toBe(`[What \\[divergence\\] is](${address})`);
    expect(markdownLink(address, " \n")).toBe(`[Deldot](${address})`);
  });
});
