/**
 * Imports point one way: components → app → shaders → engine, and cli → engine with the pure parts of app. This
 * reads every module under src with a real parser and reports each import that breaks the rule. That the engine uses
 * none of the browser's globals is left to the type checker, which reads it without the browser's types
 * (support/engine.tsconfig.json).
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor } from "vite";

/**
 * @typedef {{ file: string, specifier: string, reason: string }} Violation
 * @typedef {{ layers: string[], packages: RegExp | null }} Layer
 *   layers: what may be imported besides itself; packages: which packages may be, null for none
 */

/** @type {Record<string, Layer>} */
const layers = {
  engine: { layers: [], packages: /^@lezer\/(common|highlight|lr)$/ },
  shaders: { layers: ["engine"], packages: /^(regl|three)(\/|$)/ },
  app: { layers: ["shaders", "engine"], packages: /^(?!node:|react(-dom)?(\/|$)|@vitejs\/)/ },
  components: { layers: ["app", "shaders", "engine"], packages: /^(?!node:|regl$)/ },
  cli: { layers: ["engine", "app"], packages: /^node:/ },
  // src/main.tsx and what else lies at the top: it puts the page together.
  main: { layers: ["components", "app", "shaders", "engine"], packages: /^(?!node:)/ },
};

/** What a part of app may import when the command uses it: packages that need neither a browser nor React. */
const purePackages = /^(valibot|zustand\/vanilla)$/;

const isTest = (/** @type {string} */ file) => /(\.test\.tsx?|\/testing\/[^/]+)$/.test(file);

/** The layer of a path such as `src/app/store/store.ts`. @param {string} file */
function layerOf(file) {
  const parts = file.split("/");
  return parts.length > 2 ? (parts[1] ?? "main") : "main";
}

/**
 * Everything a module asks for: imports, re-exports, dynamic imports, types, and workers and assets named by
 * `new URL("…", import.meta.url)`.
 * @param {string} file
 * @param {string} source
 * @returns {{ specifier: string | null, erased: boolean }[]} the name, null where it is not written out; and
 *   whether only types are asked for, so that nothing is loaded
 */
export function importsOf(file, source) {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  /** @type {{ specifier: string | null, erased: boolean }[]} */
  const found = [];
  /** @param {any} node @param {boolean} [erased] */
  const add = (node, erased = false) => {
    if (!node) return;
    const literal = node.type === "Literal" && typeof node.value === "string";
    found.push({ specifier: literal ? node.value : null, erased });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === "type"),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source, true),
    NewExpression: (node) => {
      const [first, second] = node.arguments;
      if (node.callee.type !== "Identifier" || node.callee.name !== "URL") return;
      if (second?.type === "MemberExpression" && second.object.type === "MetaProperty") add(first);
    },
    CallExpression: (node) => {
      const callee = node.callee;
      const meta = callee.type === "MemberExpression" && callee.object.type === "MetaProperty";
      if (meta && source.slice(callee.start, callee.end).includes(".glob"))
        found.push({ specifier: null, erased: false });
    },
  }).visit(program);
  return found;
}

/**
 * @param {ReadonlyMap<string, string>} sources path from the root, with forward slashes, to text
 * @returns {Violation[]}
 */
export function findViolations(sources) {
  /** @type {Violation[]} */
  const violations = [];
  /** What each module imports of ours, for following the command into app. @type {Map<string, string[]>} */
  const edges = new Map();
  /** @type {Map<string, string[]>} */
  const packages = new Map();
  for (const [file, source] of sources) {
    const own = layerOf(file);
    const rule = layers[own];
    /** @type {string[]} */
    const targets = [];
    /** @type {string[]} */
    const outside = [];
    edges.set(file, targets);
    packages.set(file, outside);
    for (const { specifier, erased } of importsOf(file, source)) {
      const report = (/** @type {string} */ reason) =>
        violations.push({ file, specifier: specifier ?? "(computed)", reason });
      if (!rule) {
        report(`src/${own} is not one of the layers`);
      } else if (specifier === null) {
        if (!isTest(file)) report("the name of an import has to be written out");
      } else if (!specifier.startsWith(".")) {
        if (!erased) outside.push(specifier);
        if (!isTest(file) && !rule.packages?.test(specifier)) report(`${own} may not use this package`);
      } else {
        const target = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ""));
        if (target === "package.json") continue;
        if (!target.startsWith("src/")) {
          if (!isTest(file)) report("product code stays inside src");
          continue;
        }
        const layer = layerOf(target);
        if (!erased) targets.push(target);
        if (layer !== own && !rule.layers.includes(layer)) report(`${own} may not import from ${layer}`);
        if (isTest(target) && !isTest(file)) report("product code may not import from a test");
      }
    }
  }
  return [...violations, ...impurities(edges, packages)];
}

/**
 * Modules of app that the command reaches may themselves reach only the engine and packages that run anywhere.
 * @param {ReadonlyMap<string, string[]>} edges
 * @param {ReadonlyMap<string, string[]>} packages
 */
function impurities(edges, packages) {
  /** @type {Violation[]} */
  const violations = [];
  const pending = [...edges].flatMap(([file, targets]) =>
    layerOf(file) === "cli" && !isTest(file) ? targets.filter((target) => layerOf(target) === "app") : [],
  );
  const seen = new Set(pending);
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    for (const specifier of packages.get(file) ?? []) {
      if (!purePackages.test(specifier)) {
        violations.push({ file, specifier, reason: "the command uses this module, so it has to be pure" });
      }
    }
    for (const target of edges.get(file) ?? []) {
      const layer = layerOf(target);
      if (layer === "shaders") {
        violations.push({
          file,
          specifier: target,
          reason: "the command uses this module, so it has to be pure",
        });
      } else if (layer === "app" && !seen.has(target)) {
        seen.add(target);
        pending.push(target);
      }
    }
  }
  return violations;
}

/** @param {string} root @returns {Map<string, string>} */
function readSources(root) {
  /** @type {Map<string, string>} */
  const sources = new Map();
  for (const entry of readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    sources.set(relative(root, path).replaceAll("\\", "/"), readFileSync(path, "utf8"));
  }
  return sources;
}

/** Wrong on purpose: a checker that finds nothing here finds nothing anywhere. */
const planted = new Map([
  ["src/engine/a.ts", 'import { b } from "../shaders/b.ts"; export const a = b;'],
  ["src/shaders/b.ts", 'export type { C } from "../app/c.ts"; export const b = 1;'],
  ["src/app/c.ts", 'export const load = () => import("../components/d.tsx"); export interface C {}'],
  ["src/components/d.tsx", 'import regl from "regl"; export const d = regl;'],
  ["src/cli/e.ts", 'import { f } from "../app/f.ts"; export const e = f;'],
  ["src/app/f.ts", 'import { create } from "zustand"; export const f = create;'],
]);

function main() {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
  const caught = new Set(findViolations(planted).map(({ file }) => file));
  const missed = [...planted.keys()].filter((file) => file !== "src/cli/e.ts" && !caught.has(file));
  if (missed.length > 0)
    throw new Error(`The check is blind: it misses what was planted in ${missed.join(", ")}.`);
  const sources = readSources(root);
  if (sources.size === 0) throw new Error("There is nothing under src to check.");
  const violations = findViolations(sources);
  for (const { file, specifier, reason } of violations) console.log(`${file}: "${specifier}": ${reason}`);
  console.log(`${sources.size} modules, ${violations.length} imports against the rule.`);
  if (violations.length > 0) process.exitCode = 1;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exitCode = 1;
  }
}
