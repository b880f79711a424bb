import { describe, expect, it } from "vitest";
import { closure, firstLoad, foreignAddresses, gzipped } from "./sizes.mjs";

const files = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));

describe("the first load", () => {
  it("is what index.html names, with static imports, without what is imported later", () => {
    const build = files({
      "index.html": `<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/assets/a.css">
        <script type="module" src="/assets/index.js"></script>`,
      "icon.svg": "<svg/>",
      "assets/a.css": "a{}",
      "assets/index.js": `import { b } from "./b.js"; b(new Worker(new URL("/assets/w.js", import.meta.url)));
        import("./later.js");`,
      "assets/b.js": `export * from "./c.js"; export const b = 1;`,
      "assets/c.js": "export const c = 1;",
      "assets/w.js": `import "./shared.js";`,
      "assets/shared.js": "",
      "assets/later.js": `import "./c.js";`,
      "other.html": "",
    });
    const page = ["index.html", "icon.svg", "assets/a.css", "assets/index.js", "assets/b.js", "assets/c.js"];
    expect([...firstLoad(build)].sort()).toEqual(page.sort());
    expect([...closure(build, [...firstLoad(build)], { workers: true })].sort()).toEqual(
      [...page, "assets/w.js", "assets/shared.js"].sort(),
    );
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
