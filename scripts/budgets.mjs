/** Holds the production build to its budgets: how much is fetched when, and that nothing is fetched from elsewhere. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { foreignAddresses, gzipped, loadsOf, readFiles } from "./support/sizes.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Kilobytes of 1000 bytes, gzipped. "First picture" is everything that is fetched before it stands on the page, the
 * page's own files and the plane worker's, each once; "page" is the page's share of it. The design's 160 and 40 are
 * the page's and the engine core's: graphs, derivatives, kernels. The wider sums, with the plane worker, and with language,
 * estimators, plan and formulas, are over them (React is 63, regl 28, Lezer with its tables 16) and are bounded apart.
 */
const budgets = { firstPicture: 222, page: 160, numbers: 20, editor: 120, space: 260, core: 40, engine: 121 };

/**
 * A module of the engine bundled by itself, as a program that uses it ships it: minified, with what it stands on.
 * @param {string} entry
 */
async function engineBundle(entry) {
  const result = await build({
    configFile: false,
    root,
    logLevel: "silent",
    build: {
      write: false,
      modulePreload: false,
      // Not `lib`: Vite leaves the white space in ES libraries.
      rolldownOptions: {
        input: join(root, "src", "engine", entry),
        preserveEntrySignatures: "strict",
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  return outputs
    .flatMap((output) => ("output" in output ? output.output : []))
    .map((file) => (file.type === "chunk" ? file.code : ""))
    .join("");
}

async function main() {
  const files = readFiles(join(root, "dist"));
  const { page, plane, numbers, editor, space, later } = loadsOf(files);
  /** @param {Iterable<string>} names */
  const weight = (names) => [...names].reduce((sum, name) => sum + gzipped(files.get(name) ?? ""), 0);
  const none = new Set();
  const rows = [
    { name: "first picture", bytes: weight([...page, ...plane]), limit: budgets.firstPicture, of: none },
    { name: "  page", bytes: weight(page), limit: budgets.page, of: page },
    { name: "  plane worker", bytes: weight(plane), limit: Number.POSITIVE_INFINITY, of: plane },
    { name: "numbers worker", bytes: weight(numbers), limit: budgets.numbers, of: numbers },
    { name: "editor", bytes: weight(editor), limit: budgets.editor, of: editor },
    { name: "space", bytes: weight(space), limit: budgets.space, of: space },
    { name: "later", bytes: weight(later), limit: Number.POSITIVE_INFINITY, of: later },
    { name: "engine core", bytes: gzipped(await engineBundle("core.ts")), limit: budgets.core, of: none },
    {
      name: "engine with language",
      bytes: gzipped(await engineBundle("index.ts")),
      limit: budgets.engine,
      of: none,
    },
  ];
  const problems = foreignAddresses(files).map(
    ({ file, address }) => `${file} holds the address ${address}; nothing may be fetched from elsewhere.`,
  );
  for (const { name, bytes, limit, of } of rows) {
    const kilobytes = (bytes / 1000).toFixed(1);
    const bound = Number.isFinite(limit) ? ` of ${limit} kB` : "";
    console.log(`   ${name.padEnd(20)} ${kilobytes.padStart(6)} kB gzipped${bound}`);
    for (const file of of) console.log(`      ${(weight([file]) / 1000).toFixed(1).padStart(6)}  ${file}`);
    if (bytes > limit * 1000)
      problems.push(`The ${name.trim()} is ${kilobytes} kB; its budget is ${limit} kB.`);
  }
  for (const problem of problems) console.log(`   ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
