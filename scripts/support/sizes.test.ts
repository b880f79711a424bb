import { describe, expect, it } from "vitest";
import { foreignAddresses, gzipped, loadsOf } from "./sizes.mjs";

const files = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));

const build = {
  "index.html": `<link rel="icon" href="/icon.svg"><link rel="manifest" href="/app.webmanifest"><link rel="stylesheet" href="/assets/a.css">
    <script type="module" src="/assets/index.js"></script>`,
  "icon.svg": "<svg/>",
  "app.webmanifest": "{}",
  "assets/a.css": "a{}",
  "assets/index.js": `import { b } from "./b.js";
    b(new Worker(new URL("/assets/plane-worker.js", import.meta.url)), import("./editor.js"));
    new Worker(new URL("cpu-worker.js", import.meta.url).href);`,
  "assets/b.js": `export * from "./c.js"; export const b = 1;`,
  "assets/c.js": "export const c = 1;",
  "assets/plane-worker.js": `import "./c.js"; import "./shared.js"; import("./later.js");`,
  "assets/cpu-worker.js": `import "./shared.js"; import "./own.js";`,
  "assets/shared.js": "",
  "assets/own.js": "",
  "assets/editor.js": `import "./b.js"; import "./marks.js";`,
  "assets/marks.js": "",
  "assets/later.js": `import "./c.js";`,
  "assets/tools-1.js": `import "./parse.js";`,
  "assets/parse.js": "",
  "assets/Space-1.js": `import "./b.js"; import "./tools-1.js"; import "./three.js";`,
  "assets/space-worker-1.js": `import "./shared.js"; import "./parse.js";`,
  "assets/three.js": "",
  "other.html": "",
};

describe("what is fetched when", () => {
  it("follows static imports and workers, and counts each file where it is fetched first", () => {
    const { page, plane, numbers, editor, space, later } = loadsOf(files(build));
    const named = (names: ReadonlySet<string>) => [...names].sort().join(" ");
    expect(named(page)).toBe("assets/a.css assets/b.js assets/c.js assets/index.js icon.svg index.html");
    expect(named(plane)).toBe("assets/plane-worker.js assets/shared.js");
    expect(named(numbers)).toBe("assets/cpu-worker.js assets/own.js");
    expect(named(editor)).toBe("assets/editor.js assets/marks.js");
    expect(named(space)).toBe("assets/Space-1.js assets/space-worker-1.js assets/three.js");
    expect(named(later)).toBe("app.webmanifest assets/later.js assets/parse.js assets/tools-1.js other.html");
  });

  it("refuses to measure a build without a plane worker, an editor or a space of its own", () => {
    const { "assets/plane-worker.js": _plane, ...still } = build;
    expect(() => loadsOf(files(still))).toThrow("plane worker");
    const { "assets/editor.js": _editor, ...plain } = build;
    expect(() => loadsOf(files(plain))).toThrow("editor");
    const { "assets/Space-1.js": _space, "assets/space-worker-1.js": _worker, ...flat } = build;
    expect(() => loadsOf(files(flat))).toThrow("space");
  });
});

describe("addresses of other places", () => {
  it("are found in every kind of text, and namespaces are none", () => {
    const build = files({
      "a.js": `const ns = "http://www.w3.org/2000/svg"; fetch("https://example.org/x.json");`,
      "b.css": "@import url(https://fonts.example/css2);",
      "c.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
      "d.js": `throw Error("https://react.dev/errors/" + code)`,
      "e.html": `<script src="http://www.w3.org.example/x.js"></script>`,
    });
    expect(foreignAddresses(build).map(({ file, address }) => `${file} ${address}`)).toEqual([
      "a.js https://example.org/x.json",
      "b.css https://fonts.example/css2",
      "e.html http://www.w3.org.example/x.js",
    ]);
  });
});

it("weighs what a server sends", () => {
  expect(gzipped("a".repeat(100_000))).toBeLessThan(200);
});
