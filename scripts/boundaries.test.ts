import { describe, expect, it } from "vitest";
import { findViolations, importsOf } from "./boundaries.mjs";

const check = (files: Record<string, string>) =>
  findViolations(new Map(Object.entries(files))).map(({ file, specifier }) => `${file} ${specifier}`);

/** A module of each layer, in the order in which they may import each other. */
const order = ["src/engine/a.ts", "src/shaders/a.ts", "src/app/a.ts", "src/components/a.tsx", "src/main.tsx"];

describe("import boundaries", () => {
  it("allow what points down and report what points up, for every pair of layers", () => {
    for (const [high, from] of order.entries()) {
      for (const [low, to] of order.entries()) {
        if (high === low) continue;
        const up = from === "src/main.tsx" ? "./" : "../";
        const specifier = up + to.slice("src/".length);
        const found = check({ [from]: `import { a } from "${specifier}";`, [to]: "export const a = 1;" });
        expect(found).toEqual(high > low ? [] : [`${from} ${specifier}`]);
      }
    }
  });

  it.each([
    ["an import of types", `import type { A } from "../app/a.ts";`],
    ["an import in passing", `const a = await import("../app/a.ts");`],
    ["a type in passing", `export type A = import("../app/a.ts").A;`],
    ["a re-export", `export * from "../app/a.ts";`],
    ["a named re-export", `export { a } from "../app/a.ts";`],
    ["a worker's address", `new Worker(new URL("../app/a.ts", import.meta.url), { type: "module" });`],
    ["a worker by query", `import A from "../app/a.ts?worker";`],
  ])("see %s", (_, source) => {
    expect(check({ "src/engine/b.ts": source })).toHaveLength(1);
  });

  it("refuse names that cannot be read", () => {
    expect(check({ "src/app/a.ts": "export const load = (name: string) => import(name);" })).toHaveLength(1);
    expect(check({ "src/app/a.ts": `export const all = import.meta.glob("./*.ts");` })).toHaveLength(1);
    expect(() => importsOf("src/app/a.ts", "import {")).toThrow();
  });

  it("keep React out of all but the components, Node out of all but the command, regl in the shaders", () => {
    const uses = (file: string, specifier: string) =>
      check({ [file]: `import "${specifier}";` }).length === 0;
    const matrix = ["react", "regl", "node:fs", "valibot", "@lezer/lr"].map((specifier) =>
      ["engine", "shaders", "app", "components", "cli"].filter((layer) =>
        uses(`src/${layer}/a.ts`, specifier),
      ),
    );
    expect(matrix).toEqual([
      ["components"],
      ["shaders", "app"],
      ["cli"],
      ["app", "components"],
      ["engine", "app", "components"],
    ]);
  });

  it("follow the command into app: what it reaches there has to be pure", () => {
    const files = {
      "src/cli/a.ts": `import { b } from "../app/b.ts";`,
      "src/app/b.ts": `export { c as b } from "./c.ts";`,
      "src/app/c.ts": `import type { D } from "../shaders/d.ts"; export const c: D = 1;`,
      "src/shaders/d.ts": "export type D = number;",
    };
    expect(check(files)).toEqual([]);
    const impure = { ...files, "src/app/c.ts": `export { d as c } from "../shaders/d.ts";` };
    expect(check(impure)).toEqual(["src/app/c.ts src/shaders/d.ts"]);
    expect(check({ ...impure, "src/cli/a.ts": "export const a = 1;" })).toEqual([]);
  });

  it("let tests use what they need, but not be used", () => {
    expect(check({ "src/engine/a.test.ts": `import fc from "fast-check";` })).toEqual([]);
    expect(check({ "src/engine/a.test.ts": `import { b } from "../app/b.ts";` })).toHaveLength(1);
    expect(check({ "src/engine/a.ts": `import { b } from "./b.test.ts";` })).toHaveLength(1);
  });
});
