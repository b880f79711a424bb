import { pick, seededRandom } from "../../src/engine/testing/random.ts";
import { hostilePackages } from "./hostile-packages.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { chunk, flipped, linkTo, packedText, png } from "./packages.ts";

/** How something comes to the page: as a file that is chosen or dropped, or in the address. */
export type Way = "chosen" | "dropped" | "address";

/** Something that says it is a document, and what the page has to do about it. */
export interface HostileDocument {
  readonly name: string;
  readonly way: Way;
  /** The file's bytes, or the address's fragment. */
  readonly content: Buffer | string;
  /** How often the file has these bytes; once where it is absent. */
  readonly times?: number;
  /** What it says, in one sentence; null where it opens; "either" where it may do one or the other. */
  readonly says: RegExp | null | "either";
}

export const hostileSeed = 20_261_127;
const random = seededRandom(hostileSeed);

const script = "globalThis.ran=1";
const markup = `<img src=x onerror="${script}"><script>${script}</script>`;

type Says = HostileDocument["says"];
interface Text {
  readonly name: string;
  readonly text: string;
  readonly says: Says;
}

const document = (change: object, ...cells: unknown[]) =>
  JSON.stringify({ format: "deldot", schemaVersion: 2, title: "hostile", cells, ...change });
const noDocument = /^This is not a Deldot document/;

const good = document(
  {},
  { id: "text", kind: "text", source: "# ½ ∇·F\n\n$x^2$ [a](https://example.org)" },
  { id: "code", kind: "code", source: "a = 1 in [0, 2]\nF(x, y) = (a x, sin(y))" },
  { id: "plane", kind: "plane", pins: [{ x: 1, y: 2 }] },
);

/** What is no document at all, or one of another program or time. */
const strangers: readonly Text[] = [
  ...[
    "",
    " ",
    "\0",
    "hello",
    "[",
    "{",
    '{"format":"deldot"',
    "NaN",
    "undefined",
    "\ufeff\ufeff{}",
    "'a'",
    "{}//",
  ].map((text) => ({ name: `the text ${JSON.stringify(text)}`, text, says: /it is not JSON\.$/ })),
  ...["null", "3", '"x"', "[]", "true", "{}", '{"format":"other"}', '{"format":["deldot"]}', "[[1]]"].map(
    (text) => ({
      name: text,
      text,
      says: noDocument,
    }),
  ),
  ...[0, -1, 1.5, "2", null, [], {}, true, -0.1].map((schemaVersion) => ({
    name: `version ${JSON.stringify(schemaVersion)}`,
    text: document({ schemaVersion }),
    says: /^This Deldot document does not say which version it is\.$/,
  })),
  ...[3, 99, 2 ** 53, 1e308].map((schemaVersion) => ({
    name: `version ${schemaVersion}`,
    text: document({ schemaVersion }),
    says: /^This document was made by a newer Deldot \(format .{1,25}; this one reads up to \d+\)\.$/,
  })),
];

