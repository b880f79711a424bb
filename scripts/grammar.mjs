/**
 * Makes the parser of the field language from its grammar: `parser.generated.ts` (the tables) and
 * `terms.generated.ts` (the names of the tokens). Does nothing when both were made from this very grammar.
 * `npm run grammar`; npm runs it after an install, too.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "src", "engine", "language");
const grammarFile = join(folder, "deldot.grammar");
const generatorFile = join(root, "node_modules", "@lezer", "generator", "package.json");

/** Changes whenever the output could: with the grammar, with the generator, with this file. */
function stampOf(/** @type {string} */ grammar) {
  const hash = createHash("sha256");
  for (const text of [
    grammar,
    readFileSync(generatorFile, "utf8"),
    readFileSync(fileURLToPath(import.meta.url), "utf8"),
  ]) {
    hash.update(`${text.length}:${text}`);
  }
  return `// Generated from deldot.grammar by scripts/grammar.mjs (${hash.digest("hex").slice(0, 16)}).\n`;
}

/** Written whole or not at all: an editor or a test may be reading the old one. */
function replace(/** @type {string} */ path, /** @type {string} */ text) {
  const partial = `${path}.${process.pid}.tmp`;
  writeFileSync(partial, text);
  renameSync(partial, path);
}

async function main() {
  if (!existsSync(generatorFile)) {
    throw new Error("@lezer/generator is not installed; `npm install` brings it");
  }
  const grammar = readFileSync(grammarFile, "utf8");
  const stamp = stampOf(grammar);
  const outputs = ["parser", "terms"].map((name) => join(folder, `${name}.generated.ts`));
  if (outputs.every((path) => existsSync(path) && readFileSync(path, "utf8").startsWith(stamp))) return;
  const { buildParserFile } = await import("@lezer/generator");
  const fileName = relative(root, grammarFile);
  const { parser, terms } = buildParserFile(grammar, { fileName, typeScript: true });
  const texts = [parser, terms];
  outputs.forEach((path, i) => {
    const text = (texts[i] ?? "").replace(/^\/\/.*\n/, "");
    replace(path, `${stamp}${text}`);
  });
  console.log(`made ${outputs.map((path) => relative(root, path)).join(" and ")}`);
}

try {
  await main();
} catch (error) {
  console.error(`The grammar could not be generated: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
