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
 * @typedef {object} Loads
 * @property {ReadonlySet<string>} page what index.html names, and everything those scripts import statically
 * @property {ReadonlySet<string>} plane what the plane worker loads beyond that: with the page's, all that the first
 *   picture needs
 * @property {ReadonlySet<string>} numbers what the other workers load beyond that; they start after the first picture
 * @property {ReadonlySet<string>} editor what the editor loads beyond page and plane worker
 * @property {ReadonlySet<string>} space what a view of space loads, its own worker included, beyond those and what every
 *   page loads once its first picture stands
 * @property {ReadonlySet<string>} later the rest, imported when it is asked for
 */

/**
 * When a build's files are fetched, each counted where it is fetched first.
 * @param {Files} files
 * @returns {Loads}
 * @throws {Error} when the plane worker or the editor is not found: what is measured would not be what is loaded
 */
export function loadsOf(files) {
  const html = files.get("index.html");
  if (!html) throw new Error("The build has no index.html.");
  // What a page is installed with is fetched once that is offered.
  const fetched = html.toString().replace(/<link rel="(manifest|apple-touch-icon)"[^>]*>/g, "");
  const named = [...fetched.matchAll(/\b(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
  const entries = named
    .map((url) => posix.join(".", url.replace(/^\//, "")))
    .filter((file) => files.has(file));
  const page = closure(files, entries).add("index.html");
  const workers = [...page].flatMap((file) => neededBy(file, files).workers);
  const isPlane = (/** @type {string} */ file) => /plane[^/]*worker/.test(file);
  const editors = [...files.keys()].filter((file) => /editor[^/]*\.(js|css)$/i.test(file));
  if (!workers.some(isPlane)) throw new Error("The plane worker was not found among the workers.");
  if (editors.length === 0) throw new Error("There is no editor chunk of its own in the build.");
  const plane = without(closure(files, workers.filter(isPlane)), page);
  const isSpace = (/** @type {string} */ file) => /\/space-/i.test(file);
  const others = workers.filter((file) => !isPlane(file) && !isSpace(file));
  const numbers = without(closure(files, others), page, plane);
  const editor = without(closure(files, editors), page, plane);
  const spaces = [...files.keys()].filter((file) => /\/space-[^/]*\.(js|css)$/i.test(file));
  if (spaces.length === 0) throw new Error("There is no chunk of space in the build.");
  const tools = closure(
    files,
    [...files.keys()].filter((file) => /\/(tools|client)-[^/]*\.js$/.test(file)),
  );
  const space = without(closure(files, spaces), page, plane, numbers, tools);
  const later = without(files.keys(), page, plane, numbers, editor, space);
  return { page, plane, numbers, editor, space, later };
}

/** @param {Iterable<string>} names @param {Set<string>[]} known @returns {Set<string>} */
function without(names, ...known) {
  return new Set([...names].filter((name) => !known.some((set) => set.has(name))));
}

/**
 * Files and all they import statically.
 * @param {Files} files
 * @param {string[]} from
 * @returns {Set<string>}
 */
function closure(files, from) {
  const seen = new Set(from);
  // A set's iteration goes on to what is added during it.
  for (const file of seen) for (const needed of neededBy(file, files).imports) seen.add(needed);
  return seen;
}

/**
 * Static imports of a built module, and the workers that it starts: the files of the build that it names by
 * `new URL("…", import.meta.url)`, as bundlers write the address of a worker.
 * @param {string} file
 * @param {Files} files
 * @returns {{ imports: string[], workers: string[] }}
 */
function neededBy(file, files) {
  /** @type {{ imports: string[], workers: string[] }} */
  const found = { imports: [], workers: [] };
  if (!file.endsWith(".js")) return found;
  const { program } = parseSync(file, files.get(file)?.toString() ?? "");
  /** @param {string[]} list @param {unknown} specifier */
  const add = (list, specifier) => {
    if (typeof specifier !== "string") return;
    const path = specifier.startsWith("/") ? specifier.slice(1) : posix.join(posix.dirname(file), specifier);
    if (files.has(path)) list.push(path);
  };
  new Visitor({
    ImportDeclaration: (node) => add(found.imports, node.source.value),
    ExportNamedDeclaration: (node) => add(found.imports, node.source?.value),
    ExportAllDeclaration: (node) => add(found.imports, node.source.value),
    NewExpression: (node) => {
      const [first] = node.arguments;
      if (node.callee.type !== "Identifier" || !/^(URL|Worker|SharedWorker)$/.test(node.callee.name)) return;
      if (first?.type === "Literal") add(found.workers, first.value);
      if (first?.type === "TemplateLiteral" && first.quasis.length === 1) {
        add(found.workers, first.quasis[0]?.value.cooked);
      }
    },
  }).visit(program);
  return found;
}

/** Namespaces are names, not addresses; the others are read by people, in the text of an error. */
const harmless = [
  /^https?:\/\/www\.w3\.org\/[\w/.#-]+$/,
  /^https:\/\/react\.dev\/errors\/$/,
  /^https:\/\/github\.com\/markedjs\/marked\.$/,
  // What @react-three/fiber says of itself, in a text that nothing reads, and of how it is used.
  /^(git\+)?https:\/\/(github\.com\/(pmndrs|drcmda|joshuaellis|codyjasonbennett|krispya)|opencollective\.com\/react-three-fiber|docs\.pmnd\.rs)\b/,
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
    // Links in notebooks are for readers to follow.
    if (file.startsWith("demos/")) continue;
    if (!/\.(js|mjs|css|html|svg|json|webmanifest)$/.test(file)) continue;
    for (const [address] of content.toString().matchAll(/\bhttps?:\/\/[^\s"'`<>\\)]+/g)) {
      if (!harmless.some((pattern) => pattern.test(address))) found.push({ file, address });
    }
  }
  return found;
}