const numbers = (length: number) => Array.from({ length }, (_, k) => k);
const plane = (change: object) => document({}, { id: "p", kind: "plane", ...change });
const wrongTypes: readonly (readonly [string, string])[] = [
  ["a title that is a number", document({ title: 5 })],
  ["a title that is a list", document({ title: [] })],
  ["a title without end", document({ title: "x".repeat(100_000) })],
  ["a seed that is a text", document({ seed: "1" })],
  ["a seed that is nothing", document({ seed: null })],
  ["cells that are an object", document({ cells: {} })],
  ["cells that are like a list", document({ cells: { length: 1, 0: {} } })],
  ["cells that are a text", document({ cells: "cells" })],
  ...([null, 5, "x", [], true, {}] as const).map(
    (cell) => [`a cell that is ${JSON.stringify(cell)}`, document({}, cell)] as const,
  ),
  ...["hologram", "__proto__", "constructor", "a\nb\n\nc", markup, "x".repeat(1_000_000)].map(
    (kind) =>
      [`a cell of the kind ${JSON.stringify(kind.slice(0, 20))}`, document({}, { id: "c", kind })] as const,
  ),
  ...[undefined, "", 5, "x".repeat(1000), {}].map(
    (id) =>
      [`a cell with the id ${JSON.stringify(id)?.slice(0, 20)}`, document({}, { id, kind: "text" })] as const,
  ),
  ["two cells with one id", document({}, { id: "c", kind: "text" }, { id: "c", kind: "code" })],
  ["a source that is a number", document({}, { id: "c", kind: "code", source: 5 })],
  ["a source that is like a text", document({}, { id: "c", kind: "text", source: { length: 1 } })],
  ["a source of two million letters", document({}, { id: "c", kind: "text", source: "x".repeat(2_000_000) })],
  ["collapsed that is a text", document({}, { id: "c", kind: "text", collapsed: "yes" })],
  ["a view that is a number", plane({ view: 5 })],
  ["a view whose span is a text", plane({ view: { span: "1" } })],
  ["a range of no kind", plane({ range: { mode: "x" } })],
  ["a palette of markup", plane({ colouring: { palette: markup } })],
  ["a quantity of several lines", plane({ colouring: { quantity: "function \n\n" } })],
  ["a method of no name", plane({ method: "eval" })],
  ["a field that is a list", plane({ field: ["F"] })],
  ["too many pins", plane({ pins: numbers(101).map((x) => ({ x, y: x })) })],
  ["pins of wrong numbers", plane({ pins: [{ x: "1", y: null }] })],
  ["a slice that does not fit", plane({ slice: { origin: [0, 0, 0], across: [1, 0], up: [0, 1, 0] } })],
  ["a region of no shape", plane({ flux: { shape: "star" } })],
  [
    "a method of no name in the laboratory",
    document({}, { id: "c", kind: "compare", methods: [{ method: "x" }] }),
  ],
  [
    "too many methods",
    document({}, { id: "c", kind: "points", methods: numbers(25).map(() => ({ method: "auto" })) }),
  ],
  ["a point of too many numbers", document({}, { id: "c", kind: "compare", point: numbers(5000) })],
  ["a table that is a number", document({}, { id: "c", kind: "points", table: 5 })],
  [
    "more cells than there may be",
    document({ cells: numbers(1001).map((id) => ({ id: `${id}`, kind: "text" })) }),
  ],
  ["a hundred thousand numbers for cells", document({ cells: numbers(100_000) })],
  ["a million pins", plane({ pins: numbers(200_000) })],
];

/** Keys that objects have of themselves, with values that are dangerous there. */
const ownKeys: readonly Text[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
].flatMap((key) =>
  ['{"polluted":1}', '{"format":"deldot","schemaVersion":2}', "null", "[1]", '"x"', "1e999"].map((value) => {
    const pair = `"${key}":${value}`;
    return {
      name: `the key ${pair}`,
      text: `{"format":"deldot","schemaVersion":2,${pair},"cells":[{"id":"p","kind":"plane","view":{${pair}},"layers":{${pair}},${pair}},{"id":"${key}","kind":"code","source":"F(x, y) = (x, y)"}]}`,
      says: null,
    };
  }),
);

const depth = 100_000;
const deep: readonly Text[] = [
  ["[", "]"],
  ['{"a":', "}"],
  ['[{"cells":', "}]"],
].flatMap(([open = "", close = ""]) => {
  const nest = `${open.repeat(depth)}1${close.repeat(depth)}`;
  return [
    { name: `${open} and nothing else`, text: nest, says: noDocument },
    { name: `${open} never closed`, text: open.repeat(depth), says: noDocument },
    {
      name: `${open} for a title`,
      text: `{"format":"deldot","schemaVersion":2,"title":${nest}}`,
      says: noDocument,
    },
    {
      name: `${open} for cells`,
      text: `{"format":"deldot","schemaVersion":2,"cells":${nest}}`,
      says: noDocument,
    },
    { name: `${open} for a version`, text: `{"format":"deldot","schemaVersion":${nest}}`, says: /version/ },
    { name: `${open} for nothing`, text: `{"format":"deldot","schemaVersion":2,"more":${nest}}`, says: null },
  ];
});

/** Texts in a document: each has its own test. */
const textsEach = 24;

