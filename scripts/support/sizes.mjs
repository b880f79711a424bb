/** What a production build weighs, and which of its files are fetched when. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { parseSync, Visitor } from "vite";

/** @typedef {ReadonlyMap<string, Buffer>} Files path below dist, with forward slashes, to content */

/** @param {string} folder @returns {Files} */
export function readFiles(folder) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).replaceAll("\\", "/"), readFileSync(path));
  }
  return files;
}

/** Bytes of a file as a server sends it. @param {Buffer | string} content */
export function gzipped(content) {
  return gzipSync(content, { level: 9 }).length;
}

/**
 * The files that a page needs before it answers: what index.html names, and everything those scripts import
 * statically. What is imported dynamically comes later; workers load beside the page, on threads of their own.
 * @param {Files} files
 * @returns {Set<string>}
 */
export function firstLoad(files) {
  const html = files.get("index.html");
  if (!html) throw new Error("The build has no index.html.");
  const named = [...html.toString().matchAll(/\b(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
  return closure(
    files,
    named.map((url) => posix.join(".", url.replace(/^\//, ""))).filter((file) => files.has(file)),
  ).add("index.html");
}

/**
 * Files and all they import statically, or also all that they start as workers.
 * @param {Files} files
 * @param {string[]} from
 * @param {{ workers?: boolean }} [options]
 * @returns {Set<string>}
 */
export function closure(files, from, { workers = false } = {}) {
  const pending = [...from];
  /** @type {Set<string>} */
  const seen = new Set(pending);
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (!file.endsWith(".js")) continue;
    for (const needed of neededBy(file, files, workers)) {
      if (seen.has(needed)) continue;
      seen.add(needed);
      pending.push(needed);
    }
  }
  return seen;
}

/**
 * Static imports of a built module, and the files of the build that it names by `new URL("…", import.meta.url)`, as
 * bundlers write the address of a worker.
 * @param {string} file
 * @param {Files} files
 * @param {boolean} workers
 */
function neededBy(file, files, workers) {
  const source = files.get(file)?.toString() ?? "";
  const { program } = parseSync(file, source);
  /** @type {string[]} */
  const found = [];
  /** @param {unknown} specifier */
  const add = (specifier) => {
    if (typeof specifier !== "string") return;
    const path = specifier.startsWith("/") ? specifier.slice(1) : posix.join(posix.dirname(file), specifier);
    if (files.has(path)) found.push(path);
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value),
    ExportNamedDeclaration: (node) => add(node.source?.value),
    ExportAllDeclaration: (node) => add(node.source.value),
    NewExpression: (node) => {
      if (!workers) return;
      const [first] = node.arguments;
      if (node.callee.type !== "Identifier" || !/^(URL|Worker|SharedWorker)$/.test(node.callee.name)) return;
      if (first?.type === "Literal") add(first.value);
      if (first?.type === "TemplateLiteral" && first.quasis.length === 1) add(first.quasis[0]?.value.cooked);
    },
  }).visit(program);
  return found;
}

/** Namespaces are names, not addresses; the others are read by people, in the text of an error. */
const harmless = [
  /^https?:\/\/www\.w3\.org\/[\w/.#-]+$/,
  /^https:\/\/react\.dev\/errors\/$/,
  // regl, where there is no WebGL.
  /^http:\/\/get\.webgl\.org$/,
];

/**
 * Addresses of other places in a build, with the file each stands in.
 * @param {Files} files
 */
export function foreignAddresses(files) {
  /** @type {{ file: string, address: string }[]} */
  const found = [];
  for (const [file, content] of files) {
    if (!/\.(js|mjs|css|html|svg|json|webmanifest)$/.test(file)) continue;
    for (const [address] of content.toString().matchAll(/\bhttps?:\/\/[^\s"'`<>\\)]+/g)) {
      if (!harmless.some((pattern) => pattern.test(address))) found.push({ file, address });
    }
  }
  return found;
}