/** Documents that are whole, of texts, names and addresses that are not what they seem. */
const harmful: readonly Text[] = [
  ...Array.from({ length: Math.ceil(hostileTexts.length / textsEach) }, (_, k) => ({
    name: `texts ${textsEach * k} to ${textsEach * (k + 1) - 1}`,
    text: document(
      { title: markup },
      ...hostileTexts
        .slice(textsEach * k, textsEach * (k + 1))
        .map((source, at) => ({ id: `text-${at}`, kind: "text", source })),
    ),
    says: null,
  })),
  ...[
    "__proto__(x, y) = (x, y)",
    "constructor(x, y) = (x, y)\nF = constructor",
    "toString = 3 in [0, 5]\nvalueOf(x) = toString x\nF(x, y) = (valueOf(x), y)",
    `F(x, y) = (x, y) # ${markup}`,
    `${markup}\nF(x, y) = (x, y)`,
    `F(x, y) = (${"(".repeat(20_000)}x${")".repeat(20_000)}, y)`,
    `F(x, y) = (${"x + ".repeat(20_000)}x, y)`,
    `f0(x) = sin(x)\n${numbers(50)
      .map((k) => `f${k + 1}(x) = f${k}(f${k}(x))`)
      .join("\n")}\nF(x, y) = (f50(x), y)`,
    "F(x: R^100000) = x",
    "eval(x, y) = (x, y)\nimport = 1\nF(x, y) = (eval, import)",
    "\u202eF(x, y) = (x, y)\u202c",
    "F(x, y) = (x, y)\0",
  ].map((source, k) => ({
    name: `source ${k}: ${source.slice(0, 30)}`,
    text: document(
      { title: markup },
      { id: markup, kind: "code", source },
      { id: "__proto__", kind: "plane" },
    ),
    says: null,
  })),
  ...["__proto__", "constructor", "toString", markup].map((name) => ({
    name: `${name} where there are names`,
    text: document(
      { title: name },
      { id: "c", kind: "code", source: "F(x, y) = (x, y)" },
      { id: "p", kind: "plane", field: name, colouring: { quantity: `function ${name}` } },
      { id: "cost", kind: "cost", family: name },
      { id: "compare", kind: "compare", field: name, methods: [] },
      { id: "points", kind: "points", field: name, table: `${name} ${name}\n${markup}\n=cmd|' /C calc'!A0` },
    ),
    says: null,
  })),
  ...[{ x: 1e300, y: -1e300, span: 0 }, { span: 1e-320 }].map((view) => ({
    name: `the view ${JSON.stringify(view)}`,
    text: plane({ view, time: 1e300, probes: 1e9, cursor: { x: 1e308, y: -1e308 } }),
    says: null,
  })),
];

/** A good document, cut short or with bits turned over. */
const damaged: readonly Text[] = [
  ...Array.from({ length: 24 }, (_, k) => {
    const at = Math.floor((good.length * (k + 1)) / 26);
    return { name: `cut after ${at} letters`, text: good.slice(0, at), says: noDocument };
  }),
  ...Array.from({ length: 24 }, (_, k) => ({
    name: `bits turned over (${k})`,
    text: flipped(random, Buffer.from(good), 1 + (k % 3)).toString("latin1"),
    says: "either" as const,
  })),
];

/** Each text by one of the ways it can come: those of an address are not long, and PNGs carry any. */
const texts: readonly HostileDocument[] = [
  ...strangers,
  ...wrongTypes.map(([name, text]) => ({ name, text, says: noDocument })),
  ...ownKeys,
  ...deep,
  ...harmful,
  ...damaged,
].map(({ name, text, says }) => {
  const way = pick(random, ["chosen", "dropped", "address", "png"] as const);
  const bytes = Buffer.from(text);
  // Bits that are turned over may spell what is no text any more: as a file it is read all the same.
  const link = way === "address" && bytes.length < 1_900_000 ? linkTo(bytes) : "";
  if (link !== "" && link.length < 60_000) return { name, way: "address", content: link, says };
  if (way === "png")
    return {
      name: `${name}, in a PNG`,
      way: "dropped",
      content: png(chunk("iTXt", packedText(bytes))),
      says,
    };
  return { name, way: way === "dropped" ? "dropped" : "chosen", content: bytes, says };
});

export const hostileDocuments: readonly HostileDocument[] = [
  ...texts,
  ...hostilePackages(good, hostileSeed),
  {
    name: "a file of seventeen million letters",
    way: "chosen",
    content: Buffer.alloc(1_000_000, 0x5b),
    times: 17,
    says: /too large to be a Deldot document\.$/,
  },
];
